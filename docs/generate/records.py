"""What follows from each event, and how private each stored field is."""

import inspect

from django.apps import apps

from docs.generate.tables import table
from lantern.reactions import TABLE


def reactions_page() -> str:
    """Each event, what it means, and what follows from it, in order."""
    rows = [
        (
            f"`{event.__name__}`",
            (inspect.getdoc(event) or "").splitlines()[0],
            ", ".join(f"`{reaction.__name__}`" for reaction in reactions) or "nothing",
        )
        for event, reactions in sorted(TABLE.items(), key=lambda row: row[0].__name__)
    ]
    return (
        "# Events and reactions\n\n"
        "What happens, and what follows from it in the same transaction.\n\n"
        + table(["event", "meaning", "what follows"], rows)
    )


def privacy_page() -> str:
    """Each model's fields by class of privacy."""
    sections = ["# Privacy of stored fields\n"]
    for model in apps.get_models():
        if not model.__module__.startswith("lantern."):
            continue
        classed: dict[str, str] = model.privacy  # type: ignore[attr-defined]
        rows = [(f"`{name}`", str(kind.value)) for name, kind in classed.items()]  # type: ignore[attr-defined]
        about = (inspect.getdoc(model) or "").splitlines()[0]
        sections.append(f"## {model.__name__}\n\n{about}\n\n" + table(["field", "class"], rows))
    return "\n".join(sections)
