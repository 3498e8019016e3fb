"""The addresses of this app."""

from django.urls import URLPattern

app_name = "record"
urlpatterns: list[URLPattern] = []
