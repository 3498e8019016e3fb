"""Writing people, and which reminders they were sent."""

from tallystick_web.accounts.actions.people import add_person
from tallystick_web.accounts.actions.reminders import begin_chase, begin_reminder, close_reminder

__all__ = ["add_person", "begin_chase", "begin_reminder", "close_reminder"]
