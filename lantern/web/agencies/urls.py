"""Addresses of agencies."""

from django.urls import path

from lantern.web.agencies import views

app_name = "agencies"
urlpatterns = [
    path("", views.agencies, name="list"),
    path("add", views.add, name="add"),
    path("<slug:slug>", views.agency, name="agency"),
    path("<slug:slug>/change", views.change, name="change"),
    path("<slug:slug>/team", views.add_team, name="team"),
    path("<slug:slug>/team/<int:number>", views.cover, name="cover"),
    path("<slug:slug>/team/<int:number>/<slug:role>/end", views.uncover, name="uncover"),
    path("<slug:slug>/team/<int:number>/areas", views.team_areas, name="team-areas"),
    path("<slug:slug>/hours", views.hours, name="hours"),
    path("<slug:slug>/area", views.add_area, name="area"),
]
