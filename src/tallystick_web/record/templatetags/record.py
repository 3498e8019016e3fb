"""Links to priorities, of which a page holds five hundred: `{% load record %}`.

A tag, because the template language looks up the parts of a link one by one, which took a third of the page's time.
"""

from urllib.parse import quote

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def priority_link(context: Context, reference: str, title: str = "") -> SafeString:
    """The reference, and the title where it is given, as a link that stays in the round of the page."""
    address = f"{context['priorities']}{quote(reference)}/{context['this_round']}"
    if not title:
        return format_html('<a class="govuk-link" href="{}">{}</a>', address, reference)
    return format_html('<a class="govuk-link" href="{}"><b>{}</b> {}</a>', address, reference, title)
