"""What can be recorded once a child is located or back: its form, who may, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lantern.access.actor import Actor
from lantern.core.decision import Decision
from lantern.episodes import policies as episodes
from lantern.returns import facts, policies
from lantern.returns.actions import coming_back, harm
from lantern.returns.actions.coming_back import Act, Arrangement
from lantern.vocabulary.returning import PoliceSupport, StrategyDecision
from lantern.vocabulary.telling import Method
from lantern.web.asking import AboutChild
from lantern.web.opened import Opened
from lantern.web.returns import step_forms

HOME_IS_NO_MATTER_OF_COURSE: Final = (
    "A return home is not a matter of course. Children’s social care assesses what {child} needs, "
    "and arranges where {child} stays meanwhile."
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that can be recorded; `fact` is what it states on the absence."""

    name: str
    fact: str
    text: str
    title: str
    form: type[AboutChild]
    may: Callable[[Actor], Decision]
    does: Callable[[Opened, dict[str, Any]], object]
    sentences: tuple[str, ...] = ()
    done: str = "Recorded."


def _arrange(opened: Opened, given: dict[str, Any]) -> object:
    support = given["police_support"]
    return coming_back.arrange(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        arrangement=Arrangement(
            collected_by=given["collected_by"],
            transport=given["transport"],
            place=given["place"],
            police_support=PoliceSupport(support) if support else None,
            words=given["words"],
        ),
    )


def _raise_concern(opened: Opened, given: dict[str, Any]) -> object:
    return coming_back.raise_concern(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        is_so=given["is_so"] == "yes",
        words=given["words"],
    )


def _tell_of_harm(opened: Opened, given: dict[str, Any]) -> object:
    return harm.tell(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        person=given["person"],
        method=Method(given["method"]),
        acknowledged_by=given["acknowledged_by"],
        words=given["words"],
    )


def _decide_on_harm(opened: Opened, given: dict[str, Any]) -> object:
    return harm.decide(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        decision=StrategyDecision(given["decision"]),
        manager=given["manager"],
        reason=given["reason"],
    )


def _done(fact: str) -> Callable[[Opened, dict[str, Any]], object]:
    """What records one of the acts that need no more than who, with whom and the words."""

    def does(opened: Opened, given: dict[str, Any]) -> object:
        act = Act(
            words=given["words"],
            done_by=given["done_by"],
            agreed_with=given["agreed_with"],
            place=given.get("place") or "",
            again_at=given.get("again_at"),
        )
        return coming_back.record(
            opened.episode, fact, by=opened.actor, at=given["at"], now=opened.now, act=act
        )

    return does


def _may(fact: str) -> Callable[[Actor], Decision]:
    return lambda actor: policies.can_record_step(actor, fact)


def _act(
    name: str,
    fact: str,
    text: str,
    title: str,
    *sentences: str,
    form: type[AboutChild] = step_forms.DoneForm,
) -> Step:
    return Step(
        name=name,
        fact=fact,
        text=text,
        title=title,
        form=form,
        may=_may(fact),
        does=_done(fact),
        sentences=sentences,
    )


STEPS: Final[Mapping[str, Step]] = {
    one.name: one
    for one in (
        _act(
            "no-contact",
            facts.NO_CONTACT,
            "What was decided with the police",
            "{child} is located and cannot be reached",
            "The responsible authority and the police decide together what to do.",
            form=step_forms.NoContactForm,
        ),
        _act(
            "welfare",
            facts.SECURED,
            "That {child} is safe for now",
            "{child} is safe for now",
            "A child who has been found is not yet safe. Say what was made sure of.",
        ),
        Step(
            name="arranged",
            fact=facts.ARRANGED,
            text="How {child} comes back",
            title="How {child} comes back",
            form=step_forms.ArrangedForm,
            may=episodes.can_record_returns,
            does=_arrange,
            sentences=("The authority is responsible for the return, and not the police.",),
        ),
        Step(
            name="risk-at-home",
            fact=facts.AT_RISK,
            text="Whether {child} may be at risk at home",
            title="Is home safe for {child}?",
            form=step_forms.AtRiskForm,
            may=episodes.can_add,
            does=_raise_concern,
            sentences=(HOME_IS_NO_MATTER_OF_COURSE,),
        ),
        _act(
            "risk-referred",
            facts.REFERRED,
            "The referral to children’s social care",
            "Referral of the risk at home",
            "Say whom you told at children’s social care, and what you asked for.",
        ),
        _act(
            "risk-assessed",
            facts.ASSESSED,
            "The assessment of what {child} needs",
            "What {child} needs",
            HOME_IS_NO_MATTER_OF_COURSE,
        ),
        _act(
            "place-arranged",
            facts.PLACE_ARRANGED,
            "Where {child} stays",
            "Where {child} stays",
            HOME_IS_NO_MATTER_OF_COURSE,
            form=step_forms.PlaceForm,
        ),
        Step(
            name="harm-told",
            fact=facts.TOLD_OF_HARM,
            text="Whom you told of the harm",
            title="Who was told that {child} was harmed?",
            form=step_forms.HarmToldForm,
            may=episodes.can_add,
            does=_tell_of_harm,
            sentences=("Ring them. A message is not yet an answer.",),
        ),
        Step(
            name="strategy-discussion",
            fact=facts.DISCUSSION_DECIDED,
            text="Whether a strategy discussion is needed",
            title="Is a strategy discussion needed for {child}?",
            form=step_forms.DiscussionForm,
            may=policies.can_decide_on_harm,
            does=_decide_on_harm,
        ),
        _act(
            "passed-on",
            facts.PASSED_ON,
            "What the social worker was told of the talk",
            "What {child} told was passed on",
            "What matters goes to the social worker, who speaks with the police coordinator.",
        ),
        _act(
            "consulted",
            facts.CONSULTED,
            "The talk with the police missing persons coordinator",
            "Talk with the police missing persons coordinator",
        ),
        _act(
            "concern-reported",
            facts.REPORTED,
            "The report of the child protection concern",
            "Report of the child protection concern",
            "To the social worker, or at night to the emergency duty team.",
        ),
    )
}
"""By its name in the address, in the order in which things come."""
BY_FACT: Final[Mapping[str, str]] = {one.fact: one.name for one in STEPS.values()}
