"""Addresses of what must change. A reference says nothing about the child."""

from django.urls import URLPattern

app_name = "follow_up"
urlpatterns: list[URLPattern] = []
