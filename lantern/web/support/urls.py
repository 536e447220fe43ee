"""Addresses of letters, helplines and support. A reference says nothing about the child."""

from django.urls import URLPattern, path

from lantern.web.support.views import childs_page, directory, letters, programmes

app_name = "support"
urlpatterns: list[URLPattern] = [
    path("services", directory.services, name="services"),
    path("services/add", directory.add, name="service-add"),
    path("services/<str:reference>", directory.service, name="service"),
    path("services/<str:reference>/end", directory.end, name="service-end"),
    path("words/<slug:authority>/<slug:kind>", directory.words, name="wording"),
    path("letters/after/<str:reference>", letters.after, name="letters"),
    path("letters/<str:reference>", letters.letter, name="letter"),
    path("letters/<str:reference>/pdf", letters.letter_pdf, name="letter-pdf"),
    path("letters/<str:reference>/taken-back", letters.take_back, name="letter-back"),
    path("offer/<str:reference>", programmes.offer, name="offer"),
    path("offer/after/<str:reference>", programmes.offer_after, name="offer-after"),
    path("for/<str:reference>", childs_page.page, name="childs-page"),
    path("for/<str:reference>/pdf", childs_page.page_pdf, name="childs-page-pdf"),
    path("<str:reference>", programmes.programme, name="support"),
    path("<str:reference>/end", programmes.end, name="end"),
    path("<str:reference>/taken-back", programmes.take_back, name="back"),
    path(
        "<str:reference>/sessions/<int:number>/taken-back",
        programmes.take_session_back,
        name="session-back",
    ),
]
