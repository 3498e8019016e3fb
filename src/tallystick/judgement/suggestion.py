"""From evidence to a suggested rating with its reasons in order of weight, or to none where the evidence is thin."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tallystick.judgement import rules
from tallystick.judgement.evidence import Actions, Evidence, Grade, Quality, Risks
from tallystick.judgement.ratings import Rating
from tallystick.judgement.rules import About
from tallystick.status import Direction


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence and what it speaks for.

    `says` is the rating that it speaks for by itself, None for what is only to be known. `of` names the measure or the body and
    `reference` identifies the measure; `figure` is what the reason rests on. `decides` marks those that the suggestion follows from.
    """

    about: About
    words: str
    says: Rating | None
    of: str = ""
    reference: str = ""
    figure: str = ""
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the evidence suggests. Where `rating` is None, `thin` says why; the reasons are given all the same.

    `version` names the rules, to be stored with it.
    """

    rating: Rating | None
    reasons: tuple[Reason, ...]
    thin: str | None = None
    version: str = rules.VERSION

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that the suggestion follows from."""
        return tuple(reason for reason in self.reasons if reason.decides)


def suggest(
    evidence: Sequence[Evidence],
    actions: Actions | None = None,
    grades: Sequence[Grade] = (),
    *,
    risks: Risks | None = None,
    scale: Collection[Rating] = tuple(Rating),
) -> Suggestion:
    """The suggested rating of a priority, with its reasons, the weightiest first.

    `scale` are the ratings that the council uses; between two of them the worse is suggested. Raises `ValueError` for a scale
    without red, on which the worst could not be said.
    """
    if Rating.RED not in scale:
        raise ValueError("the scale has no red: give the ratings that the council uses, red among them")
    reasons = [
        *_of_measures(evidence),
        *_of_others(evidence),
        *_of_grades(grades),
        *_of_actions(actions),
        *_of_risks(risks),
    ]
    notes = [*_of_quality(evidence)]
    thin = why_thin(evidence)
    if thin:
        return Suggestion(None, _by_weight([*reasons, *notes]), thin)
    rating, deciding = _decided(reasons)
    marked = [replace(reason, decides=id(reason) in deciding) for reason in reasons]
    return Suggestion(_on_scale(rating, scale), _by_weight([*marked, *notes]))


def why_thin(evidence: Sequence[Evidence]) -> str | None:
    """Why the evidence is too thin for a suggestion: too few measures can be read against a target, or none soundly."""
    if not evidence:
        return "no measure is linked to this priority"
    read = [one for one in evidence if _rule(one)]
    if not read:
        none = "its one measure has no" if len(evidence) == 1 else f"none of its {len(evidence)} measures has a"
        return f"{none} figure that can be read against a target"
    if 2 * len(read) < len(evidence):
        return f"only {len(read)} of its {len(evidence)} measures can be read against a target"
    if all(one.quality.weak for one in read):
        return "every figure that can be read against a target is old or unreliable"
    return None


def _rule(one: Evidence) -> rules.MeasureRule | None:
    return rules.reading(one.status, one.forecast_status, one.direction)


def _of_measures(evidence: Sequence[Evidence]) -> Iterator[Reason]:
    for one in evidence:
        rule = _rule(one)
        figure = "; ".join(part for part in (one.figures.now, one.figures.year_end, one.figures.direction) if part)
        if rule:
            yield Reason(About.MEASURE, rule.words, rule.says, one.measure, one.reference, figure)
        else:
            words = (
                f"{one.direction.words}, without a target" if one.direction in _TOLD else "not read against a target"
            )
            yield Reason(About.MEASURE, words, None, one.measure, one.reference, figure)


_TOLD = (Direction.IMPROVING, Direction.STEADY, Direction.WORSENING)


def _of_others(evidence: Sequence[Evidence]) -> Iterator[Reason]:
    for one in evidence:
        # Compared as words: the vocabulary of comparison is not imported, since it brings the whole of its arithmetic with it.
        standing = "" if one.comparison is None else str(one.comparison)
        if standing == "worse" and one.direction is Direction.WORSENING:
            words, says = "worse than its comparator and worsening", rules.WORSE_AND_WORSENING
        elif standing in ("worse", "better"):
            words, says = f"{standing} than its comparator", None
        else:
            continue
        yield Reason(About.OTHERS, words, says, one.measure, one.reference, one.figures.comparison)


def _of_grades(grades: Sequence[Grade]) -> Iterator[Reason]:
    for grade in grades:
        about = About.GRADE if grade.settled else About.UNSETTLED_GRADE
        unsettled = "" if grade.settled else ", not yet settled"
        yield Reason(about, f"graded “{grade.words}”{unsettled}", grade.rating, grade.by, figure=grade.words)


def _of_actions(actions: Actions | None) -> Iterator[Reason]:
    if actions is None or not actions.open:
        return
    if not actions.overdue:
        yield Reason(About.ACTIONS, "no open action is overdue", None, figure=actions.figure)
        return
    says = rules.HALF_OVERDUE if 2 * actions.overdue >= actions.open else rules.SOME_OVERDUE
    verb = "is" if actions.overdue == 1 else "are"
    plural = "" if actions.open == 1 else "s"
    words = f"{actions.overdue} of {actions.open} open action{plural} {verb} overdue"
    yield Reason(About.ACTIONS, words, says, figure=actions.figure)


def _of_risks(risks: Risks | None) -> Iterator[Reason]:
    if risks is None or not risks.open:
        return
    if not risks.above:
        yield Reason(About.RISKS, "no open risk is above appetite", None, figure=risks.figure)
        return
    verb = "is" if risks.above == 1 else "are"
    plural = "" if risks.open == 1 else "s"
    words = f"{risks.above} of {risks.open} open risk{plural} {verb} above appetite"
    yield Reason(About.RISKS, words, rules.ABOVE_APPETITE, figure=risks.figure)


_QUALITY_WORDS = {
    Quality.PROVISIONAL: "its latest figure is provisional",
    Quality.ESTIMATED: "its latest figure is estimated",
    Quality.UNRELIABLE: "its latest figure is of low reliability",
    Quality.OLD: "its latest figure is old",
}


def _of_quality(evidence: Sequence[Evidence]) -> Iterator[Reason]:
    for one in evidence:
        if one.quality in _QUALITY_WORDS:
            words = _QUALITY_WORDS[one.quality]
            yield Reason(About.QUALITY, words, None, one.measure, one.reference, one.figures.quality)


def _decided(reasons: Sequence[Reason]) -> tuple[Rating, set[int]]:
    """The strictest line that fits, and which reasons it fits by; green, by all that say so, where none does."""
    best, deciding = Rating.GREEN, {id(one) for one in reasons if one.about is About.MEASURE and one.says}
    for rule in rules.PRIORITY:
        kind = [one for one in reasons if one.about is rule.about and one.says is not None]
        found = {id(one) for one in kind if one.says is not None and one.says.rank >= rule.as_bad_as.rank}
        if not rule.share.holds(len(found), len(kind)) or rule.at_best.rank < best.rank:
            continue
        deciding = found if rule.at_best is not best else deciding | found
        best = rule.at_best
    return best, deciding


def _on_scale(rating: Rating, scale: Collection[Rating]) -> Rating:
    return min((one for one in scale if one.rank >= rating.rank), key=lambda one: one.rank)


def _by_weight(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Those that decide first, then the worst, then in the order of kinds; what is only to be known comes last."""
    kinds = list(About)

    def weight(reason: Reason) -> tuple[bool, int, int]:
        return (not reason.decides, 1 if reason.says is None else -reason.says.rank, kinds.index(reason.about))

    return tuple(sorted(reasons, key=weight))
