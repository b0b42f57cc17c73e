"""Arguments for any function that acts on a store: by the name of the parameter, else by its type.

They need not make sense together. They must only let a function come as far as the door, where the role is asked; of
most functions the door is the first thing. `OWN` has what a function needs beyond that.
"""

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from data_layer import record_lists, statement_versions, terms
from data_layer.categories import RECORD_KINDS, RecordKind
from data_layer.exporting import case_lists
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export
from data_layer.exporting.saved import Picked, SavedRun
from data_layer.ids import new_id
from data_layer.importing.reading import ImportFile, read
from data_layer.importing.running import Preview, preview
from data_layer.log import Reason
from data_layer.oversight.report import ReportFile
from data_layer.requests import request_case, request_queue
from data_layer.requests.request_history import Seen as SeenRequest
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method
from data_layer.store import Store
from data_layer.transactions import Reader, Seen
from data_layer.vocabulary import Channel
from tests import make
from tests.client_files import AMINA, a_csv
from tests.data.permissions.found import Function

Arguments = dict[str, Any]
KIND = RECORD_KINDS["progress_notes"]


def arguments(store: Store, name: str, function: Function) -> Arguments:
    """An argument for each parameter that needs one, but the store and who acts."""
    hints = typing.get_type_hints(function, {"Store": Store})
    own: Arguments = {}
    if name in OWN:
        with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
            own = OWN[name](reader)
    made = {
        parameter.name: _made(store, name, parameter.name, hints[parameter.name])
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is inspect.Parameter.empty
        and parameter.kind not in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
        and parameter.name not in ("store", "actor", *own)
    }
    return made | own


def first(table: str, where: str = "true") -> Callable[[Reader], int]:
    """The id of a row of this table; a store that has none is filled too little."""

    def found(reader: Reader) -> int:
        row_id = reader.value(f"select id from {table} where {where} order by id limit 1")  # noqa: S608 - said below
        assert row_id is not None, f"no row of {table} where {where}"
        return int(row_id)

    return found


def seen(table: str, where: str = "true") -> Callable[[Reader], Arguments]:
    """That row, as somebody saw it before acting on it."""

    def found(reader: Reader) -> Arguments:
        row_id = first(table, where)(reader)
        version = reader.value(f"select version from {table} where id = $id", id=row_id)  # noqa: S608 - said below
        return {"seen": Seen(row_id, version)}

    return found


def number(table: str, where: str = "true") -> Callable[[Reader], Arguments]:
    """The number of that row."""
    return lambda reader: {"number": _number(reader, table, where)}


def _id_and_version(reader: Reader) -> tuple[int, int]:
    row_id = first("requests", _CASE)(reader)
    return row_id, int(reader.value("select version from requests where id = $id", id=row_id))


def _record(reader: Reader) -> record_lists.Record:
    record_id = first("progress_notes")(reader)
    client_id = reader.value("select client_id from progress_notes where id = $id", id=record_id)
    return record_lists.the_record(reader, KIND, client_id, record_id)


_ORDINARY = "restricted_since is null and merged_into is null"
_CASE = f"finished_on is null and client_id in (select id from clients where {_ORDINARY})"  # noqa: S608 - said above
_NAMED: dict[str, Callable[[Reader], Any]] = {
    "client_id": first("clients", _ORDINARY),
    "other_id": first("clients", "number = '9001'"),
    "disclosure_id": first("disclosures"),
    "document_id": first("request_documents"),
    "notice_id": first("notices"),
    "recipient_id": first("recipients"),
    "request_id": first("requests", _CASE),
    "check_id": first("identity_checks"),
    "stranger_id": first("recipients"),
    "staff_id": lambda _reader: make.COORDINATOR.staff_id,
    "handler_id": lambda _reader: make.COORDINATOR.staff_id,
    "owner_id": lambda _reader: make.COORDINATOR.staff_id,
    "by": lambda _reader: make.DEPUTY.staff_id,
    "version": lambda _reader: 1,
    "id": lambda _reader: new_id(),
    "event_id": lambda _reader: new_id(),
}
_TYPED: dict[Any, Callable[[Reader], Any]] = {
    str: lambda _reader: "iets",
    int: lambda _reader: 1,
    bool: lambda _reader: True,
    bytes: lambda _reader: b"iets",
    date: lambda _reader: make.TODAY,
    datetime: lambda _reader: make.NOW,
    Path: lambda _reader: Path("nothing-lies-here"),
    Reason: lambda _reader: Reason("other", "iets"),
    RecordKind: lambda _reader: KIND,
    Listing: lambda _reader: case_lists.requests(request_queue.Filter()),
    Export: lambda _reader: Export(case_lists.requests(request_queue.Filter()), ("number",), "csv", 9, "nl"),
    Picked: lambda _reader: Picked("requests", ("number",), {}, "csv", 9),
    terms.Terms: terms.terms_now,
    request_case.Case: lambda reader: request_case.the_request(reader, _number(reader, "requests", _CASE)),
    statement_versions.Version: lambda reader: statement_versions.versions(reader)[0],
    SeenRequest: lambda reader: SeenRequest(*_id_and_version(reader)),
    record_lists.Record: _record,
    ImportFile: lambda _reader: read(a_csv(AMINA), 1),
}
_SEEN = {  # of which table the row is that a module acts on
    "breaches": seen("breaches"),
    "complaints": seen("complaints"),
    "consents": seen("consents", "withdrawn_on is null"),
    "destroying": seen("batches"),
    "exporting": seen("saved_exports", f"owner_id = {make.DEPUTY.staff_id}"),
    "holding": seen("holds"),
}


def _made(store: Store, function: str, name: str, kind: Any) -> Any:
    if kind is Preview:  # what somebody who may has looked at
        return preview(store, make.OFFICER, file := read(a_csv(AMINA), 1), file.as_suggested())
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        if kind is Seen and name == "seen":
            return _SEEN[function.partition(".")[0]](reader)["seen"]
        return _of_name_or_type(reader, name, kind)


def _of_name_or_type(reader: Reader, name: str, kind: Any) -> Any:
    if name in _NAMED:
        return _NAMED[name](reader)
    if kind in _TYPED:
        return _TYPED[kind](reader)
    if (origin := typing.get_origin(kind)) is None:
        return _of_class(reader, name, kind)
    if origin is Callable:
        return lambda *_: None
    (inner, *_others) = typing.get_args(kind)
    if origin is typing.Literal:
        return inner
    made = None if origin is Mapping else _of_name_or_type(reader, name, inner)
    return {} if origin is Mapping else made if origin in (types.UnionType, typing.Union) else (made,)


def _of_class(reader: Reader, name: str, kind: Any) -> Any:
    """The first of an enum, or a dataclass of which every field that needs a value has one."""
    if issubclass(kind, Enum):
        return next(iter(kind))
    assert dataclasses.is_dataclass(kind), f"say in OWN what {name} is, of type {kind}"
    hints = typing.get_type_hints(kind)
    needed = (
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )
    build: Any = kind
    return build(**{field: _of_name_or_type(reader, field, hints[field]) for field in needed})


def _number(reader: Reader, table: str, where: str = "true") -> str:
    return str(reader.value(f"select number from {table} where {where} order by id limit 1"))  # noqa: S608 - said here


def _other_terms(reader: Reader) -> Arguments:
    now = terms.terms_now(reader)
    return {"seen": now, "wanted": dataclasses.replace(now, financial_year_end="07-31")}


def _pair(reader: Reader) -> Arguments:
    one, other = reader.values("select number from clients where merged_into is null order by id limit 2")
    return {"number": one, "other": other}


def _a_file(reader: Reader) -> Path:
    path = reader.settings.store.parent / "clients.csv"
    path.write_bytes(a_csv(AMINA))
    return path


OWN: dict[str, Callable[[Reader], Arguments]] = {
    "asking.running.begin": lambda _reader: {"purpose": None},  # or a process would answer, each time
    "backups.restoring.check": lambda reader: {"settings": reader.settings},
    "backups.restoring.restore": lambda reader: {"settings": reader.settings},
    "clients.opened_dossier": number("clients"),
    "complaints.complaint_case.opened": number("complaints"),
    "delivering.waiting.fetch": lambda reader: {
        "disclosure_id": reader.value("select min(disclosure_id) from delivery_files")
    },
    "exporting.saved.the_run": lambda reader: {
        "wanted": SavedRun((one := _SEEN["exporting"](reader)["seen"]).id, one.version, "nl")
    },
    "importing.running.preview": lambda _reader: {"takings": read(a_csv(AMINA), 1).as_suggested()},
    "importing.running.run_import": lambda reader: {"path": _a_file(reader)},
    "merging.opened_pair": _pair,
    "oversight.report.report": lambda _reader: {"code": "2026-10"},
    "oversight.reporting.made": lambda _reader: {"wanted": ReportFile("2026-10", "nl", "xlsx")},
    "requests.identifying.ask": lambda _reader: {"method": Method.DOCUMENT_SHOWN},
    "requests.intake.register": lambda _reader: {"channel": Channel.EMAIL, "received_on": make.TODAY},
    "requests.request_case.opened": number("requests"),
    "statement_versions.clear_online": lambda _reader: {"why": None},
    "terms.foreseen": _other_terms,
}
"""What some functions need beyond that, to come as far as their last door."""
