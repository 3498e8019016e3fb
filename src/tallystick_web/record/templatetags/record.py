"""What only the pages of the record show: links to priorities, control charts, the fan of the year's end: `{% load record %}`.

The links are a tag, because a page holds five hundred of them and the template language looks up the parts of a link one by one, which
took a third of the page's time.
"""

from urllib.parse import quote

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tallystick import charts
from tallystick.charts import ComparisonChart, SpcChart, YearEndChart

register = template.Library()


@register.simple_tag(takes_context=True)
def priority_link(context: Context, reference: str, title: str = "") -> SafeString:
    """The reference, and the title where it is given, as a link that stays in the round of the page."""
    address = f"{context['priorities']}{quote(reference)}/{context['this_round']}"
    if not title:
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, reference)
    return format_html('<a class="govuk-link" href="{}"><b>{}</b> {}</a>', address, reference, title)


@register.simple_tag
def control_chart(chart: SpcChart) -> SafeString:
    """The control chart of a series."""
    return mark_safe(charts.spc_chart(chart))  # noqa: S308 - the library escapes every label


@register.simple_tag
def year_end_chart(chart: YearEndChart) -> SafeString:
    """The year so far and the fan of what is to come."""
    return mark_safe(charts.year_end_chart(chart))  # noqa: S308 - the library escapes every label


@register.simple_tag
def comparison_chart(chart: ComparisonChart) -> SafeString:
    """Things beside each other, a row each with its interval."""
    return mark_safe(charts.comparison_chart(chart))  # noqa: S308 - the library escapes every label
