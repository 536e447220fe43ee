"""Addresses of the board."""

from django.urls import path

from lantern.web.board import views

urlpatterns = [
    path("missing-now", views.board, name="missing-now"),
    path("missing-now/region", views.region, name="missing-now-region"),
]
