"""Every address. Who may open each is in `access.py`; an address that is not named there is refused to everybody."""

from django.conf import settings
from django.urls import include, path

from tallystick_web.councils import views as councils

handler400 = "tallystick_web.common.views.bad_request"
handler403 = "tallystick_web.common.views.permission_denied"
handler404 = "tallystick_web.common.views.page_not_found"
handler500 = "tallystick_web.common.views.server_error"

urlpatterns = [
    path("", councils.start, name="start"),
    path("accounts/", include("allauth.urls")),
    *([path("styleguide/", include("tallystick_web.common.urls"))] if settings.STYLEGUIDE else []),
]
