"""The addresses of delivery."""

from django.urls import path

from tallystick_web.delivery.views import risks, work

app_name = "delivery"
urlpatterns = [
    # actions and their milestones
    path("actions/", work.index, name="actions"),
    path("actions.<slug:form>", work.export, name="actions_file"),
    path("milestones.<slug:form>", work.milestones_export, name="milestones_file"),
    path("add/action/", work.add, name="add_action"),
    path("change/actions/", work.bulk, name="bulk"),
    path("dates/", work.dates, name="dates"),
    path("actions/<str:reference>/", work.action, name="action"),
    path("actions/<str:reference>/change/", work.change, name="change_action"),
    path("actions/<str:reference>/progress/", work.progress, name="progress"),
    path("actions/<str:reference>/date/", work.redate, name="redate_action"),
    path("actions/<str:reference>/milestones/", work.add_milestone, name="add_milestone"),
    path("actions/<str:reference>/step/<slug:verb>/", work.step, name="action_step"),
    path("milestones/<int:milestone>/date/", work.redate_milestone, name="redate_milestone"),
    path("milestones/<int:milestone>/reached/", work.reach_milestone, name="reach_milestone"),
    path("milestones/<int:milestone>/open/", work.take_back_milestone, name="take_back_milestone"),
    # risks
    path("risks/", risks.index, name="risks"),
    path("risks.<slug:form>", risks.export, name="risks_file"),
    path("heat-map/", risks.heat_map, name="heat_map"),
    path("appetite/", risks.appetites, name="appetites"),
    path("add/risk/", risks.add, name="add_risk"),
    path("risks/<str:reference>/", risks.risk, name="risk"),
    path("risks/<str:reference>/change/", risks.change, name="change_risk"),
    path("risks/<str:reference>/review/", risks.review, name="review_risk"),
    path("risks/<str:reference>/step/<slug:verb>/", risks.step, name="risk_step"),
]
