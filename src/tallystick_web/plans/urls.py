"""The addresses where the performance team says who answers for a priority, which measures speak of it, and from when to when a plan runs."""

from django.urls import path

from tallystick_web.plans import views

app_name = "plans"
urlpatterns = [
    path("priorities/<path:reference>", views.answers, name="answers"),
    path("ends/<path:reference>", views.priority_end, name="priority_end"),
    path("days/<slug:reference>/", views.plan_days, name="plan_days"),
]
