"""The round that a report speaks of, told by the months it names most, where nobody says."""

import re
from collections import Counter
from functools import cache

from tallystick import periods
from tallystick.claims.promises import vocabulary
from tallystick.periods import Frequency, Period

# Fewer mentions than these tell nothing, nor does a quarter that is not named clearly more often than the next.
LEAST = 3


@cache
def _pattern() -> re.Pattern[str]:
    known = vocabulary.words()
    months, joined = (vocabulary.either(words) for words in (known.months, known["months_joined"]))
    return re.compile(
        rf"(?<!\w)({months})(?:\s{{0,2}}(?:-|–|/|{joined})\s{{0,2}}({months}))?\s{{1,4}}((?:19|20)\d\d)(?!\d)", re.I
    )


def round_of(text: str) -> Period | None:
    """The quarter whose months the text names most often, if at least three times and more often than any other's; else None."""
    months = vocabulary.words().months
    counts: Counter[Period] = Counter()
    for match in _pattern().finditer(text):
        last = months[(match[2] or match[1]).casefold()]
        month = periods.month(int(match[3]), last)
        counts[periods.containing(month.start, Frequency.QUARTER)] += 1
    (found, most), (_, second) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
    return found if found is not None and most >= LEAST and most > second else None
