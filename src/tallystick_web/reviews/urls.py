"""The addresses where rounds are opened and closed, assessments written, checked and agreed, claims and promises looked at."""

from django.urls import path

from tallystick_web.reviews.views import claims, directing, editor, meeting, progress, reporting, running, thread

app_name = "reviews"
urlpatterns = [
    path("rounds/open/", running.open_round, name="open_round"),
    path("rounds/<slug:round>/state/", running.round_state, name="round_state"),
    path("rounds/<slug:round>/progress/", progress.progress_page, name="progress"),
    path("rounds/<slug:round>/progress.<slug:format>", progress.progress_file, name="progress_file"),
    path("rounds/<slug:round>/progress/change/", progress.change, name="change"),
    path("rounds/<slug:round>/actions/", reporting.actions_page, name="actions"),
    path("rounds/<slug:round>/actions.<slug:format>", reporting.actions_file, name="actions_file"),
    path("actions/<str:reference>/progress/", reporting.report, name="report"),
    path("rounds/<slug:round>/timetable/", running.timetable, name="timetable"),
    path("agreeing/", directing.agreeing, name="agreeing"),
    path("assessments/<int:assessment>/", editor.assess, name="assess"),
    path("assessments/<int:assessment>/draft/", editor.draft, name="draft"),
    path("assessments/<int:assessment>/draft/discard/", editor.discard, name="discard_draft"),
    path("assessments/<int:assessment>/read/", thread.assessment_page, name="assessment"),
    path("assessments/<int:assessment>/agree/", thread.agree, name="agree"),
    path("assessments/<int:assessment>/ask/", thread.ask, name="ask"),
    path("assessments/<int:assessment>/questions/<int:question>/answer/", thread.answer, name="answer"),
    path("assessments/<int:assessment>/steps/<slug:verb>/", thread.step, name="step"),
    path("assessments/<int:assessment>/versions/", thread.versions, name="versions"),
    path("assessments/<int:assessment>/versions/<int:number>/", thread.version, name="version"),
    path("assessments/<int:assessment>/check/", editor.check_text, name="check_text"),
    path("rounds/<slug:round>/claims/", claims.claims_page, name="claims"),
    path("rounds/<slug:round>/claims.<slug:format>", claims.claims_file, name="claims_file"),
    path("rounds/<slug:round>/meeting/", meeting.agenda, name="meeting"),
    path("rounds/<slug:round>/meeting/<int:assessment>/", meeting.exception, name="meeting_exception"),
    path("rounds/<slug:round>/meeting/<int:assessment>/note/", meeting.note, name="meeting_note"),
    path("rounds/<slug:round>/meeting/minutes/", meeting.minutes, name="minutes"),
    path("rounds/<slug:round>/meeting/minutes.<slug:format>", meeting.minutes_file, name="minutes_file"),
    path("promises/", claims.promises_page, name="promises"),
    path("promises.<slug:format>", claims.promises_file, name="promises_file"),
    path("promises/<int:promise>/", claims.promise_page, name="promise"),
    path("rounds/<slug:round>/assess/<path:reference>", editor.begin, name="begin"),
]
