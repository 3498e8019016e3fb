"""The position statement: every point that is answered, with what was done, what shows it, what came of it, and what was not done.

It is told from rows that are only added, for any day; whoever may not see confidential evidence gets a statement without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tallystick_web.challenges.impact import Check
from tallystick_web.challenges.models import ANSWERABLE, Challenge, Evidence, Point, Response, StateChange, Thread
from tallystick_web.challenges.queries import impact, threads
from tallystick_web.challenges.queries.threads import Row, Standing
from tallystick_web.common import words
from tallystick_web.delivery.queries.work import Line

State = Thread.State
NOT_DELIVERED = (State.RECEIVED, State.RESPONDED, State.IN_DELIVERY, State.REOPENED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One point with its answer on a day, and what may be said of it. `standing` is never None: it had been received."""

    point: Point
    standing: Standing
    checks: tuple[Check, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that serve the answer, each in a line."""
        return tuple(action_words(line, self.standing.on) for line, _ in self.standing.served)

    @property
    def response(self) -> Response | None:
        return self.standing.response

    @property
    def is_delivered(self) -> bool:
        """Whether it is delivered as it stands: one that was, and was taken up again since, is not."""
        return self.standing.state not in NOT_DELIVERED and self.standing.newest(State.DELIVERED) is not None

    @property
    def delivered(self) -> str:
        """The first fact: what was done."""
        done = self.standing.newest(State.DELIVERED)
        if done and self.is_delivered:
            return f"Delivered on {words.day(done.on)}: {ended(done.reason)}"
        if self.standing.state == State.IN_DELIVERY:
            return f"Not delivered yet: in delivery since {words.day(self.standing.change.on)}."
        return ""

    @property
    def helped(self) -> str:
        """The second fact: what came of it. What a second person agreed to comes first, then arithmetic."""
        closed = self.standing.newest(State.IMPACT_EVIDENCED)
        if closed and self.standing.state in (State.IMPACT_EVIDENCED, State.BUSINESS_AS_USUAL):
            return f"It helped: {ended(closed.reason)}"
        if self.standing.state == State.NOT_EVIDENCED:
            return "Impact is not evidenced."
        if self.standing.state != State.DELIVERED:
            return ""
        if any(one.verdict.helped for one in self.checks):
            return "What was expected has moved; nobody has closed it yet."
        return "Whether it helped cannot be said yet."

    @property
    def not_done(self) -> str:
        """What was not done, and why."""
        change, response = self.standing.change, self.response
        if self.standing.declined and response:
            return f"Declined: {ended(response.reason)}"
        if self.standing.answer == Response.Answer.IN_PART and response:
            return f"Accepted in part: {ended(response.reason)}{self._still()}"
        if self.standing.state in (State.SUPERSEDED, State.REOPENED, State.NOT_EVIDENCED):
            begins = {
                State.SUPERSEDED: "Superseded", State.REOPENED: "Reopened",
                State.NOT_EVIDENCED: "What follows, because impact is not evidenced",
            }[State(self.standing.state)]  # fmt: skip
            return f"{begins}: {ended(change.reason)}"
        return self._still().strip()

    def _still(self) -> str:
        state, since = self.standing.state, words.day(self.standing.change.on)
        said = {
            State.RECEIVED: f"Not answered yet: received on {since}.",
            State.RESPONDED: f"Answered on {since}; delivery has not begun.",
            State.IN_DELIVERY: f"Not finished: in delivery since {since}.",
        }
        return f" {said[State(state)]}" if state in said else ""


def ended(text: str) -> str:
    """Words with a full stop."""
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


@dataclass(frozen=True, slots=True)
class Statement:
    """The position of one challenge on a day. `counts` are the points in each state, in words."""

    challenge: Challenge
    on: date
    entries: tuple[Entry, ...]
    illustrative: bool

    @property
    def counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in self.entries:
            found[one.standing.words] = found.get(one.standing.words, 0) + 1
        order = [
            "Impact evidenced",
            "Business as usual",
            "Delivered",
            "Impact not evidenced",
            "In delivery",
            "Responded",
        ]
        rest = ["Reopened", "Received", "Declined", "Superseded"]
        return {name: found[name] for name in [*order, *rest] if name in found}

    @property
    def lists(self) -> list[tuple[str, str, list[Entry]]]:
        """Key recommendations, quick wins and suggestions apart: key, name, entries."""
        return [
            (kind.value, str(kind.label), chosen)
            for kind in ANSWERABLE
            if (chosen := [one for one in self.entries if one.point.list == kind])
        ]

    @property
    def headline(self) -> str:
        """The answer to how far it is: `5 of 31 points have evidence of impact; 3 are not answered yet`."""
        helped = sum(self.counts.get(name, 0) for name in ("Impact evidenced", "Business as usual"))
        waiting = self.counts.get("Received", 0)
        whole = words.count(len(self.entries), "point")
        said = f"{helped or 'None'} of {whole} {'has' if helped == 1 else 'have'} evidence of impact"
        return f"{said}; {waiting} {'is' if waiting == 1 else 'are'} not answered yet" if waiting else said


def entries(points: Iterable[Point], on: date) -> list[Entry]:
    """Points of `threads.points` with their answers on a day, those that had been received. Two queries for the checks."""
    rows: list[Row] = [(point, found) for point in points if (found := threads.standing(point, on))]
    checks = impact.checks({found.thread.pk: found for _, found in rows}.values(), on)
    return [Entry(point, found, tuple(checks.get(found.thread.pk, ()))) for point, found in rows]


def statement(challenge: Challenge, on: date, *, confidential: bool = False) -> Statement:
    """The position statement of a challenge as it stood on a day."""
    points = threads.points(challenge.council, confidential=confidential).filter(challenge=challenge)
    order = {kind: place for place, kind in enumerate(ANSWERABLE)}
    found = sorted(entries(points, on), key=lambda one: (order[Point.List(one.point.list)], one.point.number))
    made_up = any(one.standing.thread.illustrative for one in found)
    return Statement(challenge, on, tuple(found), made_up)


def evidence_words(evidence: Evidence) -> str:
    """A piece of evidence in one line: what it is, what it shows, of when, and who vouches for it."""
    what = {
        Evidence.Kind.FILE: evidence.file_name, Evidence.Kind.LINK: evidence.link, Evidence.Kind.DECISION: evidence.decision,
        Evidence.Kind.MEASURE: str(evidence.measure or ""),
    }[Evidence.Kind(evidence.kind)]  # fmt: skip
    return f"{words.day(evidence.on)}: {ended(evidence.words)} {what}. Vouched for by {evidence.vouched_by}."


def action_words(line: Line, on: date) -> str:
    """An action in one line: what it is, and how it stood on the day."""
    action = line.action
    if action.done_on and action.done_on <= on:
        return f"{action}: done on {words.day(action.done_on)}"
    due = f", due {words.day(action.due)}" if action.due else ""
    return f"{action}: {'not done then' if action.done_on else line.standing.words}{due}"


def history(standing: Standing) -> list[tuple[date, str, str]]:
    """Every step and every version of the answer, the newest first: the day, what it was, what was said."""
    steps = [(one.on, one.at, _step(one), one.reason) for one in standing.changes if one.verb != "respond"]
    answers = [(one.on, one.at, _version(one), one.different) for one in standing.responses]
    told = sorted([*steps, *answers], key=lambda one: (one[0], one[1]), reverse=True)
    return [(on, what, said) for on, _, what, said in told]


def _step(change: StateChange) -> str:
    second = f", agreed by {change.second}" if change.second else ""
    return f"{change.get_state_display()}{f', by {change.by}' if change.by else ''}{second}"


def _version(response: Response) -> str:
    said = response.get_answer_display() if response.answer else f"{response.officer or 'Nobody'} is to answer"
    return f"Answer: {said.lower() if response.answer else said}{f', by {response.by}' if response.by else ''}"
