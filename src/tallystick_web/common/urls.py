"""The styleguide. The configuration includes it in debug only."""

from django.urls import path

from tallystick_web.common import views

urlpatterns = [path("", views.styleguide, name="styleguide")]
