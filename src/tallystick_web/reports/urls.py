"""The addresses of the reports of a round."""

from django.urls import path

from tallystick_web.reports import views

app_name = "reports"
urlpatterns = [
    path("<slug:round>/overall-summaries/", views.summaries, name="summaries"),
    path("<slug:round>/overall-summaries.pdf", views.summaries_pdf, name="summaries_pdf"),
]
