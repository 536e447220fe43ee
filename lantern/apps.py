"""The application that joins the others together when Django starts."""

from django.apps import AppConfig


class LanternConfig(AppConfig):
    """Lantern as a whole. It has no tables of its own."""

    name = "lantern"
    label = "lantern"
    verbose_name = "Lantern"
