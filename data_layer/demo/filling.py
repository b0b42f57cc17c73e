"""Fills an empty store with an invented school, so that every screen has something to show."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_layer import due
from data_layer.demo import (
    breaches,
    carried_out,
    case_papers,
    case_rows,
    deliveries,
    grievances,
    letters,
    looks,
    made_letters,
    recipients,
    saved,
    searching,
    veteran,
    waiting,
)
from data_layer.demo.cases import SHARE, draw_cases, last_days
from data_layer.demo.contacts import Contacts
from data_layer.demo.courses import Teaching
from data_layer.demo.drawing import Draws
from data_layer.demo.guidance import Guidance
from data_layer.demo.lives import Lives, draw_lives
from data_layer.demo.notices import notice_events, notice_rows, restriction_events
from data_layer.demo.people import People
from data_layer.demo.staff import add_staff
from data_layer.demo.traps import trap_cases
from data_layer.errors import BadInput
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Change

FEWEST, MOST = 50, 2_000_000
Progress = Callable[[int, int], None]
"""Told how many clients are written, of how many."""


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was made: rows per table, and the seconds it took."""

    clients: int
    rows: dict[str, int]
    seconds: float


def fill(
    store: Store,
    *,
    clients: int = 400,
    seed: int = 1,
    progress: Progress | None = None,
    actor: Actor = THE_DESK,
) -> DemoReport:
    """Fills a store that has no clients yet; the same number, seed and day make the same rows, ids included.

    Only what follows from the facts (holds, due dates) is made by the desk's own rules, with ids of its own. At
    most 909 clients have a BSN: the test range has no more. Raises BadInput when the store has clients, or the
    number is out of bounds.
    """
    began = time.perf_counter()
    if not FEWEST <= clients <= MOST or seed < 0:
        raise BadInput(
            say(
                "The try-out data have %(fewest)s to %(most)s clients and a seed of 0 or more; nothing was made.",
                fewest=FEWEST,
                most=MOST,
            ),
            field="clients",
        )
    with store.change(actor, Act.STORE_FILL) as change:
        if change.value("select count(*) from clients"):
            raise BadInput(
                say(
                    "The store already has clients; nothing was made, because invented data must never mix with real"
                    " data. Choose an empty store with STEP_STORE."
                )
            )
        rows = _Filling(change, Draws(seed, change.today)).done(clients, progress or (lambda _done, _of: None))
        change.bulk(clients)
    return DemoReport(clients, rows, time.perf_counter() - began)


class _Filling:
    """One fill within its transaction, counting the rows per table."""

    def __init__(self, change: Change, draws: Draws) -> None:
        self._change = change
        self._draws = draws
        self._rows: dict[str, int] = {}

    def done(self, clients: int, progress: Progress) -> dict[str, int]:
        """Everything, and the rows per table."""
        self._rows["staff"] = add_staff(self._change, self._draws.seed)
        lives = draw_lives(self._draws, clients)
        self._requests(lives)
        self._records(lives, progress)
        self._complaints(lives)
        self._disclosures(lives)
        self._add("notices", notice_rows(self._change, self._draws))
        self._add("request_events", notice_events(self._change, self._draws))
        self._add("request_events", restriction_events(self._change, self._draws))
        self._add("corrections", carried_out.correction_rows(self._change, self._draws))
        carried_out.protect_what_was_corrected(self._change)
        self._add("request_events", carried_out.event_rows(self._change, self._draws))
        documents, events = made_letters.rows(self._change, self._draws)
        self._add("request_documents", documents)
        self._add("request_events", events)
        made_letters.link_notices(self._change)
        due.refresh(self._change, None)
        self._rows["delivery_files"] = waiting.add_files(self._change)
        self._add("promise_checks", looks.look_rows(self._draws))
        self._add("saved_exports", saved.saved_rows(self._draws))
        return self._rows

    def _add(self, table: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self._change.insert_table(table, rows)
        self._rows[table] = self._rows.get(table, 0) + rows.num_rows

    def _count(self, kind: str, last: dict[int, int]) -> None:
        for year, number in last.items():
            self._change.insert("counters", kind=kind, year=year, last=number)

    def _requests(self, lives: Lives) -> None:
        draws, today = self._draws, self._change.today
        is_free_day = self._change.settings.is_free_day
        always = trap_cases(draws, lives, today, is_free_day)
        more = max(round(SHARE * len(lives)) - len(always), 0)
        drawn = draw_cases(draws, lives, more, is_free_day=is_free_day, others=always.client)
        cases = always.joined(drawn).as_known_on(draws.today)
        cases = cases.taken(np.argsort(cases.registered, kind="stable"))
        filed = case_rows.Filed(cases, draws.ids(len(cases)), last_days(cases, is_free_day))
        case_rows.follow(draws, lives, filed)
        checks = case_papers.identity_rows(draws, filed)
        rows, last = case_rows.request_rows(draws, lives, filed)
        for name, days in case_papers.identity_columns(filed, checks).items():
            rows = rows.append_column(name, pa.array(days))
        self._add("requests", rows.append_column("letter_group", letters.groups(filed)))
        self._count("request", last)
        self._add("request_events", case_rows.event_rows(draws, filed))
        self._add("identity_checks", checks)
        handlers = cases.handler[cases.handler > 0]
        self._add("request_events", case_papers.identity_events(draws, checks, handlers))
        case_papers.link_questions(self._change)
        documents, added = letters.letter_rows(draws, filed)
        self._add("request_documents", documents)
        self._add("request_events", added)
        self._add("request_decisions", case_papers.decision_rows(draws, filed))
        searched, events = searching.searched_rows(draws, filed)
        self._add("searched_places", searched)
        self._add("request_events", events)
        for table, consequences in case_papers.consequence_rows(draws, lives, filed).items():
            self._add(table, consequences)
        self._add("holds", case_papers.lifted_holds(draws, lives, filed))

    def _records(self, lives: Lives, progress: Progress) -> None:
        people = People(self._draws, lives)
        contacts = Contacts(self._draws, lives)
        teaching = Teaching(self._draws, lives, people.numbers)
        guidance = Guidance(self._draws, lives)
        for part in lives.chunks():
            persons, mailboxes = people.rows(part)
            self._add("clients", persons)
            self._add("addresses", contacts.addresses(part))
            self._add("phones", contacts.phones(part))
            self._add("emails", contacts.emails(part, mailboxes))
            self._add("residence_statuses", contacts.residence_statuses(part))
            self._add("qualifications", contacts.qualifications(part))
            courses = teaching.agreements(part)
            self._add("agreements", courses.rows)
            self._add("attendance", teaching.attendance(part, courses))
            self._add("attendance", veteran.lessons(self._draws, lives, part, courses))
            invoices, payments = teaching.invoices(part, courses)
            self._add("invoices", invoices)
            self._add("payments", payments)
            self._add("intakes", guidance.intakes(part))
            preconditions, consents = guidance.preconditions(part)
            self._add("preconditions", preconditions)
            self._add("consents", consents)
            self._add("consents", guidance.library_consents(part))
            self._add("test_results", guidance.test_results(part))
            self._add("evaluations", guidance.evaluations(part))
            self._add("progress_notes", guidance.progress_notes(part))
            self._add("appointments", guidance.appointments(part))
            progress(part.stop, len(lives))

    def _complaints(self, lives: Lives) -> None:
        made = grievances.draw_grievances(self._draws, lives)
        rows, last = grievances.complaint_rows(self._draws, lives, made, self._change.settings.is_free_day)
        self._add("complaints", rows)
        self._add("complaint_events", grievances.event_rows(self._draws, made))
        self._count("complaint", last)
        self._add("holds", grievances.hold_rows(self._draws, lives))

    def _disclosures(self, lives: Lives) -> None:
        made = deliveries.draw_deliveries(self._draws, lives)
        sizes = np.zeros(len(made.ids), dtype=np.int64)
        for members, counted in deliveries.member_rows(self._draws, lives, made):
            self._add("disclosure_clients", members)
            sizes += counted
        rows, last = deliveries.entry_rows(self._draws, made, sizes)
        self._add("disclosures", rows)
        self._town(lives, last)
        self._count("disclosure", last)
        rows, last = breaches.breach_rows(self._draws, made, sizes)
        self._add("breaches", rows)
        self._count("breach", last)
        self._add("recipient_agreements", recipients.agreement_rows(self._draws))

    def _town(self, lives: Lives, last: dict[int, int]) -> None:
        self._add("recipients", recipients.town_row())
        self._add("recipient_categories", recipients.town_categories(self._draws))
        entries, members = recipients.town_deliveries(self._draws, lives, last)
        self._add("disclosures", entries)
        self._add("disclosure_clients", members)
