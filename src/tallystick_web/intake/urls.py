"""The addresses of this app."""

from django.urls import path

from tallystick_web.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:proposal>/", views.proposal, name="proposal"),
    path("<int:proposal>/decide/", views.decide, name="decide"),
    path("<int:proposal>/period/", views.period, name="period"),
    path("<int:proposal>/file/", views.original, name="original"),
    path("<int:proposal>/items/<int:position>/", views.item, name="item"),
]
