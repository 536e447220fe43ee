"""What happens to an episode. Events name the fact and never its words."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class EpisodeReported(Event):
    """A child's absence was reported, and the episode began. `told` says to whom, as facts."""

    child: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EntryRecorded(Event):
    """A fact was added to an episode. `key` names the entry, whatever corrects it later."""

    key: str
    kind: str
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryCorrected(Event):
    """An entry was put right by another; both are kept."""

    key: str
    kind: str
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(Event):
    """An entry was taken back, with a reason; it is kept and shown struck."""

    key: str
    kind: str
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class EpisodeEnded(Event):
    """The child is back or in another safe place, or the report was in error."""

    how: str


@dataclass(frozen=True, kw_only=True)
class EpisodeReopened(Event):
    """What had ended the episode was withdrawn."""


@dataclass(frozen=True, kw_only=True)
class EpisodesLinked(Event):
    """Episodes of children who went together were linked; `about` is the first of them."""

    others: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AbsenceBroughtIn(Event):
    """An absence was put on record from records kept elsewhere, or brought in line with them."""

    outcome: str
