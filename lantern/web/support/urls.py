"""Addresses of letters, helplines and support. A reference says nothing about the child."""

from django.urls import URLPattern

app_name = "support"
urlpatterns: list[URLPattern] = []
