"""A position statement as plain data: what the page, the PDF, the table and the public page are all made from.

Plain, so that what was published can be frozen and shown again without a live record.
"""

from typing import Any

from tallystick_web.challenges.models import Point, Response, Thread
from tallystick_web.challenges.queries.statement import Entry, Statement, evidence_words
from tallystick_web.common import words

Told = dict[str, Any]
Answer, State = Response.Answer, Thread.State
HELPED = (State.IMPACT_EVIDENCED, State.BUSINESS_AS_USUAL)
DONE = (State.DELIVERED, State.NOT_EVIDENCED, *HELPED)


def as_data(statement: Statement) -> Told:
    """Everything that is told, as text and lists."""
    challenge = statement.challenge
    days = [words.day(day) for day in (challenge.first_day, challenge.last_day) if day]
    return {
        "council": challenge.council.name, "council_slug": challenge.council.slug, "gss_code": challenge.council.gss_code,
        "reference": challenge.reference, "title": challenge.title, "body": challenge.body, "source": challenge.source,
        "kind": challenge.get_kind_display(), "on_site": " to ".join(dict.fromkeys(days)),
        "made_on": statement.on.isoformat(), "made_on_words": words.day(statement.on), "headline": statement.headline,
        "illustrative": statement.illustrative, "counts": [[name, number] for name, number in statement.counts.items()],
        "sentences": sentences(statement),
        "lists": [
            {"kind": kind, "name": name, "entries": [_entry(one) for one in chosen]} for kind, name, chosen in statement.lists
        ],
        "strengths": [
            {"title": one.title, "text": one.text}
            for one in sorted(challenge.points.all(), key=lambda one: one.number)
            if one.list == Point.List.NOTABLE_PRACTICE
        ],
    }  # fmt: skip


def sentences(statement: Statement) -> list[list[str]]:
    """What did they say, what did we promise, what is done, what helped: a heading and a sentence for each."""
    rows = statement.entries
    asked = [words.count(len(chosen), kind.replace("_", " ")) for kind, _, chosen in statement.lists]
    answers = {answer: sum(one.standing.answer == answer for one in rows) for answer in Answer}
    done = sum(one.standing.state in DONE for one in rows)
    moving = sum(one.standing.state == State.IN_DELIVERY for one in rows)
    helped = sum(one.standing.state in HELPED for one in rows)
    without = sum(one.standing.state == State.NOT_EVIDENCED for one in rows)
    waiting = len(rows) - sum(answers.values())
    return [
        ["What did they say?", f"They left {_listed(asked)} to answer." if asked else "They left nothing to answer."],
        ["What did we promise?", (
            f"{answers[Answer.ACCEPTED]} accepted, {answers[Answer.IN_PART]} accepted in part, "
            f"{answers[Answer.DECLINED]} declined with the reason{f', {waiting} not answered yet' if waiting else ''}."
        )],
        ["What is done?", f"{done} delivered, {moving} in delivery."],
        ["What helped?", (
            f"{helped} {'has' if helped == 1 else 'have'} evidence of impact, agreed by a second person"
            f"{f'; for {without} there is none, and what follows is said' if without else ''}."
        )],
    ]  # fmt: skip


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _entry(one: Entry) -> Told:
    point, answer, standing = one.point, one.response, one.standing
    return {
        "number": point.number, "name": point.name, "slug": point.slug, "theme": point.theme, "title": point.title,
        "text": point.text, "state": standing.words, "tone": tone(standing.state, standing.declined),
        "since": standing.change.on.isoformat(), "since_words": words.day(standing.change.on),
        "answer": str(answer.get_answer_display()) if answer else "", "reason": answer.reason if answer else "",
        "interpretation": answer.interpretation if answer else "",
        "officer": str(answer.officer or "") if answer else "",
        "portfolio_holder": answer.portfolio_holder if answer else "", "different": answer.different if answer else "",
        "beneficiaries": answer.beneficiaries if answer else "",
        "review": words.day(answer.review_date) if answer else "", "delivered": one.delivered, "helped": one.helped,
        "not_done": one.not_done, "evidence": [evidence_words(each) for each in standing.evidence],
        "checks": [each.sentence for each in one.checks], "actions": list(one.actions),
        "together": [f"{other.challenge}, {other.name}" for other in standing.together],
        "illustrative": standing.thread.illustrative,
    }  # fmt: skip


def tone(state: str, declined: bool = False) -> str:
    """The colour of a state, which never stands without its word."""
    tones = {
        State.RECEIVED: "yellow", State.RESPONDED: "blue", State.IN_DELIVERY: "purple", State.DELIVERED: "turquoise",
        State.IMPACT_EVIDENCED: "green", State.BUSINESS_AS_USUAL: "green", State.NOT_EVIDENCED: "red",
        State.REOPENED: "orange",
    }  # fmt: skip
    return "grey" if declined else tones.get(State(state), "grey")
