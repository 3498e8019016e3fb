"""A workflow as data: its states, and who may take what from one state to another. Values in, words out: no ORM, no request.

An app writes its table once, in `workflows.py` (a layer above `models`, below `queries`), and everything else derives from it:

    ACTION = Workflow("action", "Actions", State.choices, (
        Transition("start", "Start work", {State.AGREED}, State.IN_PROGRESS, {Party.OWNER, Role.PERFORMANCE_TEAM},
                   why="Work has begun."),
        Transition("stop", "Stop", {State.AGREED, State.IN_PROGRESS}, State.STOPPED, {Role.DIRECTOR}, needs_reason=True),
        Transition("approve", "Approve", {State.ASKED}, State.APPROVED, {Role.DIRECTOR}, never={Party.ASKER}),
    ))

* the rule: `refuse_if(workflow.why_not(ACTION, "start", state=action.state, who=who(action, by), reason=reason))`;
* the change: `action.state = workflow.target(ACTION, "start", action.state)`;
* the page's buttons: `workflow.allowed(ACTION, state=action.state, who=who(action, by))`;
* the tests: every pair of `ACTION.states` and `ACTION.transitions`, allowed or refused as the table says;
* the diagram: `tests/test_docs.py` holds `docs/workflows/<app>.md` to `page(...)`, and `make docs` prints it.

`who` is what a person is to this record, as words: the roles held in the council and the parties they are (`owner`, `asker`).
None stands for a command given on the machine itself, which may do whatever the state allows. Conditions that need more than the
state and the person (evidence is there, the round is open) belong to the app's `rules`, beside the call.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

Who = Set[str] | None


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: its verb (for addresses and the log), the words of its button, from where to where, and who may take it.

    `never` names parties who may not take it even when a role would let them: nobody approves what they asked for themselves.
    """

    verb: str
    button: str
    sources: Set[str]
    target: str
    by: Set[str]
    needs_reason: bool = False
    never: Set[str] = frozenset()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states of one kind of record with their words, the first being where it begins, and the steps between them."""

    noun: str
    title: str
    choices: Sequence[tuple[str, str]]
    transitions: tuple[Transition, ...]

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(state for state, _ in self.choices)

    def words(self, state: str) -> str:
        """A state as it stands in a sentence."""
        return str(dict(self.choices)[state]).lower()


def find(workflow: Workflow, verb: str, state: str) -> Transition | None:
    """The step of this name out of a state; None where the state has none."""
    steps = [one for one in workflow.transitions if one.verb == verb]
    if not steps:
        raise KeyError(f"{workflow.title} know no step {verb!r}.")
    return next((one for one in steps if state in one.sources), None)


def target(workflow: Workflow, verb: str, state: str) -> str:
    """Where a step leads that `why_not` has let through."""
    step = find(workflow, verb, state)
    if step is None:
        raise ValueError(f"{verb!r} leads nowhere from {state!r}.")
    return step.target


def why_not(workflow: Workflow, verb: str, *, state: str, who: Who, reason: str | None = None) -> str | None:
    """Why a step may not be taken now, or None. A `reason` of None leaves that question aside (for showing a button)."""
    step = find(workflow, verb, state)
    if step is None:
        return _wrong_state(workflow, verb, state)
    if who is not None and step.never & who:
        return "You asked for this yourself. Another person has to decide it."
    if who is not None and not step.by & who:
        return f"Only {people(step.by)} can do this."
    if step.needs_reason and reason is not None and not reason.strip():
        return f"Say why: “{step.button}” keeps the reason on the record."
    return None


def allowed(workflow: Workflow, *, state: str, who: Who) -> tuple[Transition, ...]:
    """The steps that this person may take now, in the order of the table."""
    here = (one for one in workflow.transitions if state in one.sources)
    return tuple(one for one in here if who is None or (one.by & who and not one.never & who))


def _wrong_state(workflow: Workflow, verb: str, state: str) -> str:
    steps = [one for one in workflow.transitions if one.verb == verb]
    sources = [workflow.words(one) for one in workflow.states if any(one in step.sources for step in steps)]
    return f"This {workflow.noun} is {workflow.words(state)}. “{steps[0].button}” is for one that is {joined(sources, 'or')}."


def joined(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a or b`, `a, b or c`."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {last} {listed[-1]}" if listed else "nobody"


def people(names: Set[str]) -> str:
    """Roles and parties in words, in a steady order: `the director, the owner or the performance team`."""
    return joined([f"the {name.replace('_', ' ')}" for name in sorted(map(str, names))], "or")


def table(workflow: Workflow) -> str:
    """The steps as a Markdown table."""
    rows = ["| step | from | to | who may | why |", "|---|---|---|---|---|"]
    for one in workflow.transitions:
        sources = joined([workflow.words(state) for state in workflow.states if state in one.sources], "or")
        notes = [one.why, "Needs a reason." if one.needs_reason else "", _never(one)]
        cells = [one.button, sources, workflow.words(one.target), people(one.by), " ".join(filter(None, notes))]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _never(step: Transition) -> str:
    return f"Never {people(step.never)}." if step.never else ""


def diagram(workflow: Workflow) -> str:
    """The states and steps as a Mermaid diagram, which GitHub and most readers of Markdown draw."""
    names = [f"    {state}: {label}" for state, label in workflow.choices]
    steps = [
        f"    {state} --> {one.target}: {one.button}"
        for one in workflow.transitions
        for state in workflow.states
        if state in one.sources
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, f"    [*] --> {workflow.states[0]}", *steps, "```"])


def page(title: str, workflows: Iterable[Workflow]) -> str:
    """The page of `docs/workflows/` for one app: each workflow as a table and as a diagram."""
    sections = [f"## {one.title}\n\n{table(one)}\n\n{diagram(one)}\n" for one in workflows]
    return (
        f"# Workflows: {title}\n\nPrinted from the tables in the code by `make docs`; change them there.\n\n"
        + "\n".join(sections)
    )
