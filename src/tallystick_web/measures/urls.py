"""The addresses where a council collects: how a round's values come in, more time, values asked for by hand, owners, corrections."""

from django.urls import path

from tallystick_web.measures.views import correcting, defining, owners, progress, targeting, workbook

app_name = "measures"
urlpatterns = [
    path("round/<slug:round>/", progress.progress, name="progress"),
    path("round/<slug:round>/values.<slug:form>", progress.export, name="progress_file"),
    path("round/<slug:round>/extend/", progress.extend, name="extend"),
    path("round/<slug:round>/ask/", progress.ask, name="ask"),
    path("my-measures.xlsx", workbook.workbook, name="workbook"),
    path("owners/", owners.owners, name="owners"),
    path("owners/reassign/", owners.reassign, name="reassign"),
    path("define/<path:reference>", defining.define, name="define"),
    path("target/<path:reference>", targeting.target, name="target"),
    path("correct/<path:reference>", correcting.correct, name="correct"),
]
