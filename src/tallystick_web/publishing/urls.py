"""The addresses of what was published; short, since people write them down."""

from django.urls import path

from tallystick_web.publishing import views

app_name = "publishing"
urlpatterns = [
    path("", views.index, name="index"),
    path("publish/<slug:round>/", views.publish, name="publish"),
    path("publish/challenges/<slug:reference>/", views.publish_position, name="publish_position"),
    path("<int:number>/", views.publication, name="publication"),
    path("<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:number>/<str:name>", views.file, name="file"),
]
