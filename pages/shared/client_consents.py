"""The consents of a client: what was agreed to, by which text; giving one in a drawer, and withdrawing one."""

from datetime import date

import streamlit as st
from babel import Locale

from data_layer import consents, recipients
from data_layer.clients import Client
from data_layer.consent_texts import proposed
from data_layer.consents import HOW_LABELS, Consent, Withdrawn
from data_layer.recipients import Recipient
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.store import Store
from data_layer.transactions import Reader
from data_layer.vocabulary import PURPOSES
from pages.shared import confirm, drawers, forms, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, _n, language, plain

_FIRST_DAY = date(1900, 1, 1)


def section(reader: Reader, client: Client) -> None:
    """The part “Consents” of the dossier."""
    st.subheader(_("Consents"))
    found = consents.consents_of(reader, client.id)
    if not found:
        st.caption(_("No consent is recorded: what needs consent may not be done with these data."))
    held_since = consents.held_since(reader, client.id) if any(row.resting for row in found) else None
    for row in found:
        with st.container(border=True, gap="small"):
            _facts(row)
            _text(reader, client, row)
            if row.withdrawn_on is None and may(session.actor().roles, Act.CONSENT_WITHDRAW):
                _withdrawing(client, row, held_since)
    if may(session.actor().roles, Act.CONSENT_GIVE):
        if st.button(_("Record consent"), icon=":material/add:", key="new_consent"):
            drawers.put_open(f"consent:{client.id}")
        if drawers.is_open(f"consent:{client.id}"):
            drawer = st.dialog(_("Record consent"), position="right", width="medium", on_dismiss=drawers.close)
            drawer(_giving)(client, recipients.active(reader))


def _facts(row: Consent) -> None:
    what = _(PURPOSES[row.purpose])
    if row.recipient:
        what = _("%(purpose)s, to %(recipient)s", purpose=what, recipient=row.recipient)
    elif row.about_health:
        what = _("%(purpose)s, about health", purpose=what)
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        st.markdown(f"**{plain(what)}**", width="content")
        if row.withdrawn_on is None:
            st.badge(_("stands"), color="green")
        else:
            st.badge(_("withdrawn on %(day)s", day=row.withdrawn_on), color="gray")
    st.caption(
        _(
            "Given on %(day)s, %(how)s, in %(language)s.",
            day=row.given_on,
            how=HOW_LABELS.get(row.how) or row.how,
            language=_language(row.language),
        )
    )
    if row.resting and row.withdrawn_on is None:
        st.caption(
            _n(
                "One precondition that concerns health rests on this consent.",
                "%(n)s preconditions that concern health rest on this consent.",
                row.resting,
            )
        )
    elif row.resting:
        st.warning(
            _n(
                "One precondition that concerns health is still here because of a hold. Remove it when the hold ends.",
                "%(n)s preconditions that concern health are still here because of a hold. Remove them when the hold"
                " ends.",
                row.resting,
            ),
            icon=":material/front_hand:",
        )


def _text(reader: Reader, client: Client, row: Consent) -> None:
    with st.expander(_("The text that was shown"), on_change="rerun", key=f"consent_text:{row.id}") as opened:
        if opened.open:
            st.text(consents.shown_text(reader, client.id, row.id))


def _withdrawing(client: Client, row: Consent, held_since: date | None) -> None:
    form = Form(f"withdrawing:{row.id}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=220), form.field("withdrawn_on", _("Withdrawn by the client on")) as label:
            withdrawn_on = st.date_input(label, session.today(), format=DAY_FORMAT, key=f"withdrawn_on:{row.id}")
        pressed = st.button(_("Withdraw"), icon=":material/undo:", key=f"withdraw:{row.id}")

    def write(store: Store) -> Withdrawn:
        return consents.withdraw(store, session.actor(), seen=row.seen, client_id=client.id, withdrawn_on=withdrawn_on)

    def save() -> None:
        became: list[Withdrawn] = []
        form.write(lambda: became.append(write(session.the_store())))
        forms.done(form.name, _what_became(became[0] if became else Withdrawn()))
        st.rerun()

    asks = confirm.rehearsed(session.the_store(), write, lambda: _question(row, held_since))
    confirm.asked_first(form, pressed=pressed, asks=asks, save=save)


def _question(row: Consent, held_since: date | None) -> Question:
    follows = [_("From then on this may no longer be done with the data of the client. This cannot be undone.")]
    if row.resting and held_since is not None:
        follows.append(
            _n(
                "One precondition that concerns health rests on it. It stays, because it is held since %(day)s.",
                "%(n)s preconditions that concern health rest on it. They stay, because they are held since %(day)s.",
                row.resting,
                day=held_since,
            )
        )
    elif row.resting:
        follows.append(
            _n(
                "One precondition that concerns health rests on it, and is removed at once.",
                "%(n)s preconditions that concern health rest on it, and are removed at once.",
                row.resting,
            )
        )
    return Question(_("Withdraw this consent?"), follows, _("Yes, withdraw it"))


def _what_became(withdrawn: Withdrawn) -> Sentence:
    if withdrawn.removed:
        return say_n(
            "The consent was withdrawn. One precondition that concerns health was removed.",
            "The consent was withdrawn. %(n)s preconditions that concern health were removed.",
            withdrawn.removed,
        )
    if withdrawn.kept:
        return say_n(
            "The consent was withdrawn. One precondition that concerns health stays because of a hold.",
            "The consent was withdrawn. %(n)s preconditions that concern health stay because of a hold.",
            withdrawn.kept,
        )
    return say("The consent was withdrawn.")


def _giving(client: Client, known: list[Recipient]) -> None:
    """The form in the drawer; the text that is proposed follows what is chosen above it."""
    form = Form(f"consent:{client.id}")
    purposes = {number: _(words) for number, words in PURPOSES.items()}
    with form.field("purpose", _("What does the client agree to?")) as label:
        purpose = forms.choice(label, purposes, key=f"consent_purpose:{form.id}")
    names = {recipient.id: plain(recipient.name) for recipient in known if not recipient.is_outside_eea}
    with form.field("recipient", _("Who gets the data?")) as label:
        recipient_id = st.selectbox(
            label,
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Nobody: only the school uses them"),
            key=f"consent_recipient:{form.id}",
        )
    about_health = False
    if purpose == consents.HEALTH_PURPOSE and recipient_id is None:
        with form.field("about_health", _("Concerns health")) as label:
            about_health = st.checkbox(
                label,
                help=_("Then preconditions that concern health may be recorded, as long as the consent stands."),
                key=f"consent_health:{form.id}",
            )
    languages = _languages(client.language)
    with form.field("language", _("Language of the text")) as label:
        shown_in = forms.choice(label, languages, usual="nl", key=f"consent_language:{form.id}")
    recipient = next((one for one in known if one.id == recipient_id), None)
    text = proposed(purpose or 0, recipient, shown_in or "", about_health=about_health)
    with form.field("shown_text", _("Exact text that was shown or read out")) as label:
        shown_text = st.text_area(
            label,
            text or "",
            height=220,
            max_chars=LONGEST_TEXT,
            help=_("Change it to what the client really saw. It is kept exactly as it stands here."),
            key=f"consent_text:{form.id}:{purpose}:{recipient_id}:{about_health}:{shown_in}",
        )
    if purpose and shown_in and text is None:
        st.caption(_("There is no ready-made text in this language: put down the one that was used."))
    ways = {code: _(words) for code, words in HOW_LABELS.items()}
    with form.field("how", _("How did the client agree?")) as label:
        how = forms.choice(label, ways, key=f"consent_how:{form.id}")
    with form.field("given_on", _("Given on")) as label:
        given_on = st.date_input(
            label, session.today(), min_value=_FIRST_DAY, format=DAY_FORMAT, key=f"consent_given_on:{form.id}"
        )
    confirm.written(
        form,
        session.the_store(),
        lambda store: consents.give(
            store,
            session.actor(),
            id=form.id,
            client_id=client.id,
            purpose=purpose,
            recipient_id=recipient_id,
            about_health=about_health,
            shown_text=shown_text,
            language=shown_in,
            how=how,
            given_on=given_on,
        ),
        say("The consent was recorded."),
        _shut,
        pressed=st.button(_("Record"), type="primary", key="give_consent"),
        in_place=True,
    )


def _shut() -> None:
    drawers.close()
    st.rerun()


def _language(code: str) -> str:
    return str(Locale(language()).languages.get(code, code))


def _languages(own: str | None) -> dict[str, str]:
    """All languages by their names, with those that have a ready-made text and the client's own at the top."""
    names = {code: str(name) for code, name in Locale(language()).languages.items() if code.isalpha()}
    first = [code for code in dict.fromkeys(("nl", "en", own or "nl")) if code in names]
    return {code: names[code] for code in (*first, *sorted(names, key=lambda code: names[code].casefold()))}
