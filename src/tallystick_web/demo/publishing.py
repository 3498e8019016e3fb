"""Publishing a round and the answers to a challenge, so that the pages that need no sign-in have something to show."""

from datetime import date

from tallystick_web.challenges.models import Challenge
from tallystick_web.demo.people import Cast
from tallystick_web.publishing import actions, drafts, positions
from tallystick_web.publishing.models import Publication
from tallystick_web.reviews.models import Round


def publish(cast: Cast, round: Round, on: date) -> Publication:
    """Publish all of a round as it stands. What is illustrative is marked on the public page too."""
    draft = drafts.draft(round, on=on)
    return actions.publish(draft=draft, files=drafts.files(draft), by=cast.officer)


def publish_position(cast: Cast, challenge: Challenge, on: date) -> Publication:
    """Publish what came of a challenge, which says on each row what is illustrative."""
    draft = positions.draft(challenge, on=on)
    return actions.publish(draft=draft, files=positions.files(draft), by=cast.officer)
