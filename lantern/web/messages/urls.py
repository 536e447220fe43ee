"""Addresses of messages and handovers, and the short one by which a message names a record."""

from django.urls import path

from lantern.web.messages import views

urlpatterns = [
    path("messages", views.inbox, name="messages"),
    path("messages/read", views.read_all, name="messages-read-all"),
    path("messages/<int:number>/read", views.read, name="message-read"),
    path("messages/unsent", views.unsent, name="messages-unsent"),
    path("messages/unsent/<int:number>", views.send_again, name="message-send-again"),
    path("handovers/<int:number>", views.handover, name="handover"),
    path("open/<str:reference>", views.open_record, name="open"),
]
