"""What the program's own log may hold: where something went wrong, and never the words of an error.

Those may quote what somebody typed, what is stored, or what a provider of sign-ins says of a person.
"""

import asyncio
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

_SIGN_IN = "streamlit.web.server.starlette.starlette_auth_routes"
_LOOP = "asyncio"
_CODE = re.compile(r"[a-z_]{1,40}")
_QUOTES = re.compile(r"[<({\['\"]|\n")  # from here on a line of the loop tells what a task or a call holds
_logger = logging.getLogger(__name__)


def begin() -> None:
    """From here on no record of any logger, and nothing that fails anywhere, tells the words of an error."""
    make = logging.getLogRecordFactory()

    def made(*arguments: Any, **facts: Any) -> logging.LogRecord:
        return _discreet(make(*arguments, **facts))

    logging.setLogRecordFactory(made)
    sys.excepthook = _program_failed
    sys.unraisablehook = _nobody_told
    threading.excepthook = _thread_failed


def where(error: BaseException) -> str:
    """Where it went wrong and which kinds of error those were, without their words."""
    return "\n".join(
        "".join(traceback.format_tb(one.__traceback__)) + type(one).__name__ for one in reversed(list(_chain(error)))
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _discreet(record: logging.LogRecord) -> logging.LogRecord:
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text = where(record.exc_info[1])  # which a formatter takes instead of making its own
    if not isinstance(record.msg, str):
        record.msg = type(record.msg).__name__
    if record.name == _LOOP:
        record.msg, record.args = _QUOTES.split(record.getMessage(), 1)[0].rstrip().replace("%", "%%"), ()
    is_of_sign_in = record.name == _SIGN_IN
    if isinstance(record.args, Mapping):
        record.args = {name: _argument(value, is_of_sign_in=is_of_sign_in) for name, value in record.args.items()}
    elif record.args:
        record.args = tuple(_argument(value, is_of_sign_in=is_of_sign_in) for value in record.args)
    return record


def _argument(value: object, *, is_of_sign_in: bool) -> object:
    if isinstance(value, BaseException | asyncio.Future):  # a future shows the error that it ended with
        return type(value).__name__
    if is_of_sign_in and isinstance(value, str) and not _CODE.fullmatch(value):
        return "…"  # a provider's description may name the person
    if isinstance(value, dict):
        return {name: _argument(part, is_of_sign_in=is_of_sign_in) for name, part in value.items()}
    if type(value) in (list, tuple, set, frozenset):
        return [_argument(part, is_of_sign_in=is_of_sign_in) for part in value]  # type: ignore[attr-defined]  # one of the four
    return value


def _program_failed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _logger.critical("the program failed: %s", where(error))


def _nobody_told(failed: "sys.UnraisableHookArgs") -> None:
    error = failed.exc_value
    _logger.error("an error came where nobody catches it: %s", where(error) if error else failed.exc_type.__name__)


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
        _logger.error("a thread failed: %s", where(failed.exc_value))
