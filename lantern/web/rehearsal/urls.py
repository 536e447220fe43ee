"""Addresses of rehearsals and of the cases that are kept."""

from django.urls import path

from lantern.web.rehearsal.views import building, cases

app_name = "rehearsal"
urlpatterns = [
    path("<str:reference>", building.rehearse, name="rehearse"),
    path("<str:reference>/keep", cases.keep, name="keep"),
    path("<str:reference>/cases", cases.cases, name="cases"),
    path("<str:reference>/cases/<slug:name>/expect", cases.expect, name="expect"),
    path("<str:reference>/cases/<slug:name>/withdraw", cases.withdraw, name="withdraw"),
]
