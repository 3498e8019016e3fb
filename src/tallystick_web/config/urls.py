"""Every address. Who may open each is in `access.py`; an address that is not named there is refused to everybody."""

from django.conf import settings
from django.urls import include, path

from tallystick_web.common import views as common
from tallystick_web.publishing import views as publishing

handler400 = "tallystick_web.common.views.bad_request"
handler403 = "tallystick_web.common.views.permission_denied"
handler404 = "tallystick_web.common.views.page_not_found"
handler500 = "tallystick_web.common.views.server_error"

urlpatterns = [
    path("", publishing.start, name="start"),
    path("accounts/", include("allauth.urls")),
    path("accessibility/", common.accessibility, name="accessibility"),
    *([path("styleguide/", include("tallystick_web.common.urls"))] if settings.STYLEGUIDE else []),
    path("<slug:council>/", include("tallystick_web.record.urls")),
    path("<slug:council>/plans/", include("tallystick_web.plans.urls")),
    path("<slug:council>/collect/", include("tallystick_web.measures.urls")),
    path("<slug:council>/people/", include("tallystick_web.councils.urls")),
    path("<slug:council>/delivery/", include("tallystick_web.delivery.urls")),
    path("<slug:council>/documents/", include("tallystick_web.intake.urls")),
    path("<slug:council>/reviews/", include("tallystick_web.reviews.urls")),
    path("<slug:council>/challenges/", include("tallystick_web.challenges.urls")),
    path("<slug:council>/reports/", include("tallystick_web.reports.urls")),
    path("<slug:council>/published/", include("tallystick_web.publishing.urls")),
]
