"""The addresses of simulations. None holds anything about a child."""

from django.urls import path

from lantern.web.simulation import views

app_name = "simulations"
urlpatterns = [
    path("of/<str:reference>", views.of_draft, name="of-draft"),
    path("<str:reference>", views.simulation, name="simulation"),
    path("<str:reference>/state", views.state, name="state"),
    path("<str:reference>/children", views.children, name="children"),
]
