"""Every write of this app: propose, choose the period, correct, accept, refuse. One verb a module where it is long."""

from tallystick_web.intake.actions.accept import Outcome, accept, accept_certain, accept_chosen
from tallystick_web.intake.actions.decide import add_notes, choose_period, correct, reconsider, refuse, refuse_all
from tallystick_web.intake.actions.propose import propose

__all__ = [
    "Outcome",
    "accept",
    "accept_certain",
    "accept_chosen",
    "add_notes",
    "choose_period",
    "correct",
    "propose",
    "reconsider",
    "refuse",
    "refuse_all",
]
