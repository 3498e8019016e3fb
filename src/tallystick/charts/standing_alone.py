"""A chart that stands alone: in a file of its own it needs its heading, what it says and a ground, which a page would give it."""

import re
import textwrap
from typing import Final

from tallystick.charts import canvas

_SIZE: Final = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_LINE: Final = 20


def headed(svg: str, heading: str, note: str = "") -> str:
    """The chart with its heading above and a note beneath, on white. Raises `ValueError` for text that is no chart of ours."""
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("the text has no size: give what a function of charts gave")
    width, height = (float(part) for part in size.groups())
    above = textwrap.wrap(heading, max(12, int(width / 9)))
    beneath = textwrap.wrap(note, max(12, int(width / 6.6)))
    top = 22 + 24 * len(above)
    whole = top + height + (_LINE * len(beneath) + 14 if beneath else 0)
    parts = [
        canvas.opening("chart-alone", heading, note, width, whole),
        f'<rect width="{width:g}" height="{whole:g}" fill="#ffffff"/>',
        *(canvas.text(14, 28 + 24 * at, words, canvas.INK, size=18) for at, words in enumerate(above)),
        svg.replace("<svg ", f'<svg y="{top:g}" ', 1),
        *(canvas.text(14, top + height + 16 + _LINE * at, words, canvas.INK) for at, words in enumerate(beneath)),
    ]
    return "".join(parts) + "</svg>"
