"""Addresses of plans and their actions. A reference says nothing about the child."""

from django.urls import path

from lantern.web.plans import views

app_name = "plans"
urlpatterns = [
    path("actions/<str:reference>", views.action, name="action"),
    path("<str:reference>", views.plan, name="plan"),
    path("<str:reference>/add", views.add, name="add"),
    path("<str:reference>/end", views.end, name="end"),
]
