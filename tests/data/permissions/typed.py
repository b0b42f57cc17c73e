"""Where a function of `data_layer` takes text that somebody may have typed: found by the types of its parameters."""

import dataclasses
import inspect
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from data_layer.carrying_out.free_texts import FreeText
from data_layer.categories import RecordKind
from data_layer.exporting.listing import Listing
from data_layer.importing.reading import ImportFile
from data_layer.importing.running import Preview
from data_layer.importing.subjects import Subject as ImportSubject
from data_layer.log import Reason
from data_layer.record_lists import Record
from data_layer.requests.request_case import Case
from data_layer.rules.sentences import Sentence
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.statement_versions import Version
from data_layer.store import Store
from tests.data.permissions.found import Function

Put = Callable[[Any, str], Any]
"""What an argument is with this text in it."""
_NEVER_TYPED = (
    Actor, Case, FreeText, ImportFile, ImportSubject, Listing, Preview, Record, RecordKind, Sentence, Settings, Version,
)  # fmt: skip
"""What the program says itself, or read from the store or from a file before."""
_MANY = (Sequence, Collection, tuple, list)


def places(function: Function, given: Mapping[str, Any]) -> dict[str, tuple[str, Put]]:
    """By a name such as `facts.name`: the parameter, and how a text comes to stand there. Of a form, its own texts."""
    hints = typing.get_type_hints(function, {"Store": Store})
    found: dict[str, tuple[str, Put]] = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD and parameter.name != "sitting":  # of a browser
            form = given.get(parameter.name) if typing.get_origin(hints[parameter.name]) is Mapping else None
            for where, put in (_of_form(form) if form else _within(hints[parameter.name])).items():
                found[f"{parameter.name}{where}"] = (parameter.name, put)
    return found


def _within(kind: Any) -> dict[str, Put]:
    """How a text is put into a value of this type, at each place where one may stand."""
    if kind is str:
        return {"": lambda _value, text: text}
    if kind in _NEVER_TYPED:
        return {}
    if kind is Reason:
        return {".text": lambda value, text: Reason(value.code if value else "other", text)}
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in _MANY and str in inner:
        return {"[]": lambda _value, text: (text,)}
    if inner and origin not in (*_MANY, Mapping, typing.Literal):
        return {where: put for one in inner for where, put in _within(one).items()}
    return _fields_of(kind) if dataclasses.is_dataclass(kind) else {}


def _of_form(form: Mapping[str, Any]) -> dict[str, Put]:
    return {f"[{name}]": _typing(name) for name, typed in form.items() if isinstance(typed, str)}


def _typing(name: str) -> Put:
    return lambda form, text: {**form, name: text}


def _fields_of(kind: Any) -> dict[str, Put]:
    hints = typing.get_type_hints(kind)
    return {
        f".{field.name}{where}": _replacing(field.name, put)
        for field in dataclasses.fields(kind)
        if field.init
        for where, put in _within(hints[field.name]).items()
    }


def _replacing(name: str, put: Put) -> Put:
    return lambda value, text: dataclasses.replace(value, **{name: put(getattr(value, name), text)})
