"""Narratives: CommonMark in, safe HTML out.

Two locks: the parser never passes raw HTML through, and an allow-list goes over what it made. Headings are moved down so that
a narrative cannot break the outline of the page it stands on. Results are kept: a round shows the same hundred narratives
to everybody.
"""

from functools import lru_cache
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_PARSER: Final = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_TAGS: Final = frozenset(
    [
        "p",
        "br",
        "em",
        "strong",
        "s",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
_CLASSES: Final = {
    "p": "govuk-body",
    "a": "govuk-link",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "table": "govuk-table",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
}


@lru_cache(maxsize=4096)
def html(text: str, below: int = 2) -> SafeString:
    """Safe HTML of a Markdown text; its first level of heading becomes the level under `below`."""
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + below)}"
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
    rendered = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return mark_safe(_clean(rendered))  # noqa: S308 - allow-listed on the line above


def plain(text: str) -> str:
    """The words of a passage of Markdown without its marks: `**60,000** households` is `60,000 households`."""
    return "".join(
        " " if child.type.endswith("break") else child.content
        for token in _PARSER.parseInline(text)
        for child in token.children or ()
    )


def _clean(rendered: str) -> str:
    return nh3.clean(
        rendered,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        set_tag_attribute_values={tag: {"class": names} for tag, names in _CLASSES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
