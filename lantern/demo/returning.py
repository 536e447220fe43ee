"""Safe and well checks of children who came back, and one agreement on how often they are made."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.core.instants import day_in_london
from lantern.demo.absences import Absence
from lantern.demo.cast import Partnership
from lantern.demo.duty_rota import on_duty
from lantern.demo.habits import Player
from lantern.demo.records import Known
from lantern.returns.actions import agreements, checks
from lantern.returns.details import Seen, Terms
from lantern.vocabulary.returning import (
    AgreedFor,
    AgreementParty,
    Answer,
    CheckTheme,
    HarmLink,
    HowReturned,
)

if TYPE_CHECKING:
    from lantern.episodes.models import Episode

AGREED_FOR: Final = "Tyrese Palmerstone"
AGREED, REVIEWED_IN = timedelta(days=20), timedelta(days=9)
OFTEN: Final = "Seen at least once in four days, by the same officer where she is on duty."
REASONS: Final = (
    "Tyrese comes back by himself most mornings and told us that a patrol car at the door makes "
    "things worse for him on the estate. He is content to talk with one officer whom he knows."
)
LINKS: Final = (
    "Older boys who may carry for somebody: why once in four days and not once a week. Staff ring "
    "at once if he comes back with money, or hurt."
)


def check(absence: Absence, episode: "Episode", *, by: Actor, at: datetime, words: str) -> None:
    """What an officer found when the child was back, as the story of the absence has it."""
    found = absence.found
    checks.record(
        episode,
        by=by,
        at=at,
        now=at,
        found=Seen(
            officer=by.name,
            whereabouts=found.place,
            with_whom=found.with_whom,
            signs_of_harm=Answer.YES if found.is_hurt else Answer.NO,
            harm_words="A bruise on the arm, seen by the nurse." if found.is_hurt else "",
            offending_against=Answer.NO,
            offending_by=Answer.NO,
            said="" if found.is_hurt else words,
            themes=_themes(absence),
        ),
    )


def _themes(absence: Absence) -> tuple[CheckTheme, ...]:
    found = absence.found
    themes = [CheckTheme.HURT] if found.is_hurt else []
    if found.how is HowReturned.FAMILY or found.with_whom:
        themes.append(CheckTheme.FAMILY_OR_FRIENDS)
    return tuple(themes) or (CheckTheme.NONE_OF_THESE,)


def agree(company: Partnership, known: Mapping[str, Known], now: datetime) -> None:
    """How often one young person who goes missing often is checked; its review is near."""
    one = known[AGREED_FOR]
    at = now - AGREED
    by = on_duty(Player.SOCIAL_WORKER_BY_DAY, one, company, at)
    agreements.agree(
        one.child,
        by=by,
        at=at,
        now=at,
        terms=Terms(
            applies_to=AgreedFor.SAFE_AND_WELL,
            review_on=day_in_london(now + REVIEWED_IN),
            parties={
                AgreementParty.POLICE: company.actors["police_coordinator"].name,
                AgreementParty.SOCIAL_WORKER: by.name,
                AgreementParty.CHILD: AGREED_FOR.split()[0],
            },
            harm_links={**dict.fromkeys(HarmLink, Answer.NO), HarmLink.GANGS: Answer.YES},
            frequency=OFTEN,
            every_days=4,
            reasons=REASONS,
            harm_words=LINKS,
        ),
    )
