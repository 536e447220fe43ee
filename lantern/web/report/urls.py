"""Addresses of the report. The first is named alone, because every page's frame links to it."""

from django.urls import URLPattern, URLResolver, include, path

from lantern.web.report.views import asking, sent, starting

pages: list[URLPattern] = [
    path("new-child", starting.new_child, name="new-child"),
    path("begin/<str:reference>", starting.begin, name="begin"),
    path("<str:reference>/check", asking.check, name="check"),
    path("<str:reference>/add", asking.add_account, name="add"),
    path("<str:reference>/discard", starting.discard, name="discard"),
    path("<str:reference>/sent", sent.sent, name="sent"),
    path("<str:reference>/told", sent.told, name="told"),
    path("<str:reference>/page/<slug:page>", asking.page, name="page"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", starting.start, name="report"),
    path("", include((pages, "report"))),
]
