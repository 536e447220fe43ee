"""Addresses of photographs."""

from django.urls import path

from lantern.web.photographs import views

app_name = "photographs"
urlpatterns = [
    path("<str:reference>", views.large, name="large"),
    path("<str:reference>/small", views.small, name="small"),
]
