"""Addresses of duties. The first is named alone: the frame of every page links to it."""

from django.urls import URLPattern, URLResolver, include, path

from lantern.web.duties import views

pages: list[URLPattern] = [
    path("<int:number>", views.duty, name="duty"),
    path("<int:number>/excuse", views.excuse, name="excuse"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.mine, name="my-duties"),
    path("", include((pages, "duties"))),
]
