"""The Jinja environment: undefined names fail, and everything is escaped."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from lantern.web import wording
from lantern.web.components import components


def environment(**options: Any) -> Environment:
    """The environment in which every page is rendered."""
    ours = Environment(  # noqa: S701  it is on
        **{**options, "undefined": StrictUndefined, "autoescape": True},
        trim_blocks=True,
        lstrip_blocks=True,
    )
    ours.globals.update(components())
    ours.globals.update(url=address, static=static)
    ours.filters.update(
        moment=wording.moment,
        brief=wording.brief,
        clock=wording.clock,
        day=wording.day,
        lasting=wording.length,
        age=wording.age,
        telephone=wording.telephone,
    )
    return ours


def address(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page. An address never holds a child's name, only a reference."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
