"""What was recognised, as one JSON object and as lines for a person."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from enum import Enum
from typing import Any

from tallystick.documents.model import Place


def as_json(result: Any) -> dict[str, Any]:
    """A recognised result as plain values, ready for `json.dumps`. Kept to the schema in `docs/read.schema.json`."""
    value: dict[str, Any] = plain(result)
    return {"kind": value.pop("kind"), **value}


def plain(value: Any) -> Any:
    """Any value of a result in the words of JSON."""
    if isinstance(value, Place):
        return place(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return str(value)


def place(value: Place) -> dict[str, Any]:
    """The parts of a place that are known, and the whole as people say it."""
    parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return {"text": str(value), **{name: part for name, part in parts.items() if part is not None}}


def number(value: Decimal) -> int | float:
    """A JSON number with the digits of the source."""
    return int(value) if value == value.to_integral_value() else float(value)
