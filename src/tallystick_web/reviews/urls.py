"""The addresses where rounds are opened and closed and assessments are written and agreed."""

from django.urls import path

from tallystick_web.reviews import views

app_name = "reviews"
urlpatterns = [
    path("rounds/open/", views.open_round, name="open_round"),
    path("rounds/<slug:round>/state/", views.round_state, name="round_state"),
    path("assessments/<int:assessment>/", views.assess, name="assess"),
    path("assessments/<int:assessment>/agree/", views.agree, name="agree"),
    path("rounds/<slug:round>/assess/<path:reference>", views.begin, name="begin"),
]
