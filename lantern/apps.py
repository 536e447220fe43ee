"""The application that joins the others together when Django starts."""

from django.apps import AppConfig


class LanternConfig(AppConfig):
    """Lantern as a whole. It has no tables of its own."""

    name = "lantern"
    label = "lantern"
    verbose_name = "Lantern"

    def ready(self) -> None:
        """Register the checks of settings, what follows from each event, who reads the facts of a
        decision and the agencies around a child, and the clock."""
        from django.conf import settings

        from config import checks  # noqa: F401  settings are not ready any earlier
        from lantern.agreements import binding
        from lantern.core import clock
        from lantern.core.events import install
        from lantern.duties.bearings import rulebooks_around
        from lantern.duties.deciding import facts_of
        from lantern.episodes import ruling
        from lantern.reactions import TABLE

        install(TABLE)
        ruling.install(facts_of)
        if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
            from config.postgresql import read_instants_quickly

            read_instants_quickly()
        binding.install(rulebooks_around)
        if settings.LANTERN_DEMO and settings.LANTERN_DEMO_CLOCK:
            clock.follow(settings.LANTERN_DEMO_CLOCK)
