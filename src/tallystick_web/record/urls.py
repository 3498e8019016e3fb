"""The addresses of the pages that are read, and of the exports."""

from django.urls import path

from tallystick_web.record.views import audit, collecting, learning, leaving, structure
from tallystick_web.record.views import pages as views

app_name = "record"
urlpatterns = [
    path("", views.home, name="home"),
    path("work/", views.my_work, name="my_work"),
    path("collect/", collecting.collect, name="collect"),
    path("people/<int:person>/leave/", leaving.leave, name="leave"),
    path("people/units.<slug:form>", structure.structure_file, name="structure_file"),
    path("people/units/", structure.structure_page, name="structure"),
    path("people/units/<int:unit>/close/", structure.close_unit, name="close_unit"),
    path("plans/", views.plans, name="plans"),
    path("priorities/<path:reference>/", views.priority_page, name="priority"),
    path("measures/", views.measures_page, name="measures"),
    path("measures/<path:reference>/", views.measure_page, name="measure"),
    path("rounds/", views.rounds_page, name="rounds"),
    path("rounds/<slug:round>/", views.round_page, name="round"),
    path("search/", views.search_page, name="search"),
    path("learning/", learning.index, name="learning"),
    path("learning/burden/", learning.burden_page, name="burden"),
    path("learning/burden.<slug:form>", learning.burden_file, name="burden_file"),
    path("learning/burden/<path:reference>/", learning.decide, name="decide_burden"),
    path("learning/judgement/", learning.judgement_page, name="judgement"),
    path("learning/judgement.<slug:form>", learning.judgement_file, name="judgement_file"),
    path("learning/mine/", learning.mine, name="mine"),
    path("learning/mine/<int:spent>/", learning.correct, name="correct"),
    path("audit/", audit.log_page, name="audit"),
    path("audit/log.<slug:form>", audit.log_file, name="audit_file"),
    path("export/<slug:kind>.<slug:form>", views.export_file, name="export"),
]
