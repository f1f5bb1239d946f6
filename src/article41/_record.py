"""Frozen records: what a frozen dataclass is to its readers, at a fraction of the time to define.

The standard decorator writes and compiles source for every class. The command defines a score of such classes
on its way to one answer, and must answer in a tenth of a second.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar, dataclass_transform

__all__ = ["record", "replace"]

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make ``cls`` a frozen record of its annotated fields; class attributes are their defaults.

    Instances compare, hash and print by their fields; setting or deleting one raises AttributeError.
    """
    names = tuple(cls.__annotations__)
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}

    def init(self: Any, *args: Any, **fields: Any) -> None:
        given = dict(zip(names, args, strict=False))
        values = {**defaults, **given, **fields}
        if len(args) > len(names) or not given.keys().isdisjoint(fields) or values.keys() != set(names):
            wrong = [*(n for n in names if n not in values), *(n for n in fields if n not in names or n in given)]
            raise TypeError(f"{cls.__name__}: wrong or missing fields: {', '.join(wrong) or 'too many'}")
        self.__dict__.update(values)

    def equal(self: Any, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def digest(self: Any) -> int:
        return hash(tuple(self.__dict__[name] for name in names))

    def shown(self: Any) -> str:
        return f"{cls.__name__}({', '.join(f'{name}={self.__dict__[name]!r}' for name in names)})"

    def refuse(self: Any, name: str, *_: object) -> NoReturn:
        raise AttributeError(f"{cls.__name__} is frozen: {name!r} cannot be changed")

    for key, method in (
        ("__init__", init), ("__eq__", equal), ("__hash__", digest), ("__repr__", shown), ("__setattr__", refuse),
        ("__delattr__", refuse), ("__match_args__", names),
    ):  # fmt: skip
        setattr(cls, key, method)
    return cls


def replace(instance: _T, **changes: Any) -> _T:
    """Return a copy of a record with some fields changed."""
    return type(instance)(**{**instance.__dict__, **changes})
