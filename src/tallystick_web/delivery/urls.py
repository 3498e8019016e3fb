"""The addresses of delivery."""

from django.urls import path

from tallystick_web.delivery.views import calendar, load, plans, projects, risks, work

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
    # projects and programmes
    path("projects/", projects.index, name="projects"),
    path("projects.<slug:form>", projects.export, name="projects_file"),
    path("benefits/", projects.benefits, name="benefits"),
    path("programmes/", projects.programmes, name="programmes"),
    path("add/project/", projects.add, name="add_project"),
    path("add/programme/", projects.add_programme, name="add_programme"),
    path("programmes/<str:reference>/", projects.change_programme, name="change_programme"),
    path("gates/<int:approval>/", projects.decide, name="decide_gate"),
    path("projects/<str:reference>/", projects.project, name="project"),
    path("projects/<str:reference>/change/", projects.change, name="change_project"),
    path("projects/<str:reference>/report/", projects.report, name="report_project"),
    path("projects/<str:reference>/step/<slug:verb>/", projects.step, name="project_step"),
    path("projects/<str:reference>/gate/<slug:gate>/", projects.ask, name="ask_gate"),
    path("projects/<str:reference>/highlights/", projects.highlights_page, name="highlights"),
    path("projects/<str:reference>/highlights/<int:report>/", projects.kept_highlights, name="kept_highlights"),
    path("projects/<str:reference>/scores/", load.scores, name="scores"),
    path("projects/<str:reference>/<slug:kind>/", projects.part, name="add_part"),
    path("projects/<str:reference>/<slug:kind>/<int:part>/", projects.part, name="change_part"),
    path("projects/<str:reference>/<slug:kind>/<int:part>/remove/", projects.remove_part, name="remove_part"),
    # who carries how much, and what could be done about it
    path("load/", load.index, name="load"),
    path("load/capacity/", load.capacity, name="capacity"),
    path("load/try/", load.trial, name="trial"),
    path("load/proposals/", load.proposals, name="proposals"),
    path("load/proposals/<int:proposal>/", load.drop_proposal, name="drop_proposal"),
    path("load/order/", load.order, name="order"),
    path("load/best/", load.best, name="best"),
    # service and team plans
    path("plans/", plans.index, name="plans"),
    path("plans/<int:plan>/", plans.plan, name="plan"),
    path("plans/<int:plan>/change/", plans.change, name="change_plan"),
    path("plans/<int:plan>/entries/", plans.entry, name="add_entry"),
    path("plans/<int:plan>/questions/", plans.ask, name="ask"),
    path("plans/<int:plan>/step/<slug:verb>/", plans.step, name="plan_step"),
    path("plans/entries/<int:entry>/", plans.remove_entry, name="remove_entry"),
    path("plans/questions/<int:question>/", plans.answer, name="answer"),
    path("plans/begin/<int:year>/<int:unit>/", plans.begin, name="begin_plan"),
    # along the calendar
    path("calendar/", calendar.index, name="calendar"),
    path("calendar/feed/", calendar.feed_page, name="feed"),
    path("calendar/feed/<str:token>.ics", calendar.feed_file, name="feed_file"),
    path("gantt/", calendar.gantt, name="gantt"),
]
