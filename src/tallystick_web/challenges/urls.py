"""The addresses of challenges. A challenge lies under its reference, its points beneath it under their list and number."""

from django.urls import path

from tallystick_web.challenges.views import answers, challenges, lists, proving, serving, statements

app_name = "challenges"
POINT = "<slug:reference>/points/<slug:point>/"
urlpatterns = [
    path("", challenges.index, name="index"),
    path("recommendations/", lists.points, name="points"),
    path("recommendations/change/", lists.bulk, name="bulk"),
    path("recommendations.<slug:format>", lists.points_file, name="points_file"),
    path("evidence/<int:evidence>/file", proving.file, name="evidence_file"),
    path("evidence/<int:evidence>/withdraw/", proving.withdraw, name="withdraw"),
    path("expectations/<int:expectation>/drop/", proving.drop, name="drop"),
    path("serving/<int:serving>/end/", serving.stop_serving, name="stop_serving"),
    path("<slug:reference>/", challenges.challenge, name="challenge"),
    path("<slug:reference>/edit/", challenges.edit, name="edit"),
    path("<slug:reference>/findings/<int:number>/", challenges.finding, name="finding"),
    path("<slug:reference>/clocks/", challenges.clocks, name="clocks"),
    path("<slug:reference>/position/", statements.position, name="position"),
    path("<slug:reference>/position.<slug:format>", statements.position_file, name="position_file"),
    path("<slug:reference>/what-came-of-it/", statements.what_came, name="outcome"),
    path(POINT, answers.point, name="point"),
    path(f"{POINT}respond/", answers.respond, name="respond"),
    path(f"{POINT}steps/<slug:verb>/", answers.step, name="step"),
    path(f"{POINT}closing/", answers.closing, name="closing"),
    path(f"{POINT}together/", answers.together, name="together"),
    path(f"{POINT}evidence/", proving.evidence, name="evidence"),
    path(f"{POINT}actions/", serving.serve, name="serve"),
    path(f"{POINT}expect/", proving.expect, name="expect"),
]
