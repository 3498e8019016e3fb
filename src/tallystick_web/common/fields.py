"""Django's form fields in the markup of GOV.UK Frontend: a template per kind of field, chosen by its widget.

Forms stay plain Django: no base class, no layout language. A form may set on a widget: `class` (`govuk-input--width-5`),
`data-prefix` (`£`), `data-suffix` (`per week`), `inputmode`, `autocomplete`.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

_KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes", ""),
    (forms.RadioSelect, "radios", ""),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "input", "govuk-textarea"),
    (forms.FileInput, "input", "govuk-file-upload"),
    (forms.PasswordInput, "password", "govuk-input govuk-password-input__input govuk-js-password-input-input"),
)

CLAUSES = ("how ", "what ", "when ", "where ", "which ", "who ", "why ", "the ", "your ")


def kind(field: BoundField) -> tuple[str, str]:
    """Which template draws this field, and the class its widget needs."""
    for widget, name, css in _KINDS:
        if isinstance(field.field.widget, widget):
            return name, css
    return "input", "govuk-input"


def messages(field: BoundField) -> list[str]:
    """The errors of a field; where a form kept Django's own words for an empty field, words that name the field."""
    return [
        _named(field) if text == str(forms.Field.default_error_messages["required"]) else text for text in _texts(field)
    ]


def _texts(field: BoundField) -> list[str]:
    return [str(text) for text in field.errors]


def _named(field: BoundField) -> str:
    label = str(field.label)
    label = label[:1].lower() + label[1:] if label[1:2].islower() else label
    named = label if label.startswith(CLAUSES) else f"the {label}"
    verb = (
        "Choose"
        if kind(field)[0] in ("radios", "checkboxes", "select") or isinstance(field.field, forms.FileField)
        else "Enter"
    )
    return f"Confirm: {label}" if kind(field)[0] == "checkbox" else f"{verb} {named}"


def described_by(field: BoundField) -> str:
    """The ids of the hint and the error, so that a screen reader reads them with the field."""
    hint = [f"{field.auto_id}_hint"] if field.help_text else []
    error = [f"{field.auto_id}_error"] if field.errors else []
    return " ".join(hint + error)


def widget(field: BoundField) -> SafeString:
    """The input itself, with the classes and descriptions of its kind."""
    name, css = kind(field)
    own = field.field.widget.attrs
    error = {
        "input": f" {css.split(' ')[0]}--error",
        "select": " govuk-select--error",
        "password": " govuk-input--error",
    }
    classes = f"{css}{error.get(name, '') if field.errors else ''} {own.get('class', '')}".strip()
    attrs: dict[str, Any] = {"class": classes, "aria-describedby": described_by(field) or None}
    attrs |= {
        "aria-invalid": "true" if field.errors else None,
        "data-prefix": None,
        "data-suffix": None,
        "placeholder": None,
    }
    if name == "password":
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    return field.as_widget(attrs=_kept(attrs))


def _kept(attrs: dict[str, Any]) -> dict[str, Any]:
    """False makes Django leave an attribute out, even one that the widget brings."""
    return {key: False if value is None else value for key, value in attrs.items()}


def context(
    field: BoundField, heading: bool = False, label_size: str = "s", label: str | None = None, hint: str | None = None
) -> dict[str, Any]:
    """What the template of a field needs. A page may give its own label and hint to the field of another's form."""
    if label is not None:
        field.label = label
    if hint is not None:
        field.help_text = hint
    own = field.field.widget.attrs
    return {
        "field": field,
        "kind": kind(field)[0],
        "messages": messages(field),
        "describedby": described_by(field),
        "heading": heading,
        "label_class": f"govuk-label--{'l' if heading else label_size}",
        "legend_class": f"govuk-fieldset__legend--{'l' if heading else label_size}",
        "optional": not field.field.required and kind(field)[0] != "checkbox",
        "prefix": own.get("data-prefix", ""),
        "suffix": own.get("data-suffix", ""),
    }


def errors(*filled: forms.BaseForm | None) -> Iterator[tuple[str, str]]:
    """Every error of the forms: the id to go to (empty for one of the whole form) and its words."""
    for form in filled:
        if form is None or not form.is_bound:
            continue
        for message in form.non_field_errors():
            yield "", str(message)
        for field in form:
            yield from ((_first_input(field), message) for message in messages(field))


def _first_input(field: BoundField) -> str:
    """Radios and checkboxes have no input with the id of the field: the first choice carries `_0`."""
    return f"{field.auto_id}_0" if kind(field)[0] in ("radios", "checkboxes") else str(field.auto_id)
