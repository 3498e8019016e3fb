"""The small line that stands beside a figure in a table."""

from collections.abc import Iterable, Sequence

from tallystick.charts import canvas, values
from tallystick.charts.values import Line, Number


def sparkline(
    points: Sequence[Number | None],
    target: Number | None = None,
    band: tuple[Number, Number] | None = None,
    text: str = "",
    width: int = 120,
    height: int = 28,
) -> str:
    """The last twelve periods as a small line, its last point marked. `text` replaces the generated alternative."""
    shown = [values.number(value) for value in points[-12:]]
    known = [value for value in shown if value is not None]
    alternative = text or _sparkline_words(points[-12:], target)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="sparkline" {size} role="img" aria-label={canvas.quoted(alternative)}>'
    if not known:
        return f'{opening}<path d="M4 {height / 2:g}H{width - 4}" stroke="{canvas.RULE}" stroke-dasharray="2 4"/></svg>'
    extra = [values.number(value) for value in (target, *(band or ()))]
    span = known + [value for value in extra if value is not None]
    low, high = min(span), max(span)
    frame = canvas.Frame(4, 4, width - 5, height - 4, low, high, 12) if high > low else _level(low, width, height)
    line = Line("", [*[None] * (12 - len(shown)), *shown])
    last = max(at for at, value in enumerate(line.points) if value is not None)
    target_y = "" if extra[0] is None else f"{frame.y(extra[0]):.1f}"
    drawn = [
        canvas.band(band, frame),
        f'<path d="M4 {target_y}H{width - 5}" stroke="{canvas.TARGET}" stroke-dasharray="3 3"/>' if target_y else "",
        canvas.path(line, frame, f'stroke="{canvas.INK}" stroke-width="1.6" stroke-linejoin="round"', dot=1.4),
        f'<circle cx="{frame.x(last):.1f}" cy="{frame.y(known[-1]):.1f}" r="3" fill="{canvas.INK}"/>',
    ]
    return opening + "".join(drawn) + "</svg>"


def _level(value: float, width: int, height: int) -> canvas.Frame:
    """A constant series runs along the middle."""
    return canvas.Frame(4, 4, width - 5, height - 4, value - 1 - abs(value), value + 1 + abs(value), 12)


def _sparkline_words(points: Iterable[Number | None], target: Number | None) -> str:
    known = [value for value in points if values.number(value) is not None and value is not None]
    if not known:
        return "No figures yet"
    said = f"From {canvas.figure(known[0], '')} to {canvas.figure(known[-1], '')} over {len(known)} periods"
    if target is None or values.number(target) is None:  # what is no number is no target
        return said
    return f"{said}; target {canvas.figure(target, '')}"
