"""The addresses where the performance team says who answers for a priority and which measures speak of it."""

from django.urls import path

from tallystick_web.plans import views

app_name = "plans"
urlpatterns = [path("priorities/<path:reference>", views.answers, name="answers")]
