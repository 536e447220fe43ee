"""What the pages of a child show."""

from dataclasses import dataclass
from datetime import date, datetime

from lantern.web.children.forms.identity import SearchForm
from lantern.web.forms import Form


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that two people recorded differently."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One form about a child, or about a child to be added."""

    title: str
    back: str
    button: str
    form: Form
    name: str = ""
    sentences: tuple[str, ...] = ()
    # Another page that may be what the person wants, such as the record that has this number.
    other_href: str = ""
    other: str = ""
    conflict: str = ""
    differences: tuple[Difference, ...] = ()
    is_grave: bool = False
    template: str = "children/form.jinja"


@dataclass(frozen=True, kw_only=True)
class ChildRow:
    """A child in a list."""

    reference: str
    name: str
    born_on: date | None
    age: str
    authority: str
    is_restricted: bool
    missing_since: datetime | None


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The children somebody may see, a page at a time."""

    rows: tuple[ChildRow, ...]
    form: SearchForm
    is_mine: bool
    number: int
    has_more: bool
    can_add: bool
    title: str = "Children"
    template: str = "children/list.jinja"


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What a search found. The words searched for are in the page and never in its address."""

    rows: tuple[ChildRow, ...]
    form: SearchForm
    wanted: str
    by: str
    has_more: bool
    can_add: bool
    title: str = "Find a child"
    template: str = "children/search.jinja"


@dataclass(frozen=True, kw_only=True)
class AlikePage:
    """Children who may be the one about to be added."""

    rows: tuple[ChildRow, ...]
    # What was typed, as names and values, to be sent again if it is a new child.
    typed: tuple[tuple[str, str], ...]
    title: str = "Is it one of these children?"
    template: str = "children/alike.jinja"
