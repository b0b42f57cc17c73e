"""What people looked at themselves, because nothing else can prove it: what was found, on which day, by whom.

A look is at what a promise asks to look at, or at whether a version of the statement mended a shortfall.
"""

from dataclasses import dataclass
from datetime import date

from data_layer.errors import ChangedMeanwhile
from data_layer.log import Reason, Subject
from data_layer.promises.declared import PROMISE, SHORTFALLS
from data_layer.record_checks import bad
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_text
from data_layer.rules.promises import LOOK_MONTHS, Look
from data_layer.rules.sentences import say
from data_layer.rules.working_days import add_months
from data_layer.staff import Actor
from data_layer.statement_versions import in_force, versions
from data_layer.store import Store
from data_layer.transactions import Change, Reader

LONGEST_REMARK = 500  # characters
IN_ORDER, NOT_IN_ORDER = "in_order", "not_in_order"
"""The codes of what was found, as the log has them."""


@dataclass(frozen=True, slots=True)
class Check:
    """One look of somebody at a promise; `who` is None of who is not of the staff any more."""

    id: int
    promise: str
    checked_on: date
    who: str | None
    is_in_order: bool
    remark: str | None

    @property
    def look(self) -> Look:
        """As it is weighed."""
        return Look(self.checked_on, self.is_in_order)


def checks_of(reader: Reader, promise: str | None = None) -> list[Check]:
    """The looks at this promise, or at all of them, the newest first."""
    return reader.all(
        Check,
        """
        select c.id, c.promise, c.checked_on, s.name as who, c.is_in_order, c.remark
        from promise_checks c left join staff s on s.id = c.staff_id
        where $promise is null or c.promise = $promise
        order by c.checked_on desc, c.id desc
        """,
        promise=promise,
    )


def last_checks(reader: Reader) -> dict[str, Check]:
    """The newest look at each promise that somebody looked at."""
    found: dict[str, Check] = {}
    for check in checks_of(reader):
        found.setdefault(check.promise, check)
    return found


def record_check(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    promise: str,
    seen: int | None,
    checked_on: date | None,
    is_in_order: bool | None,
    remark: str,
) -> None:
    """Records what somebody found who looked at what a promise asks to look at; the same id once more does nothing.

    `seen` is the id of the newest look that stood on the screen. Raises BadInput with the field, NotAllowed,
    ChangedMeanwhile when somebody else recorded one since.
    """
    with store.change(actor, Act.PROMISE_CHECK, Subject("promise_check", id)) as change:
        if change.value("select 1 from promise_checks where id = $id", id=id):
            change.undo()
            return
        _check_code(change, promise)
        newest = next(iter(checks_of(change, promise)), None)
        if (newest.id if newest else None) != seen:
            raise ChangedMeanwhile
        if is_in_order is None:
            raise bad("is_in_order", say("Choose what you found."))
        change.insert(
            "promise_checks",
            id=id,
            promise=promise,
            checked_on=_day(change, checked_on, newest),
            staff_id=actor.staff_id,
            is_in_order=is_in_order,
            remark=_remark(remark, is_in_order=is_in_order),
        )
        change.because(Reason(IN_ORDER if is_in_order else NOT_IN_ORDER))
        change.touched("checked_on", "is_in_order", "remark")


def _check_code(change: Change, code: str) -> None:
    """What people look at: what a promise asks to look at, or whether the version in force mended a shortfall."""
    if code in {one.look_code(version) for version in versions(change) for one in SHORTFALLS}:
        now = in_force(change)
        if now is None or code not in {one.look_code(now) for one in SHORTFALLS}:
            raise ChangedMeanwhile  # another version came into force
        if now.recorded_on is not None:
            return  # in the text that came with the desk each of them was found
    elif code in PROMISE and PROMISE[code].control is not None:
        return
    raise bad("promise", say("There is nothing to look at here."))


def _day(change: Change, checked_on: date | None, newest: Check | None) -> date:
    if checked_on is None:
        raise bad("checked_on", say("Fill in on which day you looked."))
    if checked_on > change.today:
        raise bad("checked_on", say("This day lies in the future."))
    if checked_on < add_months(change.today, -LOOK_MONTHS):
        raise bad("checked_on", say("This is more than a year ago, and would not count. Look again."))
    if newest is not None and checked_on < newest.checked_on:
        raise bad("checked_on", say("Somebody looked later, on %(day)s. Fill in a later day.", day=newest.checked_on))
    return checked_on


def _remark(typed: str, *, is_in_order: bool) -> str | None:
    checked = checked_text(typed)
    if checked.problem is not None:
        raise bad("remark", checked.problem)
    if checked.value is not None and len(checked.value) > LONGEST_REMARK:
        raise bad("remark", say("This text is longer than %(longest)s characters.", longest=LONGEST_REMARK))
    if checked.value is None and not is_in_order:
        raise bad("remark", say("Write down what is not in order."))
    return checked.value
