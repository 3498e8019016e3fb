"""Challenges and their points; what the council answers, how far it is, and what proves it."""

from tallystick_web.challenges.models.challenge import ANSWERABLE, Challenge, Met, Point
from tallystick_web.challenges.models.evidence import Closing, Evidence, Expectation, Serving
from tallystick_web.challenges.models.thread import Placement, Response, StateChange, Thread

__all__ = [
    "ANSWERABLE",
    "Challenge",
    "Closing",
    "Evidence",
    "Expectation",
    "Met",
    "Placement",
    "Point",
    "Response",
    "Serving",
    "StateChange",
    "Thread",
]
