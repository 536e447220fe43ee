"""What the pages of a report show."""

from dataclasses import dataclass
from datetime import datetime

from lantern.web.asking import AboutChild
from lantern.web.report.adding import NewChildForm, SearchForm


@dataclass(frozen=True, kw_only=True)
class ChildRow:
    """A child who may be reported, or has been."""

    reference: str
    name: str
    about: str
    reported_at: datetime | None = None
    episode: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """A report begun and not sent."""

    reference: str
    name: str
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class StartPage:
    """999 and 101 first, then which child."""

    form: SearchForm
    rows: tuple[ChildRow, ...]
    drafts: tuple[DraftRow, ...]
    is_found: bool
    has_more: bool
    can_add: bool
    title: str = "Report a child missing"
    template: str = "report/start.jinja"


@dataclass(frozen=True, kw_only=True)
class NewChildPage:
    """A child who has no record yet, and those who may be the same."""

    form: NewChildForm
    alike: tuple[ChildRow, ...]
    title: str = "Add the child"
    template: str = "report/new_child.jinja"


@dataclass(frozen=True, kw_only=True)
class Photo:
    """The photograph on record."""

    href: str
    taken: str
    is_old: bool


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """One page of questions."""

    title: str
    name: str
    form: AboutChild
    draft: str
    page: str
    back: str
    place: str
    known: tuple[tuple[str, str], ...] = ()
    known_title: str = ""
    known_no: tuple[str, ...] = ()
    photo: Photo | None = None
    can_photograph: str = ""
    template: str = "report/question.jinja"


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer, as it was understood."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class AnsweredPart:
    """The answers of one page, with what stands in the way of sending."""

    title: str
    href: str
    rows: tuple[AnswerRow, ...]
    empty: tuple[str, ...]
    faults: tuple[str, ...]
    is_seen: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """Every answer, to be read once more before sending."""

    name: str
    draft: str
    parts: tuple[AnsweredPart, ...]
    others: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    back: str
    is_back: bool
    title: str = "Check your answers"
    template: str = "report/check.jinja"

    @property
    def can_send(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.faults


@dataclass(frozen=True, kw_only=True)
class AlreadyPage:
    """Somebody else has reported the child: both accounts, and one way to keep both."""

    name: str
    draft: str
    sentence: str
    theirs: str
    yours: str
    by: str
    episode: str
    title: str = "This child has been reported already"
    template: str = "report/already.jinja"


@dataclass(frozen=True, kw_only=True)
class DiscardPage:
    """Throwing a report away that was never sent."""

    name: str
    draft: str
    title: str = "Throw this report away?"
    template: str = "report/discard.jinja"


@dataclass(frozen=True, kw_only=True)
class ToldRow:
    """Somebody asked to take the report, and whether they have."""

    who: str
    asked_at: datetime
    taken_by: str = ""
    taken_at: datetime | None = None
    telephone: str = ""
    has_climbed: bool = False


@dataclass(frozen=True, kw_only=True)
class ToldFragment:
    """Who has been told and who has acknowledged, as it is now."""

    rows: tuple[ToldRow, ...]
    said: tuple[ToldRow, ...]
    ring: str
    summary: str
    template: str = "report/told.jinja"


@dataclass(frozen=True, kw_only=True)
class SentPage:
    """The report has been sent: who has it, and what to do now."""

    name: str
    draft: str
    reference: str
    others: tuple[str, ...]
    sent_at: datetime
    now: datetime
    told: ToldFragment
    owed: str
    is_back: bool
    template: str = "report/sent.jinja"

    @property
    def title(self) -> str:
        """The heading of the page."""
        return "Report sent"
