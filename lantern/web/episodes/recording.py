"""What can be recorded on an episode: for each, its form, who may, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import Decision, first_refusal
from lantern.episodes import policies, queries
from lantern.episodes.actions import closing, entries, links, returns
from lantern.episodes.details import YES, ReturnDetails
from lantern.plans.actions import strategy
from lantern.vocabulary.absence import ContactKind, Corroboration
from lantern.vocabulary.telling import Method, Recipient
from lantern.web.asking import AboutChild
from lantern.web.episodes import forms, return_forms
from lantern.web.episodes.return_forms import care_details, located_details, return_details
from lantern.web.episodes.strategy_form import StrategyForm, actions_of, strategy_of
from lantern.web.opened import Opened
from lantern.web.plans.owners import owners

if TYPE_CHECKING:
    from lantern.episodes.models import Episode


WARMLY: Final = "Meet {child} warmly. Nobody is punished for having been away."
NOT_HOME: Final = (
    "{child} may be at risk at home. A return home is not a matter of course: children’s social "
    "care decides where {child} stays."
)


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One thing that can be recorded. `text` names it in the list of what can be done."""

    name: str
    text: str
    title: str
    form: type[AboutChild]
    may: Callable[[Actor, "Episode"], Decision]
    does: Callable[[Opened, dict[str, Any]], object]
    done: str
    button: str = "Record this"
    asks: str = ""
    """As which page rulebooks know it, to ask questions of their own there."""
    starts: Callable[[Opened], dict[str, Any]] = lambda opened: {"at": opened.now}
    fits: Callable[[Opened, Any], tuple[str, ...]] = lambda opened, form: ()
    """Fit the form to the episode; the sentences returned say what is not available, and why."""


def _contact(opened: Opened, given: dict[str, Any]) -> object:
    return entries.record_contact(
        opened.episode,
        by=opened.actor,
        contact=ContactKind(given["contact"]),
        at=given["at"],
        now=opened.now,
        person=given["person"],
        place=given["place"],
        result=given["result"],
        reached=given["reached"] or None,
        said_where=given["said_where"] or "",
        is_well=bool(given["is_well"]),
        answers=given["answers"],
    )


def _whereabouts(opened: Opened, given: dict[str, Any]) -> object:
    return entries.record_whereabouts(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        known=given["known"] == "yes",
        place=given["place"] or "",
        corroboration=Corroboration(given["corroboration"] or Corroboration.NONE),
        words=given["words"],
        answers=given["answers"],
    )


def _last_seen(opened: Opened, given: dict[str, Any]) -> object:
    return entries.record_last_seen(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        place=given["place"],
        seen_by=given["seen_by"],
    )


def _tell(opened: Opened, given: dict[str, Any]) -> object:
    return entries.record_notification(
        opened.episode,
        by=opened.actor,
        recipient=Recipient(given["recipient"]),
        at=given["at"],
        now=opened.now,
        person=given["person"] or "",
        method=Method(given["method"]) if given["method"] else None,
        reference=given["reference"] or "",
        acknowledged_by=given["acknowledged_by"] or "",
        not_told_reason=given["not_told_reason"] or "",
        decided_by=given["decided_by"] or "",
        after_return=given["about"] == "return",
        words=given["words"],
        answers=given["answers"],
    )


def _locate(opened: Opened, given: dict[str, Any]) -> object:
    return returns.record_located(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        details=located_details(given),
        words=given["words"],
    )


def _return(opened: Opened, given: dict[str, Any]) -> object:
    details = replace(return_details(given), **care_details(given))
    return returns.record_returned(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        details=details,
        words=given["words"],
        answers=given["answers"],
    )


def _discuss(opened: Opened, given: dict[str, Any]) -> object:
    return returns.record_discussion(
        opened.episode,
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        details=ReturnDetails(**care_details(given)),
    )


def _agree(opened: Opened, given: dict[str, Any]) -> object:
    return strategy.agree(
        opened.episode,
        strategy_of(given),
        by=opened.actor,
        at=given["at"],
        now=opened.now,
        items=actions_of(given),
    )


def _fit_strategy(opened: Opened, form: StrategyForm) -> tuple[str, ...]:
    form.offer(owners(opened.episode.child, opened.now))
    return ("Each part that you fill in counts as done, and nobody is asked for it again.",)


def _begin_strategy(opened: Opened) -> dict[str, Any]:
    """Whoever records it is most likely one of the two who agreed it."""
    whose = {opened.episode.responsible_authority_id: "worker", opened.episode.force_id: "officer"}
    mine = whose.get(opened.actor.agency_id or 0)
    return {"at": opened.now} | ({mine: opened.actor.name} if mine else {})


def _note(opened: Opened, given: dict[str, Any]) -> object:
    return entries.add_note(
        opened.episode, by=opened.actor, at=given["at"], now=opened.now, words=given["words"]
    )


def _close(opened: Opened, given: dict[str, Any]) -> object:
    return closing.close_as_error(
        opened.episode, by=opened.actor, at=opened.now, reason=given["reason"]
    )


def _link(opened: Opened, given: dict[str, Any]) -> object:
    others = queries.visible_to(opened.actor, at=opened.now).filter(reference__in=given["episodes"])
    return links.link([opened.episode, *others], by=opened.actor, at=opened.now)


def _fit_link(opened: Opened, form: forms.LinkForm) -> tuple[str, ...]:
    others = queries.open_episodes(opened.actor, at=opened.now).exclude(
        child_id=opened.episode.child_id
    )
    form.offer([(one.reference, one.child.name) for one in others[:50]])
    return ()


def _before_return(opened: Opened, form: AboutChild) -> tuple[str, ...]:
    """How a child is met, and that home may not be safe for this one (PS-004, DA-065)."""
    said = ["Answer the first two. Leave empty what is not known.", WARMLY]
    if queries.value(opened.episode, "concern.at_risk_if_returned") == YES:
        said.insert(0, NOT_HOME)
    return tuple(one.replace("{child}", opened.name) for one in said)


def _agreeing(actor: Actor, episode: "Episode") -> Decision:
    return first_refusal(
        policies.can_add(actor), actor.holds(Permission.PLAN_AGREE), policies.is_open(episode)
    )


def _adding(actor: Actor, episode: "Episode") -> Decision:
    return policies.can_add(actor)


def _returning(actor: Actor, episode: "Episode") -> Decision:
    return policies.can_record_returns(actor)


def _linking(actor: Actor, episode: "Episode") -> Decision:
    return policies.can_link(actor)


RECORDINGS: Final[Mapping[str, Recording]] = {
    one.name: one
    for one in (
        Recording(
            name="contact",
            text="An attempt, enquiry, visit or sighting",
            title="Record an attempt to reach or find {child}",
            form=forms.ContactForm,
            may=_adding,
            does=_contact,
            asks="contact",
            done="Recorded.",
        ),
        Recording(
            name="whereabouts",
            text="Whether it is known where the child is",
            title="Is it known where {child} is?",
            form=forms.WhereaboutsForm,
            may=policies.can_record_whereabouts,
            does=_whereabouts,
            asks="whereabouts",
            done="Recorded.",
        ),
        Recording(
            name="last-seen",
            text="That the child was last seen at another time",
            title="When {child} was last seen",
            form=forms.LastSeenForm,
            may=policies.can_record_whereabouts,
            does=_last_seen,
            done="Recorded. The clocks now run from this time.",
        ),
        Recording(
            name="notification",
            text="Who was told",
            title="Record who was told",
            form=forms.NotificationForm,
            may=_adding,
            does=_tell,
            asks="notification",
            done="Recorded.",
            starts=lambda opened: {
                "at": opened.now,
                "told": "yes",
                "about": "return" if opened.episode.ended_at else "absence",
            },
        ),
        Recording(
            name="strategy",
            text="The immediate strategy",
            title="What social worker and police agreed to find {child}",
            form=StrategyForm,
            may=_agreeing,
            does=_agree,
            done="Recorded. Whoever does something in it is told.",
            starts=_begin_strategy,
            fits=_fit_strategy,
        ),
        Recording(
            name="located",
            text="The child has been located",
            title="{child} has been located",
            form=return_forms.LocatedForm,
            may=policies.can_record_return,
            does=_locate,
            done="Recorded. The child is located and not yet back.",
        ),
        Recording(
            name="returned",
            text="The child is back",
            title="{child} is back",
            form=return_forms.ReturnForm,
            may=policies.can_record_return,
            does=_return,
            asks="return",
            done="The return is recorded.",
            button="Record the return",
            fits=_before_return,
        ),
        Recording(
            name="discussion",
            text="Talk after the return",
            title="What {child} told, and what was done",
            form=return_forms.DiscussionForm,
            may=_returning,
            does=_discuss,
            done="Recorded.",
            fits=lambda opened, form: (WARMLY.replace("{child}", opened.name),),
        ),
        Recording(
            name="note",
            text="A note",
            title="Add a note",
            form=forms.NoteForm,
            may=_adding,
            does=_note,
            done="Note added.",
            button="Add the note",
        ),
        Recording(
            name="link",
            text="Children who went together",
            title="Who went with {child}?",
            form=forms.LinkForm,
            may=_linking,
            does=_link,
            done="Linked. Each child keeps a record of their own.",
            button="Link these children",
            fits=_fit_link,
        ),
        Recording(
            name="error",
            text="Reported in error",
            title="Close as reported in error",
            form=forms.ErrorForm,
            may=policies.can_close_as_error,
            does=_close,
            done="Closed as reported in error. The record is kept.",
            button="Close as reported in error",
            starts=lambda opened: {},
        ),
    )
}
