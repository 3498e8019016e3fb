"""What the readers of our own tables do with single cells."""

import re

from tallystick_web.councils.rules import Refused
from tallystick_web.intake.records.desk import decimal as number_of
from tallystick_web.intake.records.desk import digits
from tallystick_web.intake.understanding.drafts import Draft

Cells = dict[str, str]
MISREAD = "{name} is “{text}”, which is not one of {known}. Choose one."


def several(cell: str) -> list[str]:
    """Several things in one cell."""
    return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]


def number(draft: Draft, name: str) -> None:
    """Put a number in plain digits, or doubt it."""
    if not draft.payload.get(name):
        return
    try:
        draft.payload[name] = digits(number_of(draft.payload[name].replace(",", "").strip("£% ")))
    except Refused as refusal:
        draft.doubt(str(refusal))


def check(draft: Draft, name: str, known: list[str]) -> None:
    """Doubt a word that is none of those known."""
    text = draft.payload.get(name, "")
    if text and text not in known:
        words = ", ".join(one.replace("_", " ") for one in known)
        draft.doubt(MISREAD.format(name=name.replace("_", " "), text=text, known=words))
