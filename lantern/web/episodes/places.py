"""Where a fact of the protocol is recorded, so that what is owed leads to where it is done."""

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.protocol.lexicon import vocabulary

if TYPE_CHECKING:
    from lantern.duties.queries import Line

_PAGES: Final = {
    "whereabouts": "whereabouts",
    "whereabouts.confirmed": "whereabouts",
    "police.classification": "classification",
    "classification.reconsidered": "classification",
    "police.risk": "risk",
    "contact.attempted": "contact",
    "contact.attempted_by_iro": "contact",
    "visit.made": "contact",
    "premises.searched": "contact",
    "wellbeing.established": "contact",
    "checks.child_said_where": "contact",
    "episode.last_seen": "last-seen",
    "carer.discussed_return": "discussion",
    "carer.met_immediate_needs": "discussion",
    "child.told_of_interview_right": "discussion",
    "child.offered_talk_before_return": "returned",
    "return_concern.child_protection": "discussion",
    "episode.with_other_children": "link",
    "parents.not_told_by_decision": "notification",
}
_TOLD: Final = {"notified": "absence", "return_notified": "return"}


def address_of(fact: str, reference: str) -> str:
    """The page on which this fact of an episode is recorded; empty when none of them does."""
    definition = vocabulary().get(fact)
    if definition is None or definition.subject != "episode" or definition.is_derived:
        return ""
    about, _, recipient = fact.partition(".")
    if about in _TOLD:
        page = reverse("episodes:notification", args=[reference])
        return f"{page}?to={recipient}&of={_TOLD[about]}"
    if fact in _PAGES:
        return reverse(f"episodes:{_PAGES[fact]}", args=[reference])
    return reverse("episodes:step", args=[reference, fact])


def place_of(line: "Line") -> str:
    """The page on which a duty is met; empty when it is not met by recording something."""
    for fact in sorted(line.met_by):
        definition = vocabulary().get(fact)
        if definition is None or definition.is_derived:
            continue
        if definition.subject == "child" and "step" in definition.recorded_on:
            return reverse("children:step", args=[line.child_reference, fact])
        if address := address_of(fact, line.episode):
            return address
    return ""
