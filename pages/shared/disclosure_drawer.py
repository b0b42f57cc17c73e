"""One entry of the register of disclosures, in a drawer that the URL opens."""

import streamlit as st

from data_layer import disclosures
from data_layer.categories import CATEGORY
from data_layer.disclosure_persons import Person, clients_of
from data_layer.disclosure_trail import Step
from data_layer.disclosures import STATE_LABELS, Entry, Row
from data_layer.rules.access import Act, may
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.vocabulary import CHANNEL_LABELS, GROUND_LABELS, PURPOSES, Direction, Ground
from pages.shared import disclosure_actions, drawers, links, session
from pages.shared.navigation import CLIENT
from pages.shared.wording import _, _n, day, in_words, plain

NUMBER = "nummer"  # the name in the URL
STATE_COLOURS = {"made": "blue", "sent": "green", "received": "green", "annulled": "gray"}


def opened_by_url() -> None:
    """Opens the drawer of the entry whose number is in the URL, or says that there is none."""
    entry = drawers.asked_for(NUMBER, _read)
    if entry is not None:
        title = _("Disclosure %(number)s", number=entry.row.number)
        drawers.drawer(title, _drawn, entry, on_dismiss=lambda: links.put(NUMBER, None))


def whom(row: Row | Step) -> str:
    """The other side, and which way the data went."""
    name = row.recipient_name or _(FLAG_LABELS[disclosures.STRANGERS])
    return _("from %(name)s", name=name) if row.direction == Direction.IN else _("to %(name)s", name=name)


def _read(number: str) -> Entry:
    with session.the_store().read(session.actor(), Act.DISCLOSURE_LIST) as reader:
        return disclosures.the_disclosure(reader, session.actor(), number)


def _drawn(entry: Entry) -> None:
    row = entry.row
    with st.container(horizontal=True):
        drawers.badge(_(STATE_LABELS[row.state]), STATE_COLOURS[row.state])
        if entry.breach_number:
            drawers.badge(_("data breach %(number)s", number=entry.breach_number), "red")
    if row.flags:
        st.warning(
            "\n".join(f"- {_(FLAG_LABELS[flag])}" for flag in row.flags),
            title=_("This should not have happened"),
            icon=":material/flag:",
        )
    disclosure_actions.first(entry)
    _facts(entry)
    _clients(entry)
    disclosure_actions.offered(entry)


def _facts(entry: Entry) -> None:
    row = entry.row
    channels = {code.value: _(words) for code, words in CHANNEL_LABELS.items()}
    drawers.facts(
        {
            _("Date"): in_words(row.happened_on),
            _("To or from"): plain(whom(row)),
            _("Data"): ", ".join(_(CATEGORY[code].label) for code in row.categories),
            _("Purpose"): _(PURPOSES[row.purpose]) if row.purpose else "–",
            _("Statute"): plain(row.statute),
            _("Ground"): _(GROUND_LABELS[Ground(row.ground)]) if row.ground else _("none"),
            _("Channel"): "" if row.state == "made" else channels.get(entry.channel, plain(entry.channel)),
            _("Reference"): plain(entry.reference),
            _("Period"): _period(entry),
            _("File"): plain(entry.file_name),
            _("Remark"): plain(entry.remark),
            _("Recorded"): plain(
                _("%(day)s by %(name)s", day=entry.recorded_on, name=entry.recorded_by or _("somebody who left"))
            ),
            _("Tell the source by"): in_words(row.tell_by) if row.tell_by else "",
            _("Annulled on"): in_words(entry.annulled_on) if entry.annulled_on else "",
        }
    )


def _period(entry: Entry) -> str:
    if entry.period_from is None or entry.period_until is None:
        return ""
    return _("%(first)s up to and including %(last)s", first=entry.period_from, last=entry.period_until)


def _told(row: Row, person: Person) -> str:
    """Whether this person knows where the data came from; nothing where that does not matter."""
    if person.told_source_on is not None:
        return _("told on %(day)s", day=day(person.told_source_on))
    return _("to be told yet") if row.tell_by is not None else ""


def _clients(entry: Entry) -> None:
    drawers.heading(_n("%(n)s client", "%(n)s clients", entry.row.clients))
    if entry.row.forgotten:
        st.caption(
            _n("The dossier of %(n)s client has been destroyed.", "The dossiers of %(n)s clients have been destroyed.",
               entry.row.forgotten)
        )  # fmt: skip
    if not may(session.actor().roles, Act.CLIENT_LIST):
        return
    where = f"clients_of:{entry.row.number}"
    page = clients_of(
        session.the_store(),
        session.actor(),
        entry.row.id,
        drawers.at(where),
        sitting=session.sitting(),
    )
    opens_dossiers = may(session.actor().roles, Act.CLIENT_VIEW)
    for person in page.rows:
        label = " · ".join(t for t in (plain(person.number), plain(person.name), _told(entry.row, person)) if t)
        if opens_dossiers:
            links.link(CLIENT, label, icon=":material/person:", nummer=person.number)
        else:
            st.markdown(label)
    drawers.pager(page, where)
