"""What became of a request for erasure, as the letter says it: written from what went and from what is left now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data_layer.categories import CATEGORIES, CATEGORY
from data_layer.destroying.items import OF_A_CLIENT
from data_layer.destroying.piles import Pile, Piles, piles
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.rules.disclosure import enumerated
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader
from data_layer.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Erasure:
    """The categories of which data went for this request, and what is left of the client now."""

    gone: tuple[str, ...]
    left: Piles

    @property
    def stays(self) -> tuple[Pile, ...]:
        """What is kept or held, without what the desk itself recorded of its own work."""
        return tuple(pile for pile in (*self.left.keep, *self.left.held) if pile.category not in OF_A_CLIENT)


@dataclass(frozen=True, slots=True)
class Batch:
    """A destruction that was proposed for the request: who did what on which day, and how much of it was skipped."""

    number: str
    state: str
    proposer_id: int
    proposed_by: str | None
    proposed_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    ran_at: datetime | None
    skipped: int


def opened(store: Store, actor: Actor, *, request_id: int, sitting: str) -> tuple[Erasure, list[Batch]]:
    """How matters stand with an erasure, and what was proposed for it and not rejected, the newest first."""
    with store.read(actor, Act.REQUEST_VIEW, Subject("request", request_id), sitting=sitting) as reader:
        batches = reader.all(
            Batch,
            """
            select b.number, b.state, b.proposed_by as proposer_id, p.name as proposed_by, b.proposed_at,
                a.name as approved_by, b.approved_at, b.ran_at,
                (select coalesce(sum(items), 0)::bigint from batch_skips s where s.batch_id = b.id) as skipped
            from batches b left join staff p on p.id = b.proposed_by left join staff a on a.id = b.approved_by
            where b.request_id = $request_id and b.state <> 'rejected' order by b.proposed_at desc
            """,
            request_id=request_id,
        )
        return the_erasure(reader, request_id), batches


def the_erasure(reader: Reader, request_id: int) -> Erasure:
    """What was erased for this request, and what is left."""
    client_id = reader.value("select client_id from requests where id = $id", id=request_id)
    gone = reader.values(
        """
        select distinct i.category from batch_items i join batches b on b.id = i.batch_id
        where b.request_id = $request_id and i.state = 'destroyed'
        """,
        request_id=request_id,
    )
    left = piles(reader, client_id, request_id) if client_id is not None else Piles((), (), ())
    return Erasure(tuple(category.code for category in CATEGORIES if category.code in gone), left)


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """In words for the person: what was erased, what stays, why and until when."""
    return in_words(the_erasure(reader, request_id))


def in_words(erasure: Erasure) -> tuple[Sentence, ...]:
    """What became of it, a sentence for each reason why something stays."""
    sentences = [_gone(erasure.gone)]
    kept = [pile for pile in erasure.stays if pile in erasure.left.keep]
    for some in _alike(kept):
        if (until := some[0].until) is not None:
            sentences.append(
                say(
                    "We keep these data up to and including %(day)s: %(what)s. Why: %(why)s.",
                    day=until, what=_listed(some), why=_why(some[0]),
                )
            )  # fmt: skip
        else:
            sentences.append(say("We keep these data: %(what)s. Why: %(why)s.", what=_listed(some), why=_why(some[0])))
    sentences.extend(
        say("We cannot erase these data yet: %(what)s. Why: %(why)s.", what=_listed(some), why=_why(some[0]))
        for some in _alike(erasure.left.held)
    )
    if erasure.left.delete:
        sentences.append(say("We have not erased these data yet: %(what)s.", what=_listed(erasure.left.delete)))
    if own := [pile for pile in erasure.left.keep if pile.category in OF_A_CLIENT]:
        sentences.append(
            say("We keep what we recorded of our own work: %(what)s. It is proof of what we did with your data.",
                what=_listed(own))
        )  # fmt: skip
    return tuple(sentences)


def outcome_of(erasure: Erasure) -> Outcome | None:
    """Granted when nothing is left but what the desk recorded of its own work; None as long as nothing was erased."""
    if not erasure.gone:
        return None
    return Outcome.PARTLY_GRANTED if erasure.stays or erasure.left.delete else Outcome.GRANTED


def _gone(categories: Sequence[str]) -> Sentence:
    if not categories:
        return say("We have erased nothing of your data.")
    return say("We have erased: %(what)s.", what=enumerated([CATEGORY[code].label for code in categories]))


def _alike(some: Sequence[Pile]) -> list[list[Pile]]:
    """What stays for the same reason and until the same day, together."""
    found: dict[object, list[Pile]] = {}
    for pile in some:
        found.setdefault((pile.why, pile.until), []).append(pile)
    return list(found.values())


def _listed(some: Sequence[Pile]) -> Sentence:
    return enumerated([pile.label for pile in some])


def _why(pile: Pile) -> Sentence:
    return enumerated(pile.why, between="; ")
