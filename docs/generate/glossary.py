"""The glossary: every term of lantern.vocabulary with its definition and source."""

import importlib
import inspect
import pkgutil

from docs.generate.tables import table
from lantern import vocabulary
from lantern.vocabulary.term import Term


def page() -> str:
    """The whole glossary, a section for each vocabulary."""
    sections = [_section(words) for words in vocabularies()]
    return "# Glossary\n\nThe words used in code, pages and reports.\n\n" + "\n".join(sections)


def vocabularies() -> list[type[Term]]:
    """Every vocabulary, in order of module and place."""
    found: list[type[Term]] = []
    for module in pkgutil.iter_modules(vocabulary.__path__):
        loaded = importlib.import_module(f"{vocabulary.__name__}.{module.name}")
        found += [
            thing
            for thing in vars(loaded).values()
            if inspect.isclass(thing) and issubclass(thing, Term)
            if thing.__module__ == loaded.__name__
        ]
    return [words for words in found if words is not Term]


def _section(words: type[Term]) -> str:
    rows = [(f"`{term.value}`", term.label, term.definition, term.source) for term in words]
    about = inspect.getdoc(words) or ""
    heads = ["value", "word", "meaning", "source"]
    return f"## {words.__name__}\n\n{about}\n\n" + table(heads, rows)
