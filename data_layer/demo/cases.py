"""The lives of requests, one element per request: drawn in full, then cut off at today, as the desk would know them."""

from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from data_layer.demo.drawing import NEVER, Days, Draws, Numbers, Truths, after, months_after, only, weekday
from data_layer.demo.lives import Lives
from data_layer.rules.deadlines import IsFreeDay, Pause, deadline
from data_layer.vocabulary import Channel, Outcome, Right, State

RIGHTS, CHANNELS, OUTCOMES, STATES = tuple(Right), tuple(Channel), tuple(Outcome), tuple(State)
KINDS = ("self", "representative", "unknown")
SHARE = 0.3  # of the clients with a request
NOBODY = -1  # the place of a client that is not known
_PER_RIGHT = {
    Right.ACCESS: 42,
    Right.RECTIFICATION: 16,
    Right.COMPLETION: 6,
    Right.ERASURE: 17,
    Right.RESTRICTION: 3,
    Right.PORTABILITY: 4,
    Right.OBJECTION: 5,
    Right.CONSENT_WITHDRAWAL: 7,
}
_PER_CHANNEL = {
    Channel.WEBSITE: 20,
    Channel.EMAIL: 38,
    Channel.PHONE: 9,
    Channel.APP: 12,
    Channel.THIRD_PARTY: 3,
    Channel.DESK: 13,
    Channel.POST: 5,
}
_YEARS_BACK = 3
_HANDLERS = (2, 3, 4)


@dataclass(slots=True)
class Cases:
    """Requests by element. `right`, `channel`, `outcome` and `kind` are places in the tuples above; `client` is a
    place among the lives. A second pause has `asked2` and `replied2`. `outcome` is -1 while unanswered. Cases with the
    same `letter` came in it together; 0 for one that came alone."""

    client: Numbers
    right: Numbers
    channel: Numbers
    kind: Numbers
    handler: Numbers
    letter: Numbers
    outcome: Numbers
    received: Days
    registered: Days
    asked: Days
    replied: Days
    asked2: Days
    replied2: Days
    extended: Days
    answered: Days
    finished: Days

    def __len__(self) -> int:
        return len(self.client)

    def taken(self, places: Numbers) -> "Cases":
        """The cases at these places."""
        return Cases(**{field.name: getattr(self, field.name)[places] for field in fields(self)})

    def joined(self, other: "Cases") -> "Cases":
        """These cases and then the others."""
        return Cases(**{f.name: np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)})

    def as_known_on(self, today: np.datetime64) -> "Cases":
        """What has not happened yet is taken away again."""
        answered = only(self.answered, self.answered <= today)
        return replace(
            self,
            replied=only(self.replied, self.replied <= today),
            asked=only(self.asked, self.asked <= today),
            replied2=only(self.replied2, self.replied2 <= today),
            asked2=only(self.asked2, self.asked2 <= today),
            extended=only(self.extended, self.extended <= today),
            answered=answered,
            finished=only(self.finished, (self.finished <= today) & ~np.isnat(answered)),
            outcome=np.where(np.isnat(answered), -1, self.outcome),
        )

    @property
    def waiting_since(self) -> Days:
        """Since when an unanswered question of ours stops an open case."""
        first = only(self.asked, np.isnat(self.replied))
        second = only(self.asked2, np.isnat(self.replied2))
        return only(np.where(np.isnat(first), second, first), np.isnat(self.answered))

    @property
    def state(self) -> Numbers:
        """Places in STATES."""
        open_state = np.where(self.handler > 0, STATES.index(State.IN_PROGRESS), STATES.index(State.RECEIVED))
        open_state = np.where(np.isnat(self.waiting_since), open_state, STATES.index(State.WAITING))
        closed = np.where(np.isnat(self.finished), STATES.index(State.ANSWERED), STATES.index(State.FINISHED))
        return np.where(np.isnat(self.answered), open_state, closed)


@dataclass(frozen=True, slots=True)
class LastDays:
    """What the rule of the clock says of each case."""

    safe: Days
    legal: Days
    strict: Days
    suspended: Numbers


def last_days(cases: Cases, is_free_day: IsFreeDay) -> LastDays:
    """The rule's days, asked once per combination of receipt, extension and pauses that occurs."""
    found: dict[tuple[date, bool, tuple[Pause, ...]], tuple[date, date, date, int]] = {}
    days: list[tuple[date, date, date, int]] = []
    columns = (cases.received, cases.extended, cases.asked, cases.replied, cases.asked2, cases.replied2)
    for received, extended, *questions in zip(*(column.tolist() for column in columns), strict=True):
        asked, replied, asked2, replied2 = questions
        pauses = tuple(pause for pause in ((asked, replied), (asked2, replied2)) if pause[0])
        key = (received, extended is not None, pauses)
        if key not in found:
            rule = deadline(received, extended=key[1], pauses=pauses, is_free_day=is_free_day)
            found[key] = (rule.safe_last_day, rule.legal_last_day, rule.strict_day, rule.suspended_days)
        days.append(found[key])
    safe, legal, strict, suspended = zip(*days, strict=True) if days else ((), (), (), ())
    return LastDays(
        np.array(safe, dtype="datetime64[D]"),
        np.array(legal, dtype="datetime64[D]"),
        np.array(strict, dtype="datetime64[D]"),
        np.array(suspended, dtype=np.int64),
    )


def draw_cases(draws: Draws, lives: Lives, count: int, *, is_free_day: IsFreeDay, others: Numbers) -> Cases:
    """`count` requests of the last three years, most of the last thirteen months; of clients that are not `others`."""
    today = draws.today
    known = np.flatnonzero(lives.registered_on < after(today, -14))
    known = np.setdiff1d(known, others)
    client = draws.random.permutation(known)[:count].astype(np.int64)
    count = len(client)
    span = np.where(draws.chance(0.6, count), 400, _YEARS_BACK * 365)
    received = draws.days(
        np.maximum(after(today, -span), lives.registered_on[client]), np.full(count, after(today, -1))
    )
    right = draws.shares(list(_PER_RIGHT.values()), count)
    withdraws = right == RIGHTS.index(Right.CONSENT_WITHDRAWAL)
    given, stopped = lives.library_from[client], lives.library_until[client]
    right = np.where(withdraws & ~((given < received) & np.isnat(stopped)), RIGHTS.index(Right.ACCESS), right)
    runs = lives.runs(today)[client]  # nobody asks to be forgotten in the middle of a course
    right = np.where((right == RIGHTS.index(Right.ERASURE)) & runs, RIGHTS.index(Right.ACCESS), right)
    withdraws = right == RIGHTS.index(Right.CONSENT_WITHDRAWAL)
    registered = np.minimum(weekday(after(received, draws.shares((60, 25, 15), count))), today)

    asks = draws.chance(0.12, count) & ~withdraws
    asked = only(weekday(after(registered, draws.numbers(0, 2, count))), asks)
    replied = only(after(asked, draws.numbers(1, 20, count)), ~draws.chance(0.08, count))
    silent = asks & np.isnat(replied)
    extends = draws.chance(0.05, count) & ~asks & ~withdraws
    extended = only(weekday(after(received, draws.numbers(15, 24, count))), extends)

    cases = Cases(
        client=client, right=right,
        channel=draws.shares(list(_PER_CHANNEL.values()), count),
        kind=draws.shares((93, 7, 0), count),
        handler=np.array(_HANDLERS)[draws.shares((60, 20, 20), count)],
        letter=np.zeros(count, dtype=np.int64),
        outcome=np.zeros(count, dtype=np.int64),
        received=received, registered=registered, asked=asked, replied=replied,
        asked2=np.full(count, NEVER), replied2=np.full(count, NEVER), extended=extended,
        answered=np.full(count, NEVER), finished=np.full(count, NEVER),
    )  # fmt: skip
    planned = last_days(cases, is_free_day)
    cases.answered = _answered(draws, cases, planned, silent)
    cases.outcome = _outcomes(draws, cases, silent)
    cases.finished = weekday(after(cases.answered, draws.numbers(0, 16, count)))
    cases.client = np.where(silent, NOBODY, client)  # whose identity never became certain
    cases.kind = np.where(silent, KINDS.index("unknown"), cases.kind)
    untouched = (received > after(today, -6)) & draws.chance(0.5, count)
    untouched &= (cases.answered > today) & ~(cases.asked <= today)
    cases.handler = np.where(untouched, 0, cases.handler)
    return cases


def _answered(draws: Draws, cases: Cases, planned: LastDays, silent: Truths) -> Days:
    """Most in time, one in sixteen late; a withdrawal of consent on the same working day."""
    count = len(cases)
    earliest = np.where(np.isnat(cases.replied), cases.registered, np.maximum(cases.replied, cases.registered))
    earliest = np.where(silent, after(cases.asked, 14), earliest)
    earliest = np.where(np.isnat(cases.extended), earliest, after(months_after(cases.received, 1), 3))
    room = np.maximum((planned.legal - earliest).astype(np.int64), 0)
    day = after(earliest, (draws.random.beta(2.0, 1.6, count) * room).astype(np.int64))
    back = np.maximum((day.astype(np.int64) + 3) % 7 - 4, 0)  # a Friday, not the weekend after it
    day = np.maximum(after(day, -back), earliest)
    late = weekday(after(planned.legal, draws.numbers(1, 22, count)))
    day = np.where(draws.chance(0.06, count), late, day)
    prompt = after(cases.registered, draws.shares((85, 10, 5), count))
    return np.where(cases.right == RIGHTS.index(Right.CONSENT_WITHDRAWAL), prompt, day)


def _outcomes(draws: Draws, cases: Cases, silent: Truths) -> Numbers:
    """Erasures are partly granted (the fiscal records stay); a refusal only within the first month (art. 12(4))."""
    count = len(cases)
    granted, partly, refused, withdrawn, unknown = range(len(OUTCOMES))
    outcome = np.where(cases.right == RIGHTS.index(Right.ERASURE), partly, granted)
    may_refuse = (cases.answered <= months_after(cases.received, 1)) & np.isnat(cases.extended)
    may_refuse &= cases.right != RIGHTS.index(Right.CONSENT_WITHDRAWAL)
    outcome = np.where(draws.chance(0.04, count) & may_refuse, refused, outcome)
    outcome = np.where(draws.chance(0.03, count), withdrawn, outcome)
    return np.where(silent, unknown, outcome)
