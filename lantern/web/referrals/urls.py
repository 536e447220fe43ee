"""Addresses of the queue of return interviews. A reference says nothing about the child."""

from django.urls import URLPattern

app_name = "referrals"
urlpatterns: list[URLPattern] = []
