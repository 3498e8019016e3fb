"""The addresses of challenges."""

from django.urls import path

from tallystick_web.challenges import views

app_name = "challenges"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:reference>/", views.challenge, name="challenge"),
]
