"""What a test knows of a value and the value's type leaves open; each fails where the test is wrong about it."""

from typing import TypeVar

_Value = TypeVar("_Value")


def present(value: _Value | None) -> _Value:
    """Give a value that is there."""
    assert value is not None
    return value


def of_kind(kind: type[_Value], value: object) -> _Value:
    """Give a value that is of a kind, such as the kind of chart that an exhibit has."""
    assert isinstance(value, kind), f"{type(value).__name__}, not {kind.__name__}"
    return value
