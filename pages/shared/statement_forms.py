"""What the privacy officer does with versions of the privacy statement: publish, put online, take back."""

from datetime import date, timedelta

import streamlit as st

from data_layer import statement_versions
from data_layer.errors import BadInput
from data_layer.importing.delimited import decoded
from data_layer.rules.checks import LONGEST_TEXT, text_problem
from data_layer.rules.sentences import say
from data_layer.rules.statement_text import tidied
from data_layer.rules.text_changes import differences
from data_layer.statement_versions import LONGEST_REMARK, Version
from pages.shared import confirm, drawers, forms, session, statement_text
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, in_words

PUBLISH, ONLINE = "statement:publish", "statement:online"
CLEAR, TAKE_BACK = "statement:clear_online", "statement:take_back"
_MOST_BYTES = 4 * LONGEST_TEXT  # the most that a character takes
_MOST_MB = 1  # of which a browser asks no more
_MOST_SHOWN = 60  # differences before saving; with more of them it is another text


def publish(known: list[Version]) -> None:
    """The form for another version, in a drawer; what would change is shown before it is saved."""
    form = Form(PUBLISH)
    seen = st.session_state.setdefault(f"versions_seen:{form.id}", known)
    dated = _asked_day(form, seen)
    why_late = _asked_why_late(form) if dated < session.today() else ""
    before = statement_versions.on(seen, dated)
    body = _asked_text(form, seen, before)
    with form.field("remark", _("What changed, and why")) as label:
        remark = st.text_area(label, height=90, max_chars=LONGEST_REMARK, key=f"statement_remark:{form.id}")
    confirm.in_drawer(
        form,
        lambda store: statement_versions.publish(
            store,
            session.actor(),
            id=form.id,
            seen=[one.id for one in seen],
            dated=dated,
            body=body,
            remark=remark,
            why_late=why_late,
        ),
        say("The version was recorded. Put it on the website, and record since when it is there."),
        pressed=st.button(_("Show what changes"), type="primary", key="publish_statement"),
        asks=lambda: Question(
            _("Record this version?"),
            (
                _("From %(day)s on this is the privacy statement. Nothing of it can be edited afterwards.", day=dated),
                _("What went is ~~struck through~~, what came is **bold**."),
                *_shown(before.body, tidied(body)),
            ),
            _("Yes, record"),
        ),
        then=drawers.shut,
    )


def _asked_day(form: Form, seen: list[Version]) -> date:
    taken = {one.dated for one in seen}
    usual = session.today()
    while usual in taken:
        usual += timedelta(days=1)
    with form.field("dated", _("Date of the version")) as label:
        return st.date_input(
            label,
            usual,
            min_value=seen[-1].dated + timedelta(days=1),
            max_value=usual + timedelta(days=2 * 366),
            format=DAY_FORMAT,
            help=_("From this day on it counts. It can be a day to come, also before a version that is to come."),
            key=f"dated:{form.id}",
        )


def _asked_why_late(form: Form) -> str:
    with form.field("why_late", _("Why it is recorded only now")) as label:
        return st.text_area(label, height=90, max_chars=LONGEST_REMARK, key=f"statement_why_late:{form.id}")


def _asked_text(form: Form, seen: list[Version], before: Version) -> str:
    """The text as it is typed, at first that of the file that was chosen, or the one that counts on the day."""
    with form.field("file", _("The text as a .txt file")) as label:
        file = st.file_uploader(label, ["txt"], key=f"statement_file:{form.id}", max_upload_size=_MOST_MB)
    read = None
    if file is not None:
        with form.problems_shown():
            read = _read(file.getvalue())
    key = f"statement_body:{form.id}:{file.file_id if file else ''}"
    shown = st.session_state.get(key)
    if shown is None or (read is None and shown in {one.body for one in seen}):
        # a text in which nobody typed yet follows the day
        st.session_state[key] = read if read is not None else before.body
    with form.field("body", _("The whole text")) as label:
        return st.text_area(
            label,
            height=300,
            max_chars=LONGEST_TEXT,
            help=_(
                "It begins with the text that counts on that day. A heading is a line in capitals;"
                " “- ” begins an item of a list."
            ),
            key=key,
        )


def close_publishing() -> None:
    """Closes the drawer; the next time it begins with the text of then."""
    forms.forget(PUBLISH)
    drawers.close()


def put_online(version: Version) -> None:
    """The form, in a drawer, for the day since which the website has this version."""
    form = Form(f"{ONLINE}:{version.id}")
    with form.field("online_since", _("On the website since")) as label:
        on = st.date_input(
            label,
            version.online_since or session.today(),
            min_value=version.earliest_online,
            max_value=session.today(),
            format=DAY_FORMAT,
            key=f"online_since:{form.id}",
        )
    confirm.in_drawer(
        form,
        lambda store: statement_versions.put_online(store, session.actor(), version, on),
        say("It was recorded since when the website has this version."),
        pressed=st.button(_("Record"), type="primary", key="put_online"),
        then=drawers.shut,
    )
    if version.online_since is not None:
        _clear_online(version)


def _clear_online(version: Version) -> None:
    form = Form(f"{CLEAR}:{version.id}")
    st.divider()
    with form.field("why", _("Was it recorded by mistake? Why")) as label:
        labels = {code: _(sentence) for code, sentence in statement_versions.WHY_NOT_ONLINE.items()}
        why = forms.choice(label, labels, key=f"why_not_online:{form.id}")
    confirm.in_drawer(
        form,
        lambda store: statement_versions.clear_online(store, session.actor(), version, why),
        say("The day was cleared: it is not recorded since when the website has this version."),
        pressed=st.button(_("Clear the day"), key="clear_online"),
        then=drawers.shut,
    )


def take_back(version: Version) -> None:
    """The button that takes back a version nobody can have relied on, which asks first."""
    form = Form(f"{TAKE_BACK}:{version.id}")
    confirm.written(
        form,
        session.the_store(),
        lambda store: statement_versions.take_back(store, session.actor(), version),
        say("The version was taken back."),
        _to_newest,
        pressed=st.button(_("Take back"), icon=":material/undo:", key="take_back"),
        asks=lambda: Question(
            _("Take this version back?"),
            (_("The version of %(day)s goes out of the register with its text.", day=in_words(version.dated)),),
            _("Yes, take back"),
        ),
    )


def _to_newest() -> None:
    st.query_params.pop("versie", None)
    st.rerun()


def _read(content: bytes) -> str:
    too_large = BadInput(
        say("This file is too large for a privacy statement. Choose the file with its text alone."), "file"
    )
    if len(content) > _MOST_BYTES:
        raise too_large
    try:
        text = tidied(decoded(content))
    except BadInput as error:
        raise BadInput(error.sentence, "file") from None
    if len(text) > LONGEST_TEXT:
        raise too_large
    if (problem := text_problem(text, LONGEST_TEXT)) is not None:
        raise BadInput(problem, "file")
    return text


def _shown(old: str, new: str) -> list[str]:
    found = differences(old, new)
    lines = statement_text.as_lines(found[:_MOST_SHOWN])
    if len(found) > _MOST_SHOWN:
        left = len(found) - _MOST_SHOWN
        lines.append(_("And %(n)s differences more: nearly all of it is another text.", n=left))
    return lines
