"""Addresses of the return and the safe and well check. A reference says nothing about the child."""

from django.urls import URLPattern, path

from lantern.web.returns import agreeing, views

app_name = "returns"
urlpatterns: list[URLPattern] = [
    path("<str:reference>/check", views.check, name="check"),
    path("<str:reference>/no-check", views.not_checked, name="not-checked"),
    path("<str:reference>/told", views.told, name="told"),
    path("<str:reference>/step/<str:name>", views.step, name="step"),
    path("checks/<str:reference>", views.checked, name="checked"),
    path("checks/<str:reference>/correct", views.correct, name="correct"),
    path("children/<str:reference>/agreements", agreeing.all_of_child, name="agreements"),
    path("children/<str:reference>/agree", agreeing.agree, name="agree"),
    path("agreements/<str:reference>/review", agreeing.review, name="review"),
    path("agreements/<str:reference>/end", agreeing.end, name="end"),
]
