"""Names the app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Presentation shared by all apps."""

    name = "tallystick_web.common"
    label = "common"
