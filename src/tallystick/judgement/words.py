"""A suggestion in sentences: what it is and why, and how it differs from what was judged."""

from tallystick.judgement.ratings import Rating
from tallystick.judgement.rules import About
from tallystick.judgement.suggestion import Reason, Suggestion

# A sentence that gives more reasons than these is not read to its end; the list beneath it has them all.
MOST_GIVEN = 2


def sentence(suggestion: Suggestion) -> str:
    """`The evidence suggests amber-red because Burglaries is off track now and at the year’s end.`"""
    if suggestion.rating is None:
        return f"The evidence is too thin to suggest a rating: {suggestion.thin}."
    return f"The evidence suggests {suggestion.rating.words} because {because(suggestion)}."


def difference(judged: Rating | None, suggestion: Suggestion) -> str:
    """What was judged beside what is suggested: `Judged green; the evidence suggests amber because …`"""
    said = "Not judged yet" if judged is None else f"Judged {judged.words}"
    if suggestion.rating is None:
        return f"{said}; the evidence is too thin to suggest a rating: {suggestion.thin}."
    if judged is suggestion.rating:
        return f"{said}, as the evidence suggests, because {because(suggestion)}."
    return f"{said}; the evidence suggests {suggestion.rating.words} because {because(suggestion)}."


def greener_by(judged: Rating | None, suggestion: Suggestion) -> int | None:
    """How many steps greener than the evidence a judgement is, out of four; below nought where it is stricter.

    None where either is not known. For sorting what needs challenge.
    """
    if judged is None or suggestion.rating is None:
        return None
    return suggestion.rating.rank - judged.rank


def because(suggestion: Suggestion) -> str:
    """The weightiest reasons in one clause, without a full stop."""
    deciding = suggestion.deciding
    given = [_clause(reason) for reason in deciding[:MOST_GIVEN]]
    left = len(deciding) - len(given)
    if left:
        return f"{', '.join(given)}, and for {_number(left)} more reason{'s' if left > 1 else ''}"
    return " and ".join(given)


def _clause(reason: Reason) -> str:
    if reason.about in (About.ACTIONS, About.RISKS):
        return reason.words
    if reason.about in (About.GRADE, About.UNSETTLED_GRADE):
        return f"{reason.of} {reason.words.replace('graded', 'graded it', 1)}"
    figure = f" ({reason.figure})" if reason.figure else ""
    return f"{reason.of} is {reason.words}{figure}"


def _number(count: int) -> str:
    return (
        ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")[count]
        if count < 10
        else str(count)
    )
