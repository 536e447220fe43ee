"""The Jinja environment: undefined names fail, and everything is escaped."""

from typing import Any

from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """The environment in which every page is rendered."""
    return Environment(**{**options, "undefined": StrictUndefined, "autoescape": True})
