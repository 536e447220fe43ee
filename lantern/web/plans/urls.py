"""Addresses of plans and their actions. A reference says nothing about the child."""

from django.urls import URLPattern

app_name = "plans"
urlpatterns: list[URLPattern] = []
