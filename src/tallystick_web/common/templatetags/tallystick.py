"""Every template tag of Tallystick: `{% load tallystick %}`. The styleguide (`/styleguide`, in debug) shows each.

Tags take plain values (words of the library's vocabularies, numbers, dates), never records, and decide nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tallystick import charts
from tallystick_web.common import fields, lists, prose, timing, tokens, words
from tallystick_web.common.context import address

register = template.Library()

register.simple_tag(tokens.rating)
register.simple_tag(tokens.rating_bar)
register.simple_tag(tokens.rating_strip)
register.simple_tag(tokens.status)
register.simple_tag(tokens.mark)
register.simple_tag(tokens.direction)
register.simple_tag(tokens.markers)
register.simple_tag(tokens.marker_notes)
register.simple_tag(tokens.figure)
register.simple_tag(tokens.made_up)
register.simple_tag(tokens.empty)
register.simple_tag(tokens.sentence)
register.simple_tag(tokens.compared)
register.simple_tag(lists.crumbs)
register.simple_tag(lists.options)
register.simple_tag(words.count)
register.simple_tag(fields.widget)


@register.simple_tag
def illustrative() -> SafeString:
    """The mark of a figure that was made up for the demonstration."""
    return tokens.ILLUSTRATIVE


@register.simple_tag
def illustrative_notice() -> SafeString:
    """What the mark means, to stand once on a page that shows it."""
    return tokens.ILLUSTRATIVE_NOTICE


@register.simple_tag(name="date")
def date_tag(value: date | None) -> str:
    """`30 September 2009`."""
    return words.day(value)


@register.filter
def day(value: date | None) -> str:
    """`30 September 2009`, where a filter reads better than a tag."""
    return words.day(value)


@register.filter
def unbroken(text: object) -> SafeString:
    """A heading whose references and quarters are not broken over lines."""
    return tokens.unbroken(text)


@register.filter
def moment(value: datetime | None) -> str:
    """`30 September 2009 at 2:15pm`."""
    return words.moment(value)


@register.filter
def lasting(minutes: int) -> str:
    """`6 hours 35 minutes`."""
    return words.lasting(minutes)


@register.simple_tag(name="markdown")
def markdown_tag(text: str | None, below: int = 2) -> SafeString:
    """A narrative as safe HTML; its headings start under level `below`."""
    return prose.html(text or "", below)


@register.filter
def plain(text: str) -> str:
    """A sentence of a narrative without the marks of Markdown, where it is quoted."""
    return prose.plain(text)


@register.filter
def named(who: str) -> str:
    """Whoever is named as doing something; nobody by "we", which may be anybody."""
    return "" if who.casefold() in ("we", "they", "it") else who


@register.simple_tag(takes_context=True)
def sort_header(context: Context, text: str, key: str, numeric: bool = False) -> SafeString:
    """A column header that sorts."""
    return lists.sort_header(context.get("request"), text, key, numeric)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: "Page[Any]") -> SafeString:
    """Links to the pages of a list."""
    return lists.pagination(context.get("request"), page)


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: str | int | None) -> str:
    """This page's query string with some parameters changed."""
    return lists.address_with(context.get("request"), **changes)


@register.simple_tag(takes_context=True)
def may_open(context: Context, name: str) -> bool:
    """Whether this person may open the address of this name, so that no page leads where they are refused."""
    asked = getattr(context.get("request"), "may_open", None)
    return bool(asked and asked(name))


@register.inclusion_tag("common/filters.html", takes_context=True)
def filters(context: Context, form: forms.BaseForm) -> dict[str, Any]:
    """A form of filters that works by address: `?theme=environment&rating=red`."""
    request = context.get("request")
    query = request.GET if request else {}
    return {
        "form": form,
        "sort": query.get("sort", ""),
        "as_at": query.get("as_at", ""),
        "path": request.path if request else "",
        "set": any(query.get(form.add_prefix(name)) for name in form.fields),
    }


@register.simple_tag
def field(
    bound: BoundField, heading: bool = False, label_size: str = "s", label: str | None = None, hint: str | None = None
) -> SafeString:
    """Label, hint, error and input of one form field."""
    found = fields.context(bound, heading, label_size, label, hint)
    text = bound.form.renderer.render(f"common/forms/{found['kind']}.html", found)
    return mark_safe(text)  # noqa: S308 - rendered by an escaping template; only stripped since


@register.inclusion_tag("common/forms/error_summary.html")
def error_summary(*filled: forms.BaseForm | None) -> dict[str, Any]:
    """Every error of the forms at the top of the page, each a link to its field."""
    return {"errors": list(fields.errors(*filled))}


@register.simple_tag
def series_chart(chart: charts.SeriesChart) -> SafeString:
    """The large chart of a series."""
    return mark_safe(charts.series_chart(chart))  # noqa: S308 - the library escapes every label


@register.simple_tag
def timeline_chart(chart: charts.TimelineChart) -> SafeString:
    """Clocks as a timeline; the table beneath it is the page's own."""
    return mark_safe(charts.timeline_chart(chart))  # noqa: S308 - the library escapes every label


DRAWN: dict[type, Callable[[Any], str]] = {
    charts.GanttChart: charts.gantt_chart,
    charts.HeatMap: charts.heat_map,
    charts.LoadChart: charts.load_chart,
}


@register.simple_tag
def drawing(chart: charts.GanttChart | charts.HeatMap | charts.LoadChart) -> SafeString:
    """Plans along the calendar, a heat map of risks, or load against capacity."""
    return mark_safe(DRAWN[type(chart)](chart))  # noqa: S308 - the library escapes every label


@register.simple_tag
def sparkline(
    points: Iterable[Any], target: Any = None, usual: tuple[Any, Any] | None = None, text: str = ""
) -> SafeString:
    """The last periods as a small line, with the target and the usual range."""
    return mark_safe(charts.sparkline(list(points), target=target, band=usual, text=text))  # noqa: S308 - escaped


@register.inclusion_tag("common/chart_table.html")
def chart_table(chart: charts.SeriesChart, caption: str = "") -> dict[str, Any]:
    """The same data as the chart, as a table."""
    return {"chart": chart, "caption": caption or chart.title, "rows": charts.rows(chart)}


@register.simple_tag(takes_context=True)
def trail(context: Context, kind: str, record: int, text: str = "Who did what to it, and when") -> SafeString:
    """A link to the log of one record, for those who may read the log."""
    request = context.get("request")
    council = getattr(request, "council", None)
    may_open = getattr(request, "may_open", None)
    if council is None or may_open is None or not may_open("record:audit"):
        return SafeString("")
    log = address("record:audit", council=council.slug)
    link = '<p class="govuk-body screen-only"><a class="govuk-link" href="{}?kind={}&amp;record={}">{}</a></p>'
    return format_html(link, log, kind, record, text)


@register.simple_tag(takes_context=True)
def timing_fields(context: Context) -> SafeString:
    """When a form was opened and how long somebody was at work in it.

    A form that comes back with errors goes on counting; `timing_anew` in the context says that part of it was saved, and its time with it.
    """
    request = context.get("request")
    sent = request.POST if request is not None and request.method == "POST" else {}
    again = "" if context.get("timing_anew") else sent.get(timing.OPENED, "")
    kept = again and timing.taken({timing.OPENED: again}) is not None
    return format_html(
        '<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">',
        timing.OPENED, again if kept else timing.opened(), timing.ACTIVE, sent.get(timing.ACTIVE, "") if kept else "",
    )  # fmt: skip
