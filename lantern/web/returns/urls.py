"""Addresses of the safe and well check. A reference says nothing about the child."""

from django.urls import URLPattern

app_name = "returns"
urlpatterns: list[URLPattern] = []
