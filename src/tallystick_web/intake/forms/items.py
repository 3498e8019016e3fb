"""What was understood of one item, to be put right."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import slugify

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick_web.common import words
from tallystick_web.councils.rules import Refused
from tallystick_web.intake.forms.fields import FIELDS
from tallystick_web.intake.forms.files import parsed_period
from tallystick_web.intake.models import Item, Record
from tallystick_web.intake.records.desk import Payload, decimal, digits

NUMBERS = ("value", "upper_value", "numerator", "denominator", "not_known_limit")
AS_LISTS = ("references", "measures", "priorities", "actions", "roles")


class ItemForm(forms.Form):
    """What was understood of one item, to be put right. `payload` gives it back as items hold it."""

    def __init__(self, item: Item, themes: list[tuple[str, str]], alike: Mapping[str, int], data: Any = None) -> None:
        super().__init__(data, initial=shown(item.payload), auto_id=f"id_{item.position}_%s")
        self.item = item
        self.fields.update(copy.deepcopy(FIELDS[item.record]))
        if "theme" in self.fields and item.record == Record.PRIORITY:
            self.fields["theme"].choices = themes  # type: ignore[attr-defined]
        alike = {name: count for name, count in alike.items() if name in self.fields}
        if alike:
            self.fields["alike"] = forms.MultipleChoiceField(
                label="Put the same right elsewhere?", required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(name, f"Also in {words.count(count, 'other item')} with the {name} “{item.payload[name]}”") for name, count in alike.items()],
            )  # fmt: skip

    def clean(self) -> Payload:
        fields = super().clean() or {}
        for name in NUMBERS:
            if fields.get(name):
                try:
                    fields[name] = digits(decimal(fields[name].replace(",", "").strip("£% ")))
                except Refused as refusal:
                    self.add_error(name, str(refusal))
        if self.item.record == Record.OBSERVATION and bool(fields.get("value")) == bool(fields.get("missing")):
            self.add_error("value", "Enter a value, or choose why there is none")
        return fields

    def clean_period(self) -> Period | None:
        """The period as it was read, where nobody typed another: April to June may be a quarter or a year to date."""
        text, read = self.cleaned_data["period"], self.item.payload
        if read.get("frequency") and text == read.get("period"):
            return periods.parse(text, Frequency(read["frequency"]))
        return parsed_period(text)

    def clean_grades(self) -> list[list[str]]:
        lines = [line for line in self.cleaned_data["grades"].splitlines() if line.strip()]
        grades = [[*(part.strip() for part in line.split("|", 2)), "", ""][:3] for line in lines]
        if any(not grade[0] or not grade[1] for grade in grades):
            raise forms.ValidationError("Write each grade as: grade | who gave it | the words")
        return grades

    def payload(self) -> Payload:
        """The item's payload with what was typed."""
        payload = {**self.item.payload}
        for name, value in self.cleaned_data.items():
            if name == "alike":
                continue
            if isinstance(value, Period):
                payload |= {"period": str(value), "frequency": value.frequency.value}
            elif name in AS_LISTS:
                payload[name] = [part.strip() for part in re.split(r"[,;]", value) if part.strip()]
            elif name in self.item.payload or value:
                payload[name] = value.isoformat() if hasattr(value, "isoformat") else "" if value is None else value
        if self.item.record == Record.OBSERVATION:
            payload = {name: value for name, value in payload.items() if value or name == "measure"}
        return with_references(self.item.record, payload)


def with_references(record: str, payload: Payload) -> Payload:
    """A plan without a reference gets that of its title, and an area without a code that of its name."""
    if record == Record.PLAN and not payload["reference"]:
        payload["reference"] = slugify(payload["title"])[:80].strip("-")
    if record == Record.AREA and not payload["code"]:
        payload["code"] = slugify(payload["name"])[:40]
    return payload


def shown(payload: Payload) -> Payload:
    """A payload as fields show it: lists on one line, grades one a line, the key of a nameless measure not at all."""
    found = {**payload}
    for name in AS_LISTS:
        if name in found:
            found[name] = ", ".join(found[name])
    if "grades" in found:
        found["grades"] = "\n".join(" | ".join(grade).rstrip(" |") for grade in found["grades"])
    if str(found.get("measure", "")).startswith("title: "):
        found["measure"] = ""
    return found
