"""Putting a question: who may, one at a time each, in a process of its own, with one entry in the log."""

import hashlib
import hmac
import threading
from dataclasses import dataclass, field

from data_layer.asking import child, refusals
from data_layer.asking.answer import Answer, looked_through
from data_layer.asking.process import Ended, reply_to
from data_layer.asking.refusals import NotAnswered
from data_layer.asking.tables import contents, named_in, tables_for
from data_layer.errors import NotFound
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import check_role
from data_layer.vocabulary import PURPOSES

AT_ONCE = 2  # questions of the whole desk; each takes at most one core


@dataclass(eq=False, slots=True)
class Running:
    """A question that is being answered, apart from whoever put it."""

    staff_id: int
    purpose: int | None
    id: int = field(default_factory=new_id)
    _stop: threading.Event = field(default_factory=threading.Event)
    _done: threading.Event = field(default_factory=threading.Event)
    _failed: Exception | None = None

    def stop(self) -> None:
        """Ends it; a moment later it is done."""
        self._stop.set()

    def is_done(self, wait: float = 0.0) -> bool:
        """Whether there is an answer, or it is certain that there is none; waits for that so many seconds."""
        return self._done.wait(wait)

    def check(self) -> None:
        """Raises NotAnswered, or what else went wrong, when it is done and there is no answer."""
        if self._failed is not None:
            raise self._failed


_turns = threading.Lock()
_running: dict[int, Running] = {}
_answers: dict[int, Answer] = {}  # the last one of each person: what is not kept needs no guarding


def begin(store: Store, actor: Actor, *, sql: str, purpose: int | None, seconds: float = child.SECONDS) -> Running:
    """Begins to answer the question, at most so many seconds long. Raises NotAllowed, BadInput; then nothing began."""
    check_role(actor, Act.QUERY_RUN)
    _check(sql, purpose)
    with _turns:
        if actor.staff_id in _running:
            raise refusals.OWN_IS_RUNNING
        if len(_running) >= AT_ONCE:
            raise refusals.DESK_IS_BUSY
        running = _running[actor.staff_id] = Running(actor.staff_id, purpose)
        _answers.pop(actor.staff_id, None)
    threading.Thread(target=_answer, args=(running, store, actor, sql, seconds), daemon=True).start()
    return running


def the_answer(actor: Actor, answer_id: int) -> Answer:
    """The answer to the last question of this person. Raises NotFound when it was another one by now."""
    check_role(actor, Act.QUERY_RUN)
    answer = _answers.get(actor.staff_id)
    if answer is None or answer.id != answer_id:
        raise NotFound(say("This answer is no longer there: another question was put since. Ask it once more."))
    return answer


def _check(sql: str, purpose: int | None) -> None:
    if len(sql) > child.MOST_CHARACTERS:
        raise refusals.TOO_MUCH_TEXT
    try:
        sql.encode()
    except UnicodeEncodeError:
        raise refusals.NO_TEXT from None
    if "\0" in sql:
        raise refusals.NO_TEXT
    if purpose not in PURPOSES:
        raise refusals.NO_PURPOSE


def _answer(running: Running, store: Store, actor: Actor, sql: str, seconds: float) -> None:
    try:
        _answers[actor.staff_id] = _answered(running, store, actor, sql, seconds)
    except Exception as error:  # whoever put the question gets it, in its own thread
        running._failed = error
    finally:
        with _turns:
            _running.pop(actor.staff_id, None)
        running._done.set()


def _answered(running: Running, store: Store, actor: Actor, sql: str, seconds: float) -> Answer:
    tables = named_in(sql, tables_for(actor))
    count, failed = 0, True
    try:
        with store.read(actor, Act.QUERY_RUN) as reader:
            found = contents(reader, tables)
        try:
            reply = reply_to(sql, found, running._stop, seconds)
            names, content = reply[1:].split(b"\n", 1)
            tables = tuple(table for table in tables if table.name in names.decode(errors="replace").split(","))
            answer = _understood(reply[:1], content, running.id, of_people=any(table.of_people for table in tables))
        except Ended as ended:
            raise NotAnswered(refusals.REASONS[str(ended)]) from None
        count, failed = answer.rows, False
    finally:
        fields = [*(table.name for table in tables), *(["failed"] if failed else [])]
        _note(store, actor, running, sql, fields=fields, count=count)
    return answer


def _understood(kind: bytes, content: bytes, answer_id: int, *, of_people: bool) -> Answer:
    if kind == child.ANSWER:
        try:
            return looked_through(content, answer_id, of_people=of_people)
        except ValueError:
            raise NotAnswered(refusals.REASONS["no_table"]) from None
    said = content.decode(errors="replace")
    if kind == child.FAILED:
        raise NotAnswered(refusals.FAILED, said)
    raise NotAnswered(refusals.REASONS.get(said, refusals.REASONS["died"]))


def _note(store: Store, actor: Actor, running: Running, sql: str, *, fields: list[str], count: int) -> None:
    """The one entry in the log: which tables, how many rows, what for, and a keyed digest by which a text is known."""
    digest = hmac.new(store.log_key, sql.encode(), hashlib.sha256).hexdigest()
    with store.change(actor, Act.QUERY_RUN, Subject("query"), Reason(f"purpose_{running.purpose}")) as change:
        change.touched(*fields)
        change.bulk(count, digest)
