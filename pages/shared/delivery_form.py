"""What is asked before a delivery is made: to whom and why, which data, about whom, and in which form."""

from datetime import date

import streamlit as st

from data_layer.categories import CATEGORIES
from data_layer.delivering.contents import columns_of
from data_layer.delivering.delivery import WAYS, Delivery, Format, Selection
from data_layer.delivering.layouts import needed_by, offered_to
from data_layer.delivering.number_files import FIELD, numbers_in
from data_layer.disclosure_facts import split_numbers
from data_layer.errors import BadInput
from data_layer.recipients import Recipient
from data_layer.rules.months import last_of, month_before
from data_layer.vocabulary import GROUND_LABELS, PURPOSES
from pages.shared import choices, forms, links, searches, session
from pages.shared.download_button import FORMS
from pages.shared.forms import Form
from pages.shared.navigation import CLIENTS
from pages.shared.wording import DAY_FORMAT, _, plain

_LABELS = {category.code: category.label for category in CATEGORIES}
_NONE = 0


def asked(form: Form, known: dict[int, Recipient]) -> tuple[Recipient, Delivery] | None:
    """Draws the fields; what they ask for, or nothing while something that is needed is missing."""
    recipient, purpose, ground, statute = _why(form, known)
    if recipient is None:
        st.caption(_("Choose the recipient first."))
        return None
    categories, required = _what(form, recipient)
    period = _period(form)
    selection = _whom(form)
    file_format = _form(form)
    left, right = st.columns(2)
    reference = left.text_input(_("Reference"), max_chars=100, key=f"delivery_reference:{form.id}", autocomplete="off")
    remark = right.text_input(_("Remark"), max_chars=500, key=f"delivery_remark:{form.id}", autocomplete="off")
    if not categories or ground is None or period is None or selection is None:
        return None
    return recipient, Delivery(
        recipient.id, categories, required, purpose, ground, *period, selection, file_format,
        statute=statute, reference=reference, remark=remark,
    )  # fmt: skip


def _why(form: Form, known: dict[int, Recipient]) -> tuple[Recipient | None, int | None, str | None, str | None]:
    left, middle, right = st.columns(3)
    with left, form.field("recipient", _("Recipient")) as label:
        chosen = forms.choice(
            label,
            {recipient.id: plain(recipient.name) for recipient in known.values()},
            usual=next((r.id for r in known.values() if r.code == st.query_params.get(choices.RECIPIENT)), None),
            key=f"delivery_recipient:{form.id}",
        )
    recipient = known.get(chosen or 0)
    if recipient is None:
        return None, None, None, None
    habit, own = recipient.habit, f"{form.id}:{recipient.code}"  # its usual answers are proposed anew
    allowed = recipient.purposes or tuple(PURPOSES)
    purposes = {number: _(PURPOSES[number]) for number in allowed} | {_NONE: _("none: a statute asks for it")}
    with middle, form.field("purpose", _("Purpose")) as label:
        purpose = forms.choice(label, purposes, usual=allowed[0], key=f"delivery_purpose:{own}")
    grounds = {code.value: _(GROUND_LABELS[code]) for code in (habit.grounds if habit else GROUND_LABELS)}
    with right, form.field("ground", _("Ground")) as label:
        ground = forms.choice(label, grounds, usual=habit.ground.value if habit else None, key=f"delivery_ground:{own}")
    statute = None
    if (habit and habit.statute) or purpose == _NONE:
        statute = st.text_input(
            _("Statute, where one asks for it"),
            (habit and habit.statute) or "",
            max_chars=200,
            key=f"delivery_statute:{own}",
        )
    return recipient, purpose or None, ground, statute


def _what(form: Form, recipient: Recipient) -> tuple[tuple[str, ...], tuple[str, ...]]:
    own = f"{form.id}:{recipient.code}"
    labels = {code: _(_LABELS[code]) for code in offered_to(recipient)}
    with form.field("categories", _("Data that go along")) as label:
        picked = st.multiselect(
            label,
            list(labels),
            default=recipient.usual_categories,
            format_func=labels.__getitem__,
            placeholder=_("Choose the categories"),
            help=_("Only what this recipient may get can be chosen. Choose no more than is needed."),
            key=f"delivery_categories:{own}",
        )
    categories = tuple(code for code in labels if code in picked)
    if categories:
        columns = ", ".join(_(column.label) for column in columns_of(recipient, categories))
        st.caption(_("In the file: %(columns)s.", columns=columns))
    required = st.multiselect(
        _("Leave out who lacks"),
        list(categories),
        default=[code for code in needed_by(recipient) if code in categories],
        format_func=labels.__getitem__,
        placeholder=_("nothing: everybody goes along"),
        key=f"delivery_required:{own}:{','.join(categories)}",
    )
    return categories, tuple(required)


def _period(form: Form) -> tuple[date, date] | None:
    first = month_before(session.today())
    left, right = st.columns(2)
    with left, form.field("period", _("Period: from")) as label:
        since = st.date_input(label, first, format=DAY_FORMAT, key=f"delivery_since:{form.id}")
    with right:
        until = st.date_input(
            _("Period: up to and including"), last_of(first), format=DAY_FORMAT, key=f"delivery_until:{form.id}"
        )
    return (since, until) if isinstance(since, date) and isinstance(until, date) else None


def _whom(form: Form) -> Selection | None:
    ways = {way: _(words) for way, words in WAYS.items()}
    asked = "numbers" if "client" in st.query_params else st.query_params.get("keuze")
    usual = next((way for way in WAYS if way == asked), "course")
    with form.field("who", _("Clients")) as label:
        way = st.segmented_control(
            label, list(ways), default=usual, required=True, format_func=ways.__getitem__, wrap=True,
            key=f"delivery_way:{form.id}",
        )  # fmt: skip
    if way == "numbers":
        return _numbers(form)
    return _listed() if way == "list" else Selection("course")


def _listed() -> Selection | None:
    """What the list of clients shows; nothing where nobody remembers what was sought: that is not everybody."""
    sought, is_forgotten = searches.sought(), searches.is_forgotten()
    if is_forgotten:
        words = _("What was looked for is no longer known here: choose in the list once more.")
    elif sought:
        words = _("The clients found with “%(search)s”.", search=plain(sought))
    else:
        words = _("All clients of the list.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="content")
        links.link(CLIENTS, _("Choose in the list of clients"), icon=":material/group:")
    return None if is_forgotten else Selection("list", search=sought)


def _numbers(form: Form) -> Selection | None:
    left, right = st.columns([3, 2])
    with left, form.field("client_numbers", _("Client numbers")) as label:
        typed = st.text_area(
            label,
            st.query_params.get("client", ""),
            height=120,
            placeholder=_("Several: with spaces, commas or each on a line; at most 10,000."),
            key=f"delivery_numbers:{form.id}",
        )
    with right, form.field(FIELD, _("Or a file with client numbers")) as label:
        file = st.file_uploader(
            label, key=f"delivery_file:{form.id}", max_upload_size=session.the_store().settings.upload_limit_mb
        )
    numbers = split_numbers(typed)
    if file is not None:
        try:
            numbers = (*numbers, *numbers_in(file.getvalue(), session.the_store().settings.upload_limit_mb))
        except BadInput as error:
            form.show(error)
            return None
    if not numbers:
        st.caption(_("Type or paste client numbers, or choose a file that has them."))
        return None
    return Selection("numbers", numbers)


def _form(form: Form) -> Format:
    formats: tuple[Format, ...] = ("xlsx", "csv")
    with form.field("format", _("Form")) as label:
        return st.segmented_control(
            label, formats, default="xlsx", required=True, format_func=FORMS.__getitem__,
            key=f"delivery_format:{form.id}",
        )  # fmt: skip
