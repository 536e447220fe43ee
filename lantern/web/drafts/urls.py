"""The addresses of drafts and adopted versions."""

from django.urls import path

from lantern.web.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.drafts, name="list"),
    path("start", views.start, name="start"),
    path("<str:reference>", views.draft, name="draft"),
    path("<str:reference>/read", views.read, name="read"),
    path("<str:reference>/day", views.day, name="day"),
    path("<str:reference>/ask", views.ask, name="ask"),
    path("<str:reference>/answer", views.answer, name="answer"),
    path("<str:reference>/adopt", views.adopt, name="adopt"),
    path("<str:reference>/withdraw", views.withdraw, name="withdraw"),
    path("<str:reference>/again", views.again, name="again"),
]
