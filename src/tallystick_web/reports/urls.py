"""The addresses of the reports of a round, and of the position statement of a challenge as a PDF."""

from django.urls import path

from tallystick_web.reports import views

app_name = "reports"
urlpatterns = [
    path("challenges/<slug:reference>/position.pdf", views.position_pdf, name="position_pdf"),
    path("<slug:round>/overall-summaries/", views.summaries, name="summaries"),
    path("<slug:round>/overall-summaries.pdf", views.summaries_pdf, name="summaries_pdf"),
]
