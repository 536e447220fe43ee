"""Addresses of strategy meetings. A reference says nothing about the child."""

from django.urls import URLPattern

app_name = "meetings"
urlpatterns: list[URLPattern] = []
