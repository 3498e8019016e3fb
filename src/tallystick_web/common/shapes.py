"""The few shapes that stand beside words: inline SVG text, hidden from screen readers because the word says the same.

Ratings are solid (a person's judgement); statuses are strokes (what arithmetic says). The two are never mistaken for each
other, and each is told apart by its outline alone, so colour may fail: print, photocopies, colour-blind readers.
"""

from django.utils.safestring import SafeString, mark_safe

from tallystick import charts

_THIN = 'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
_STROKE = 'fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"'

_PATHS = {
    **charts.RATING_SHAPES,
    # statuses
    "on_track": f'<path d="M2.5 8.5 6.5 12.5 13.5 4" {_STROKE}/>',
    "within_tolerance": f'<path d="M1.8 9.4C4 5 6.4 6.6 8 8s4 3 6.2-1.4" {_STROKE}/>',
    "off_track": f'<path d="M3.2 3.2 12.8 12.8M12.8 3.2 3.2 12.8" {_STROKE}/>',
    "no_data": f'<path d="M3 8h1.2M7.4 8h1.2M11.8 8H13" {_STROKE}/>',
    "not_due": f'<circle cx="8" cy="8" r="6" {charts.HOLLOW}/><path d="M8 4.6V8l2.4 1.8" {charts.HOLLOW}/>',
    "late": f'<path d="M8 2.2V9M8 13.4v.2" {_STROKE}/>',
    # movement
    "up": f'<path d="M3.5 12.5 12.5 3.5M5.6 3.5h6.9v6.9" {_STROKE}/>',
    "down": f'<path d="M3.5 3.5l9 9M5.6 12.5h6.9V5.6" {_STROKE}/>',
    "level": f'<path d="M2 8h12M9.6 3.6 14 8l-4.4 4.4" {_STROKE}/>',
    "closer": f'<path d="M1 8h4.6M3.4 5.2 6.2 8l-2.8 2.8M15 8h-4.6M12.6 5.2 9.8 8l2.8 2.8" {_THIN}/>',
    "further": f'<path d="M6.4 8H1.2M3.8 5.2 1 8l2.8 2.8M9.6 8h5.2M12.2 5.2 15 8l-2.8 2.8" {_THIN}/>',
    "unknown": f'<path d="M3 8h10" {_STROKE}/>',
    # others
    "flag": '<path d="M3 1.5V15" stroke="currentColor" stroke-width="2"/><path d="M3 2h11l-3 3.5L14 9H3z" fill="currentColor"/>',
    "sorted_up": '<path d="M8 3 12.5 8.6h-9z" fill="currentColor"/>',
    "sorted_down": '<path d="M8 13 3.5 7.4h9z" fill="currentColor"/>',
    "sortable": '<path d="M8 1.6 11.8 6.4H4.2zM8 14.4 4.2 9.6h7.6z" fill="currentColor"/>',
}


def _svg(name: str) -> SafeString:
    opening = '<svg class="shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">'
    return mark_safe(f"{opening}{_PATHS[name]}</svg>")  # noqa: S308 - constant text, no input


SHAPES: dict[str, SafeString] = {name: _svg(name) for name in _PATHS}
