"""The addresses of the protocol."""

from django.urls import path

from lantern.web.protocol import views

urlpatterns = [
    path("protocol", views.protocol, name="protocol"),
    path("protocol/booklet", views.booklet, name="protocol-booklet"),
    path("protocol/differences", views.compared, name="protocol-differences"),
    path("protocol/rules/<slug:name>", views.rule, name="protocol-rule"),
]
