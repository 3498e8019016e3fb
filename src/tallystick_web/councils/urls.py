"""The addresses where a council keeps its people."""

from django.urls import path

from tallystick_web.councils import views

app_name = "councils"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add_person, name="add_person"),
    path("deputies/", views.deputies, name="deputies"),
    path("deputies/<int:deputy>/end/", views.end_deputy, name="end_deputy"),
    path("<int:membership>/take/", views.take_role, name="take_role"),
]
