"""`lantern import`: bring in records kept elsewhere. Each module here adds verbs to it."""

import importlib
import pkgutil
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError


class Misused(click.UsageError):
    """Not used rightly. Ends with 1, since 2 says that some rows were refused."""

    exit_code = 1


class Sources(click.Group):
    """Every module beside this one holds `COMMANDS`: the verbs that it adds."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, by name."""
        return sorted(self._verbs())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb that was typed."""
        return self._verbs().get(cmd_name)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """As ever, but a fault of use ends with 1."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except NoArgsIsHelpError:
            raise
        except click.UsageError as fault:
            raise Misused(fault.format_message(), fault.ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; its own faults of use end with 1 as well."""
        try:
            return super().invoke(ctx)
        except click.UsageError as fault:
            raise Misused(fault.format_message(), fault.ctx) from None

    @staticmethod
    def _verbs() -> dict[str, click.Command]:
        found: dict[str, click.Command] = {}
        for module in pkgutil.iter_modules(__path__):
            loaded = importlib.import_module(f"{__name__}.{module.name}")
            found |= {command.name: command for command in getattr(loaded, "COMMANDS", ())}
        return found


@click.group(name="import", cls=Sources)
def command() -> None:
    """Bring in records kept elsewhere: the statutory return, a case system's files.

    Ends with 0 when everything was taken, with 2 when some rows were refused or wait for a
    person, and with 1 when nothing was taken or the command was not used rightly.
    """
