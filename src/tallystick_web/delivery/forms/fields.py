"""Fields that several forms of delivery share: dates, people, units, references."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db import models

from tallystick_web.accounts.models import User
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery.queries import references as held_references
from tallystick_web.delivery.queries import work


def text(label: str, *, rows: int = 3, required: bool = False, hint: str = "", missing: str = "") -> forms.CharField:
    """Some sentences; browsers send the line ends of another age, which `strip` leaves inside."""
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing or f"Enter {label.lower()}."},
    )  # fmt: skip


def reason(label: str = "Why does the date move?", *, required: bool = True) -> forms.CharField:
    """A reason that stays on the record."""
    return text(
        label,
        rows=2,
        required=required,
        hint="The reason stays on the record.",
        missing="Say why: one sentence is enough.",
    )


class PersonField(forms.ModelChoiceField):
    """Somebody of the council, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


def person(label: str = "Owner", *, required: bool = False) -> PersonField:
    """A choice of the council's people, who are set by `of_council`."""
    return PersonField(
        queryset=User.objects.none(), label=label, required=required,
        empty_label="Choose a person" if required else "Nobody yet",
        error_messages={"required": "Choose a person.", "invalid_choice": "Choose a person from the list."},
    )  # fmt: skip


def unit(label: str = "Service") -> forms.ModelChoiceField:
    """A choice of the council's units, which are set by `of_council`."""
    return forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=label, required=False, empty_label="No service",
        error_messages={"invalid_choice": "Choose a service from the list."},
    )  # fmt: skip


def of_council(form: forms.Form, council: Council) -> None:
    """Offer whoever can do the work and the open units in the fields that ask for one; others only where they are held already."""
    for name, field in form.fields.items():
        if isinstance(field, PersonField):
            held = form.initial.get(name)
            field.queryset = councils.can_be_given_work(council, getattr(held, "pk", held))
        elif isinstance(field, forms.ModelChoiceField) and field.queryset is not None and field.queryset.model is Unit:
            field.queryset = councils.open_units(council, form.initial.get(name))


def free_reference(model: type[models.Model], council: Council, typed: str, held: Any) -> str:
    """A reference that is well formed and not in use; that of a record which is held stays as it is."""
    if held is not None:
        return str(held.reference)
    field: Any = model._meta.get_field("reference")
    field.run_validators(typed)
    if held_references.is_taken(model, council, typed):
        raise forms.ValidationError(f"There is a record {typed} already. Choose another reference.")
    return typed


def references(label: str, hint: str) -> forms.CharField:
    """References, separated by commas or spaces."""
    return forms.CharField(label=label, required=False, help_text=hint)


def found(
    form: forms.Form, name: str, council: Council, find: Callable[[Council, Iterable[str]], dict[str, Any]]
) -> list[Any]:
    """The records whose references were typed into a field; an unknown one is an error that names it."""
    typed = list(dict.fromkeys(re.findall(r"[^,;\n]+", form.cleaned_data.get(name) or "")))
    wanted = [one.strip() for one in typed if one.strip()]
    held = find(council, wanted)
    if unknown := [one for one in wanted if one not in held]:
        form.add_error(
            name,
            f"There is no {', '.join(unknown)} in {council}. Use the references as they stand in the lists, with commas between.",
        )
    return [held[one] for one in wanted if one in held]


def priorities(form: forms.Form, council: Council) -> list[Any]:
    """The priorities typed into the field of that name."""
    return found(form, "priorities", council, work.priorities_by_reference)


def measures(form: forms.Form, council: Council) -> list[Any]:
    """The measures typed into the field of that name."""
    return found(form, "measures", council, work.measures_by_reference)
