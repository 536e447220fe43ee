"""Addresses of the queue of return interviews. A reference says nothing about the child.

A referral is known by its own reference or by that of its absence, so that a duty of the absence
leads to the page on which it is met.
"""

from django.urls import path

from lantern.web.referrals import deeds, figures, routing, views

app_name = "referrals"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("region", views.region, name="region"),
    path("how-soon", figures.how_soon, name="how-soon"),
    path("workers", figures.workers, name="workers"),
    path("<str:reference>", views.referral, name="referral"),
    path("<str:reference>/refer", routing.refer, name="refer"),
    path("<str:reference>/rate", deeds.rate, name="rate"),
    path("<str:reference>/allocate", routing.allocate, name="allocate"),
    path("<str:reference>/contact", deeds.contact, name="contact"),
    path("<str:reference>/offer", deeds.offer, name="offer"),
    path("<str:reference>/answer", deeds.answer, name="answer"),
    path("<str:reference>/parents", deeds.parents, name="parents"),
    path("<str:reference>/ask", deeds.chase, name="chase"),
    path("<str:reference>/provider", routing.route, name="provider"),
]
