"""The steps of an assessment, from draft to locked."""

from tallystick_web.common.workflow import Transition, Workflow
from tallystick_web.councils.models import Role
from tallystick_web.reviews.models import State

AUTHOR, DIRECTOR, THE_ROUND = "author", "accountable_director", "closing_of_the_round"
WRITER, RATER = "writer_of_the_text", "giver_of_the_rating"  # of what stands there now, whoever its author is to be
WRITABLE = frozenset({State.DRAFTING, State.CHALLENGED})
SETTLED = frozenset({State.AGREED, State.LOCKED})

ASSESSMENT = Workflow("assessment", "Assessments", State.choices, (
    Transition("submit", "Submit to the director", frozenset({State.DRAFTING, State.CHALLENGED}), State.SUBMITTED,
               frozenset({AUTHOR, Role.PERFORMANCE_TEAM}), why="Once it is judged, or says from when it can be, and every question is answered."),
    Transition("withdraw", "Take back to go on writing", frozenset({State.SUBMITTED}), State.DRAFTING,
               frozenset({AUTHOR, Role.PERFORMANCE_TEAM}), why="Before the director has answered."),
    Transition("challenge", "Ask a question", frozenset({State.SUBMITTED, State.CHALLENGED}), State.CHALLENGED,
               frozenset({DIRECTOR, Role.PERFORMANCE_TEAM}), why="The author may change the text, and answers beside it."),
    Transition("agree", "Agree", frozenset({State.SUBMITTED, State.CHALLENGED}), State.AGREED,
               frozenset({DIRECTOR}), never=frozenset({WRITER, RATER}), why="Once every question is answered."),
    Transition("reopen", "Open again", frozenset({State.SUBMITTED, State.CHALLENGED, State.AGREED}), State.DRAFTING,
               frozenset({Role.PERFORMANCE_TEAM}), needs_reason=True, why="The agreement is undone, and stays on the record."),
    Transition("lock", "Lock", frozenset({State.AGREED}), State.LOCKED, frozenset({THE_ROUND}), why="When the round is closed."),
    Transition("unlock", "Unlock", frozenset({State.LOCKED}), State.AGREED, frozenset({THE_ROUND}),
               why="When the round is opened again."),
))  # fmt: skip
