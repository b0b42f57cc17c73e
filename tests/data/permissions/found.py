"""The functions of `data_layer` that act on a store for somebody, as Python finds them."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import data_layer
from data_layer.staff import Actor
from data_layer.store import Store

_COMMAND_LINE = "data_layer.__main__"  # starts when it is imported
Function = Callable[..., Any]


def functions(*, with_actor: bool) -> dict[str, Function]:
    """By name, those that take the store, and somebody who acts or nobody. `breaches.close_breach` is a name."""
    found = {}
    for module in _modules():
        for name, function in vars(module).items():
            is_own = inspect.isfunction(function) and function.__module__ == module.__name__
            if (
                is_own
                and not name.startswith("_")
                and _takes(function, Store)
                and with_actor == _takes(function, Actor)
            ):
                found[f"{module.__name__.removeprefix('data_layer.')}.{name}"] = function
    return found


def methods() -> list[str]:
    """The public methods of classes that take both: none, so that the functions are all there is."""
    return [
        f"{kind.__name__}.{name}"
        for module in _modules()
        for kind in vars(module).values()
        if inspect.isclass(kind) and kind.__module__ == module.__name__ and kind is not Store
        for name, method in vars(kind).items()
        if inspect.isfunction(method) and not name.startswith("_") and _takes(method, Store) and _takes(method, Actor)
    ]


def _modules() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(data_layer.__path__, "data_layer."):
        if module.name != _COMMAND_LINE:
            yield importlib.import_module(module.name)


def _takes(function: Function, kind: type) -> bool:
    """Whether a parameter is one, or may be; where a module cannot import the class, its name is all there is."""
    said = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
    return any(kind in (one, *typing.get_args(one)) or one == kind.__name__ for one in said)
