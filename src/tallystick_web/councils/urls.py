"""The addresses where a council keeps its units and people."""

from django.urls import path

from tallystick_web.councils import views

app_name = "councils"
urlpatterns = [
    path("", views.people, name="people"),
    path("list.<slug:form>", views.people_file, name="people_file"),
    path("add/", views.add_person, name="add_person"),
    path("units/add/", views.add_unit, name="add_unit"),
    path("units/<int:unit>/", views.change_unit, name="change_unit"),
    path("units/<int:unit>/reopen/", views.reopen_unit, name="reopen_unit"),
    path("deputies/", views.deputies, name="deputies"),
    path("deputies/<int:deputy>/end/", views.end_deputy, name="end_deputy"),
    path("<int:membership>/take/", views.take_role, name="take_role"),
]
