"""The small things that appear hundreds of times on a page: rating, status, direction, markers, the bar of ratings.

Plain functions that give safe HTML, without a template each: a round of five hundred priorities stays a matter of
milliseconds. Every one says in words what it says in shape and colour.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tallystick_web.common import differences, words
from tallystick_web.common.shapes import SHAPES

RATING_ORDER: Final = tuple(words.RATINGS)


def _token(kind: str, name: str, text: str) -> SafeString:
    modifier = name.replace("_", "-") or "none"
    return format_html('<span class="{0} {0}--{1}">{2}{3}</span>', kind, modifier, SHAPES[name], text)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


_RATINGS: Final = {name: _token("rating", name, _sentence_case(text)) for name, text in words.RATINGS.items()}
_STATUSES: Final = {name: _token("status", name, _sentence_case(text)) for name, text in words.STATUSES.items()}


def rating(value: str | None, text: str = "") -> SafeString:
    """Shape, word and colour of a judgement; `text` replaces the word: "Evidence suggests amber"."""
    name = value or ""
    return _token("rating", name, text) if text else _RATINGS[name]


def status(value: str | None, due: date | None = None, days_late: int = 0) -> SafeString:
    """What arithmetic says, lighter than a rating so that the two are not confused; nothing where there is no status."""
    if not value:
        return SafeString("")
    if days_late:
        return _token("status", "late", f"Late by {words.count(days_late, 'day')}")
    if due and value in ("no_data", "not_due"):
        lead = "No data yet, due" if value == "no_data" else "Due"
        return _token("status", value, f"{lead} {words.day(due)}")
    return _STATUSES[value]


def mark(tone: str, text: str) -> SafeString:
    """A finding in its own words ("overdue by 12 days") with the shape and colour of a status."""
    return _token("status", tone, text)


_ARROWS: Final = {
    ("improving", "lower_is_better"): "down",
    ("worsening", "lower_is_better"): "up",
    ("improving", "near_is_best"): "closer",
    ("worsening", "near_is_best"): "further",
}
_PLAIN_ARROWS: Final = {"improving": "up", "steady": "level", "worsening": "down", "not_known": "unknown"}


def direction(value: str | None, polarity: str = "", reason: str = "") -> SafeString:
    """Arrow, word and colour by what is better. With a polarity the arrow follows the figure: fewer crimes point down."""
    name = value or "not_known"
    arrow = _ARROWS.get((name, polarity)) or _PLAIN_ARROWS[name]
    aside = f" ({words.POLARITIES[polarity]})" if (name, polarity) in _ARROWS else ""
    shown = format_html(
        '<span class="direction direction--{}">{}{}{}</span>',
        name.replace("_", "-"),
        SHAPES[arrow],
        words.DIRECTIONS[name],
        format_html('<span class="direction__aside">{}</span>', aside) if aside else "",
    )
    if not reason:
        return shown
    return format_html('<details class="reason"><summary>{}</summary><p>{}</p></details>', shown, reason)


def rating_bar(counts: Mapping[str | None, int], large: bool = False, legend: bool = False) -> SafeString:
    """One bar of ratings: shape and count in each part, told apart by texture too; as words for who does not see it."""
    by_name = dict.fromkeys(RATING_ORDER, 0)
    for key, number in counts.items():
        by_name[key or ""] += number
    present = {name: number for name, number in by_name.items() if number}
    if not present:
        return SafeString('<p class="rating-bar-none">Nothing to judge yet</p>')
    bar = format_html(
        '<span class="rating-bar{}" role="img" aria-label="{}">{}</span>',
        " rating-bar--large" if large else "",
        ", ".join(f"{number} {words.RATINGS[name]}" for name, number in present.items()),
        _segments(present),
    )
    return mark_safe(bar + _legend(present)) if legend else bar  # noqa: S308 - both are safe already


def _segments(present: Mapping[str, int]) -> SafeString:
    """Widths by class, a hundred of them in the stylesheet: the security policy forbids style attributes."""
    total = sum(present.values())
    part = '<span class="rating-bar__part rating-bar__part--{} share-{}">{}{}</span>'
    rows = (
        (name.replace("_", "-") or "none", max(1, round(100 * number / total)), SHAPES[name], number)
        for name, number in present.items()
    )
    return format_html_join("", part, rows)


def _legend(present: Mapping[str, int]) -> SafeString:
    items = ((rating(name, f"{number:,} {words.RATINGS[name]}"),) for name, number in present.items())
    return format_html('<p class="rating-legend">{}</p>', format_html_join(" ", "{}", items))


def rating_strip(ratings: Iterable[tuple[str, str | None]]) -> SafeString:
    """The ratings of the last periods in a row, each under its period: pairs of label and rating."""
    rows = (
        ((name or "").replace("_", "-") or "none", SHAPES[name or ""], label, words.RATINGS[name or ""])
        for label, name in ratings
    )
    item = (
        '<li class="rating-strip__item rating--{}">{}<span class="rating-strip__period">{}</span>'
        '<span class="govuk-visually-hidden"> {}</span></li>'
    )
    return format_html('<ol class="rating-strip">{}</ol>', format_html_join("", item, rows))


def markers(*names: str | Iterable[str] | None) -> SafeString:
    """[p], [r] … each explained on focus. Takes letters, vintages, or lists of them; a validated figure needs no mark."""
    return mark_safe("".join(_marker(*found) for found in _known(names)))  # noqa: S308 - parts are safe


def marker_notes(*names: str | Iterable[str] | None) -> SafeString:
    """What the marks of a table mean, once each, to stand beneath it."""
    found = [(f"[{letter}]", word, why) for letter, word, why in _known(names)]
    if not found:
        return SafeString("")
    notes = format_html_join(" ", "<span><b>{}</b> {}: {}.</span>", found)
    return format_html('<p class="marker-notes">{}</p>', notes)


def _known(names: Iterable[str | Iterable[str] | None]) -> list[tuple[str, str, str]]:
    flat = [name for group in names if group for name in ([group] if isinstance(group, str) else group)]
    found = dict.fromkeys(words.marker(name) for name in flat)
    return [entry for entry in found if entry[0]]


def _marker(letter: str, word: str, why: str) -> SafeString:
    """A button, so that keyboard and touch reach the explanation; screen readers have it as its name."""
    return format_html(
        '<button type="button" class="marker" aria-label="[{0}] {1}: {2}">[{0}]'
        '<span class="marker__tip" aria-hidden="true">{1}: {2}</span></button>',
        letter,
        word,
        why,
    )


def figure(
    value: words.Number | None, unit: str = "", places: int | None = None, signed: bool = False, missing: str = ""
) -> SafeString:
    """A figure with its unit; where there is none, why: missing is never zero."""
    if value is None:
        return format_html('<span class="missing">{}</span>', words.MISSING[missing or ""])
    return conditional_escape(words.figure(value, unit, places, signed=signed))


ILLUSTRATIVE: Final = mark_safe('<span class="illustrative">illustrative</span>')
ILLUSTRATIVE_NOTICE: Final = mark_safe(
    '<p class="govuk-inset-text illustrative-notice">Figures marked <span class="illustrative">illustrative</span> are '
    "made up to show the software at work. Nobody measured or published them.</p>"
)


def made_up(it_is: bool) -> SafeString:
    """The mark after what may be made up, with the space before it; nothing after what is not."""
    return SafeString(f" {ILLUSTRATIVE}" if it_is else "")


def empty(heading: str, text: str = "", url: str = "", link: str = "") -> SafeString:
    """A list with nothing in it: say so, what comes next, and how to begin."""
    return format_html(
        '<div class="empty"><p class="govuk-heading-s">{}</p>{}{}</div>',
        heading,
        format_html('<p class="govuk-body">{}</p>', text) if text else "",
        format_html('<p class="govuk-body"><a class="govuk-link" href="{}">{}</a></p>', url, link) if url else "",
    )


def sentence(text: str, source: str = "") -> SafeString:
    """A sentence people may quote; with JavaScript it gets a button that copies it with its source."""
    return format_html('<p class="sentence" data-copy="{}">{}</p>', f"{text} ({source})" if source else text, text)


_MARKED: Final = {
    differences.Kind.TAKEN_OUT: '<del class="taken-out"><span class="govuk-visually-hidden">[taken out: </span>{}<span class="govuk-visually-hidden">]</span></del>',
    differences.Kind.PUT_IN: '<ins class="put-in"><span class="govuk-visually-hidden">[put in: </span>{}<span class="govuk-visually-hidden">]</span></ins>',
    differences.Kind.KEPT: "{}",
}


_SIDES: Final = {"old": differences.Kind.PUT_IN, "new": differences.Kind.TAKEN_OUT}


def compared(old: str | None, new: str | None, side: str = "") -> SafeString:
    """A text with what was taken out of an older one and put in instead, marked by line, colour and words for who hears it.

    `side` gives one of the two only, `old` or `new`, with what the other has not.
    """
    found = differences.differences(old or "", new or "")
    left_out = _SIDES.get(side)
    return format_html_join(
        "", "{}", ((format_html(_MARKED[one.kind], one.text),) for one in found if one.kind is not left_out)
    )


_WHOLE: Final = re.compile(r"(?<![\w-])(?:Q[1-4] \d{4}/\d{2}|(?=[\w-]{3,12}(?![\w-]))[A-Za-z]\w*-\w*\d\w*)(?![\w-])")


def unbroken(text: object) -> SafeString:
    """A heading whose references and quarters each stay on one line: `ENV-2a` broken at its hyphen is hard to find again."""
    whole = _WHOLE.sub(r'<span class="unbroken">\g<0></span>', escape(text))
    return mark_safe(whole)  # noqa: S308 - escaped before; the reference and the quarter hold nothing to escape
