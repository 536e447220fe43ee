"""Addresses of return interviews. A reference says nothing about the child."""

from django.urls import URLPattern

app_name = "interviews"
urlpatterns: list[URLPattern] = []
