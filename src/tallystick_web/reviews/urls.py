"""The addresses where rounds are opened and closed, assessments written, checked and agreed, claims and promises looked at."""

from django.urls import path

from tallystick_web.reviews import views

app_name = "reviews"
urlpatterns = [
    path("rounds/open/", views.open_round, name="open_round"),
    path("rounds/<slug:round>/state/", views.round_state, name="round_state"),
    path("assessments/<int:assessment>/", views.assess, name="assess"),
    path("assessments/<int:assessment>/agree/", views.agree, name="agree"),
    path("assessments/<int:assessment>/check/", views.check_text, name="check_text"),
    path("rounds/<slug:round>/claims/", views.claims_page, name="claims"),
    path("rounds/<slug:round>/claims.<slug:format>", views.claims_file, name="claims_file"),
    path("promises/", views.promises_page, name="promises"),
    path("promises.<slug:format>", views.promises_file, name="promises_file"),
    path("promises/<int:promise>/", views.promise_page, name="promise"),
    path("rounds/<slug:round>/assess/<path:reference>", views.begin, name="begin"),
]
