"""The consents of a client: what was agreed to, by which text; giving one in a drawer, and withdrawing one."""

from datetime import date

import streamlit as st

from data_layer import consents, recipients
from data_layer.clients import Client
from data_layer.consents import HOW_LABELS, Consent, Withdrawn
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.store import Store
from data_layer.transactions import Reader
from pages.shared import confirm, consent_drawer, drawers, forms, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.record_fields import language_words
from pages.shared.wording import DAY_FORMAT, _, _n, plain


def section(reader: Reader, client: Client) -> None:
    """The part “Consents” of the dossier."""
    st.subheader(_("Consents"))
    _offered(reader, client)
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


def _offered(reader: Reader, client: Client) -> None:
    """The way to a new consent, for those who may."""
    if not may(session.actor().roles, Act.CONSENT_GIVE):
        return
    if st.button(_("Record consent"), icon=":material/add:", type="primary", key="new_consent"):
        drawers.put_open(f"consent:{client.id}")
    if drawers.is_open(f"consent:{client.id}"):
        known = recipients.active(reader)
        drawers.drawer(_("Record consent"), consent_drawer.drawn, client, known, on_dismiss=drawers.close)


def _facts(row: Consent) -> None:
    what = _(consents.what_for(row.purpose, row.recipient, about_health=row.about_health))
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
            language=language_words(row.language),
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
