"""Reading challenges, the answers to their points, what came of them, and the clocks."""

from tallystick_web.challenges.queries.challenges import PointList, challenge_at, challenges, lists
from tallystick_web.challenges.queries.threads import (
    Standing,
    evidence_at,
    has_evidence,
    last_day,
    point_at,
    points,
    standing,
    thread_at,
    waiting_closing,
)

__all__ = [
    "PointList",
    "Standing",
    "challenge_at",
    "challenges",
    "evidence_at",
    "has_evidence",
    "last_day",
    "lists",
    "point_at",
    "points",
    "standing",
    "thread_at",
    "waiting_closing",
]
