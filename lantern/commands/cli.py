"""`lantern`: finds the module of the verb that was typed, and loads no other."""

import importlib
import keyword
import os
import pkgutil

import click

from lantern import commands

NO_VERBS = {"cli", "binding"}
"""This module, and what several verbs share."""


class Verbs(click.Group):
    """Every other module beside this one is a verb, loaded only when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        found = [module.name for module in pkgutil.iter_modules(commands.__path__)]
        # A verb that is a word of Python's own has a line after its name: import_.
        return sorted(name.removesuffix("_") for name in found if name not in NO_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        verb = importlib.import_module(f"{commands.__name__}.{module}")
        command = verb.command
        if not isinstance(command, click.Command):
            raise TypeError(f"lantern/commands/{cmd_name}.py must expose `command`.")
        return command


def setup_django() -> None:
    """Start Django. Verbs that need the database call this before they import any of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    from config.env import BadSetting

    try:
        django.setup()
    except BadSetting as fault:
        raise click.ClickException(str(fault)) from None


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lantern", message="Lantern %(version)s")
def main() -> None:
    """One shared record for children who go missing.

    Set up and see it with invented data: lantern demo
    """
