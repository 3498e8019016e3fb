"""What forms share: `{{ form }}` and `{{ form.field.as_field_group }}` in the markup of GOV.UK Frontend (see `fields`), and choices of rows."""

from typing import Any

from django.db.models import QuerySet
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's own widgets inside our templates of fields and forms; named by the setting FORM_RENDERER."""

    form_template_name = "common/forms/form.html"
    field_template_name = "common/forms/field.html"


def offer(field: Any, offered: QuerySet[Any], accepted: QuerySet[Any]) -> None:
    """Let a field of rows offer some and accept more: whoever names one of the others is told why by the rule, not that it is no choice."""
    field.queryset = offered
    choices = field.widget.choices
    field.queryset, field.widget.choices = accepted, choices
