"""The address of the protocol."""

from django.urls import path

from lantern.web.protocol import views

urlpatterns = [path("protocol", views.protocol, name="protocol")]
