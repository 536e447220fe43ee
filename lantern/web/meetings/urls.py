"""Addresses of meetings. A reference says nothing about the child."""

from django.urls import path

from lantern.web.meetings.views import amending, arranging, holding

app_name = "meetings"
urlpatterns = [
    path("", arranging.listed, name="list"),
    path("of/<str:reference>", arranging.of_episode, name="of-episode"),
    path("of/<str:reference>/arrange", arranging.arrange, name="arrange"),
    path("<str:reference>", holding.meeting, name="meeting"),
    path("<str:reference>/members", arranging.members, name="members"),
    path("<str:reference>/move", arranging.move, name="move"),
    path("<str:reference>/cancel", arranging.cancel, name="cancel"),
    path("<str:reference>/cancelled", amending.cancelled, name="cancelled"),
    path("<str:reference>/taken-back", amending.taken_back, name="taken-back"),
    path("<str:reference>/record", holding.hold, name="hold"),
    path("<str:reference>/review", holding.review, name="review"),
    path("<str:reference>/review/<int:number>", amending.reviewed, name="reviewed"),
    path("<str:reference>/minutes", holding.minutes, name="minutes"),
]
