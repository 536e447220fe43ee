"""Addresses of oversight and of emergency access."""

from django.urls import include, path

from lantern.web.oversight import views

pages = [
    path("", views.activity, name="activity"),
    path("seen", views.seen, name="seen"),
    path("record/<str:reference>", views.looks, name="looks"),
    path("emergencies", views.emergencies, name="emergencies"),
    path("emergencies/<str:reference>", views.emergency, name="emergency"),
]

urlpatterns = [
    path("oversight/", include((pages, "oversight"))),
    path("emergency", views.open_record, name="emergency"),
    path("emergency/<str:reference>/end", views.end, name="emergency-end"),
]
