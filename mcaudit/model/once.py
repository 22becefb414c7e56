"""A property that is computed once for each object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801  used as a decorator, like `property`
    """Keep what a method returns, as `functools.cached_property` does, which takes a lock up to Python 3.11."""

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, holder: Any, _: type) -> Value:
        """Compute the value, and put it where Python looks first from then on."""
        value: Value = self.compute(holder)
        holder.__dict__[self.name] = value
        return value
