"""What a council's home shows: how the priorities stand, what changed, what needs challenge, what went well."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tallystick.judgement import Rating
from tallystick.status import Direction
from tallystick_web.common import lists
from tallystick_web.councils.models import Council
from tallystick_web.measures.reading import sentences
from tallystick_web.publishing import queries as publishing
from tallystick_web.record.queries import challenge, standing
from tallystick_web.record.queries.challenge import Kept
from tallystick_web.record.queries.standing import Line
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Round
from tallystick_web.reviews.queries import as_at

NOT_JUDGED = "none"
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Item:
    """A priority that a section names, with a sentence on its judgement; the reason is the accountable person's own."""

    line: Line
    sentence: str

    @property
    def reason(self) -> str:
        return sentences.opening(self.line.now.reason)


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change since the round before, and the value of the filter that shows it whole: `Got worse`."""

    name: str
    title: str
    items: tuple[Item, ...]
    note: str = ""

    @property
    def brief(self) -> bool:
        """Whether references alone will do: the note says the same of all of them."""
        return bool(self.note)


@dataclass(frozen=True, slots=True)
class Home:
    """A council in one round. `shown` are the lines that the filters leave."""

    rounds: list[Round]
    round: Round | None
    before: Round | None
    lines: list[Line]
    shown: list[Line]
    filtered: bool
    evidence: Kept | None
    by_worry: bool = False

    @property
    def ranked(self) -> list[Line]:
        """The lines that are shown, the most worrying first."""
        return sorted(self.shown, key=worry)

    @property
    def counts(self) -> dict[str, int]:
        return standing.counts(self.shown)

    @property
    def heading(self) -> str:
        """The heading that answers in words."""
        if self.round is None:
            return "No round has been opened yet"
        if self.filtered:
            return f"{sentences.round_words(self.round.period)}: {len(self.shown)} of {len(self.lines)} priorities match the filters"
        moved = [line.direction for line in self.lines]
        worse, better = moved.count(Direction.WORSENING), moved.count(Direction.IMPROVING)
        return f"{sentences.round_words(self.round.period)}: {sentences.standing(self.counts, worse, better)}"

    @property
    def plans(self) -> list[standing.PlanStanding]:
        return standing.by_plan(self.shown)

    @property
    def made_up(self) -> bool:
        """Whether anything on the page was generated."""
        return any(line.now.illustrative or line.was.illustrative or line.signs.made_up for line in self.shown)

    @property
    def changes(self) -> list[Change]:
        """What changed since the round before: down, up, new, gone quiet. Nothing where there was none before."""
        if self.before is None:
            return []
        period = self.before.period
        notes = {"new": f"Not judged in {period}.", "quiet": sentences.gone_quiet(period)}
        found = [Change(name, title, self._items(name), notes.get(name, "")) for name, title in CHANGES.items()]
        return [change for change in found if change.items]

    def _items(self, name: str) -> tuple[Item, ...]:
        return tuple(Item(line, self._moved(line)) for line in self.lines if KINDS_OF_CHANGE[name](line))

    def _moved(self, line: Line) -> str:
        return sentences.from_to(line.now.rating, line.was.rating, self.before.period if self.before else None)

    @property
    def challenges(self) -> list[Item]:
        """What needs challenge, the worst first; each priority once, under its gravest reason."""
        grave = sorted((line for line in self.lines if needs_challenge(line)), key=worry)
        return [Item(line, self._why(line, _gravity(line))) for line in grave]

    def _why(self, line: Line, gravity: int) -> str:
        if gravity == GRADED_WORSE and (worst := worst_grade(line)):
            return sentences.external(*worst, line.now.rating)
        return self._moved(line)

    @property
    def not_judged(self) -> list[Line]:
        """Those without a rating; they are named together, since there may be many."""
        return [line for line in self.lines if not line.now.rating]

    @property
    def improved(self) -> list[Item]:
        """What went well: better than before, the best first."""
        better = [line for line in self.lines if line.direction is Direction.IMPROVING]
        return [Item(line, self._moved(line)) for line in sorted(better, key=lambda line: Rating(line.now.rating).rank)]

    @property
    def greens(self) -> list[Line]:
        return [line for line in self.lines if line.now.rating == Rating.GREEN]


CALM = 9
GRADED_WORSE = 4


def _gravity(line: Line) -> int:
    """Red before amber-red before worsening amber before a worse grade by others; what is calm is not listed."""
    worsening = line.direction is Direction.WORSENING
    ranks = {Rating.RED: 0 if worsening else 1, Rating.AMBER_RED: 2}
    if line.now.rating in ranks:
        return ranks[Rating(line.now.rating)]
    if worsening and line.now.rating == Rating.AMBER:
        return 3
    return GRADED_WORSE if worst_grade(line) else CALM


def needs_challenge(line: Line) -> bool:
    """Whether the judgement or a sign of the evidence asks for it."""
    return bool(line.worries) or _gravity(line) < CALM


def worry(line: Line) -> tuple[int, int, int]:
    """The key by which the most worrying come first: more of the three signs, then the graver judgement, then how much greener it is."""
    return -len(line.worries), _gravity(line), -line.signs.greener(line.now.rating)


def worst_grade(line: Line) -> tuple[str, str] | None:
    """The worst grade of another body, where it is worse than the rating, or where there is no rating and it is a bad one."""
    own = Rating(line.now.rating).rank if line.now.rating else Rating.AMBER.rank - 1
    graded = [(found.rank, grade) for grade in line.grades if (found := sentences.graded(grade[0])) is not None]
    worse = [(rank, grade) for rank, grade in graded if rank > own]
    return max(worse, key=lambda pair: pair[0])[1] if worse else None


def _went_quiet(line: Line) -> bool:
    """Judged before and not now, or spoken of before and not at all now."""
    lost = bool(line.was.rating) and not line.now.rating
    return lost or (line.was.spoken_of and not line.now.spoken_of)


def chosen(council: Council, slug: str, on: date | None = None) -> tuple[list[Round], Round | None, Round | None]:
    """The council's rounds, the one an address names (the newest where it names none), and the one before that. One query.

    `on` leaves those that had been opened by the end of a day, in the state in which they were. One query more.
    """
    rounds = reviews.rounds(council)
    if on is not None:
        rounds = as_at.rounds(council, rounds, on)
    round = reviews.round_at(rounds, slug) if slug else next(iter(rounds), None)
    return rounds, round, reviews.before(rounds, round) if round else None


def unsettled(council: Council, on: date | None = None) -> tuple[Round, Round] | None:
    """The newest round that is closed or published, and the newest of all, where that is another; of today or the end of a day.

    Whoever reads what was agreed stays with the one until the other is: a round that has just been opened says nothing yet.
    """
    rounds, newest, _ = chosen(council, "", on)
    if newest is None or newest.state == Round.State.CLOSED:
        return None
    told = publishing.rounds_told(council, on)
    found = next((one for one in rounds if one.state == Round.State.CLOSED or one.pk in told), newest)
    return None if found == newest else (found, newest)


def home(
    council: Council, slug: str, wanted: Mapping[str, str], *, by_worry: bool = False, on: date | None = None
) -> Home | None:
    """The home of a council in a round; None where an address names a round that it never had.

    `on` shows it as it stood at the end of a day: by judgements, since the signs of the evidence are those of today.
    """
    rounds, round, before = chosen(council, slug, on)
    if slug and round is None:
        return None
    found, evidence = (
        (standing.lines_then(council, round, before, on), None) if on else lines(council, rounds, round, before)
    )
    shown = narrowed(found, wanted)
    return Home(rounds, round, before, found, shown, any(wanted.values()), evidence, by_worry)


def lines(
    council: Council, rounds: list[Round], round: Round | None, before: Round | None
) -> tuple[list[Line], Kept | None]:
    """The priorities with the signs of their evidence, which is that of today and so stands beside the newest round only."""
    evidence = challenge.kept(council, round) if round and round == rounds[0] else None
    return standing.lines(council, round, before, evidence.signs if evidence else None), evidence


CHANGES = {"worse": "Got worse", "better": "Got better", "new": "Newly judged", "quiet": "Gone quiet"}
KINDS_OF_CHANGE: dict[str, Callable[[Line], bool]] = {
    "worse": lambda line: line.direction is Direction.WORSENING,
    "better": lambda line: line.direction is Direction.IMPROVING,
    "new": lambda line: bool(line.now.rating and not line.was.rating),
    "quiet": _went_quiet,
    "challenge": needs_challenge,
}
TESTS: dict[str, Callable[[Line, str], bool]] = {
    "change": lambda line, wanted: wanted in KINDS_OF_CHANGE and KINDS_OF_CHANGE[wanted](line),
    "plan": lambda line, wanted: line.plan_reference == wanted,
    "theme": lambda line, wanted: line.theme == wanted,
    "rating": lambda line, wanted: line.now.rating == ("" if wanted == NOT_JUDGED else wanted),
    "service": lambda line, wanted: line.service == wanted,
    "officer": lambda line, wanted: line.officer == ("" if wanted == NOBODY else wanted),
    "q": lambda line, wanted: wanted.casefold() in f"{line.reference} {line.title}".casefold(),
    "worry": lambda line, wanted: wanted in line.worries,
}


def narrowed(lines: Iterable[Line], wanted: Mapping[str, str]) -> list[Line]:
    """The lines that meet every filter which is set."""
    return lists.kept(lines, TESTS, wanted)
