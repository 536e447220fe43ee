"""The immediate strategy: what social worker and police agree at once to find a missing child
(RF-034, RF-207; IAP L544–549)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.episodes import policies as episodes
from lantern.episodes.actions import writing
from lantern.episodes.details import Said, StepDetails
from lantern.episodes.models import Entry, Episode
from lantern.episodes.validity import Messages
from lantern.people.locks import hold
from lantern.plans import policies
from lantern.plans.actions import plans
from lantern.plans.details import Agreed
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.plan import PlanOrigin

AGREED: Final = "immediate_strategy.agreed"


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """Who agreed, and each part of what was agreed; a part left empty was not spoken of."""

    worker: str
    officer: str
    child_phone: str
    """Who rings the child, and when each day."""
    others_phones: str = ""
    visits: str = ""
    trace: str = ""
    """What was decided on a trace of the phone or travel card."""
    elsewhere: str = ""
    """Links to other areas, and which other authorities are told."""
    sharing: str = ""
    """What is shared with whom, the media included."""

    def facts(self) -> Iterator[tuple[str, str]]:
        """Each fact of the absence that it states, with its words."""
        reaching = (
            ("Ringing the child", self.child_phone),
            ("Ringing friends and family", self.others_phones),
            ("Visits", self.visits),
        )
        yield (
            AGREED,
            "\n".join(f"{what}: {said.strip()}" for what, said in reaching if said.strip()),
        )
        for fact, said in (
            ("trace.considered", self.trace),
            ("other_authorities.considered", self.elsewhere),
            ("information_sharing.decided", self.sharing),
        ):
            if said.strip():
                yield fact, said


@transaction.atomic
def agree(
    episode: Episode,
    strategy: Strategy,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    items: Sequence[Agreed] = (),
) -> Entry:
    """Social worker and police agreed it: a fact for each part, and its actions in the plan."""
    episodes.reaches(by, episode.child, at=now).require()
    episodes.can_add(by).require()
    episodes.is_open(episode).require()
    policies.can_agree(by, episode.child, at=now).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("worker", strategy.worker, "Name the social worker who agreed it.")
    messages.need("officer", strategy.officer, "Name the police officer who agreed it.")
    messages.need("child_phone", strategy.child_phone, "Say who rings the child, and when.")
    messages.raise_any()
    hold(episode.child)
    details = StepDetails(done_by=strategy.worker.strip(), agreed_with=strategy.officer.strip())
    said = [
        Said(kind=EntryKind.STEP, at=at, fact=fact, words=words, details=details)
        for fact, words in strategy.facts()
    ]
    entry = writing.add(writing.lock(episode), said, by=by, now=now)[0]
    if items:
        plans.agree(
            episode.child,
            origin=PlanOrigin.IMMEDIATE_STRATEGY,
            items=items,
            by=by,
            at=at,
            now=now,
            episode=episode,
            source=entry.key,
        )
    return entry
