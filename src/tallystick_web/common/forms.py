"""What forms share: `{{ form }}` and `{{ form.field.as_field_group }}` in the markup of GOV.UK Frontend (see `fields`), filters of lists, and choices of rows."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.renderers import DjangoTemplates
from django.http import QueryDict


class Renderer(DjangoTemplates):
    """Django's own widgets inside our templates of fields and forms; named by the setting FORM_RENDERER."""

    form_template_name = "common/forms/form.html"
    field_template_name = "common/forms/field.html"


class AmountField(forms.DecimalField):
    """A number in which commas may set thousands apart, as it is shown: `68,000,000`, `1,250.50`, `37.5`."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value:,.2f}" if self.decimal_places == 2 and value % 1 else f"{value.normalize():,f}"

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", "").replace("£", "") if isinstance(value, str) else value)


class Filters(forms.Form):
    """A form of filters whose names are the parameters of the address; a value that is not offered is passed over."""

    def __init__(self, query: QueryDict, *, choices: Mapping[str, Iterable[tuple[Any, str]]] | None = None) -> None:
        super().__init__(query, auto_id="filter_%s")
        for name, offered in (choices or {}).items():
            field: Any = self.fields[name]
            field.choices = [*field.choices, *offered]

    @classmethod
    def wanted(cls, query: QueryDict) -> dict[str, str]:
        """The filters that an address sets."""
        return {name: query.get(name, "").strip() for name in cls.base_fields}


def offer(field: Any, offered: QuerySet[Any], accepted: QuerySet[Any]) -> None:
    """Let a field of rows offer some and accept more: whoever names one of the others is told why by the rule, not that it is no choice."""
    field.queryset = offered
    choices = field.widget.choices
    field.queryset, field.widget.choices = accepted, choices
