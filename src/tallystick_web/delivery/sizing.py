"""How large a project is and which gates that size has to pass: data in `data/gates.toml`, values in, values out."""

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate: the step it stands before, and what has to be there before anybody may ask to pass it."""

    name: str
    words: str
    before: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """A size of project and its gates in their order."""

    name: str
    asks: str
    gates: tuple[Gate, ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((DATA / "gates.toml").read_text())


@cache
def gates() -> dict[str, Gate]:
    """Every gate by its name."""
    return {one["name"]: Gate(one["name"], one["words"], one["before"], tuple(one["needs"])) for one in _data()["gate"]}


def size(cost: Decimal | None, effort: Decimal | int | None) -> Size | None:
    """The size of a project; None while its cost or effort is not known."""
    if cost is None or effort is None:
        return None
    found = next(
        one
        for one in _data()["size"]
        if cost < one.get("cost_below", Decimal("Infinity")) and effort < one.get("effort_below", Decimal("Infinity"))
    )
    return Size(found["name"], found["asks"], tuple(gates()[name] for name in found["gates"]))


def missing(gate: Gate, held: Set[str]) -> list[str]:
    """What a gate needs that is not there yet, in words."""
    return [str(_data()["needs"][need]) for need in gate.needs if need not in held]
