"""A call of each action of episodes, duties and notifications."""

from datetime import timedelta

from lantern.access.actor import system_actor
from lantern.duties.actions import excuses
from lantern.duties.models import Duty
from lantern.episodes.actions import (
    closing,
    decisions,
    entries,
    history,
    links,
    notices,
    reports,
    returns,
)
from lantern.episodes.details import Discussion, LocatedDetails, ReturnDetails
from lantern.notifications.actions import deliveries, handovers
from lantern.notifications.actions.handovers import Handing
from lantern.notifications.models import Delivery
from lantern.vocabulary.absence import Classification, ContactKind
from lantern.vocabulary.risk import RiskLevel
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method, Recipient
from tests.actions.audited import audited
from tests.builders import (
    LATER,
    REPORTED,
    a_looked_after_child,
    a_past_absence,
    a_report,
    a_returned_episode,
    an_episode,
)

SYSTEM = system_actor("test")
THEN = {"at": LATER, "now": LATER}
PATIENCE = timedelta(minutes=10)
EVEN_LATER = LATER + timedelta(hours=1)


@audited("lantern.episodes.actions.reports.report")
def _(cast):
    child = a_looked_after_child(cast)
    return lambda: an_episode(cast, child)


@audited("lantern.episodes.actions.reports.add_account")
def _(cast):
    episode = an_episode(cast)
    return lambda: reports.add_account(
        episode, by=cast.social_worker, at=LATER, report=a_report(circumstances="She rang me.")
    )


@audited("lantern.episodes.actions.entries.record_whereabouts")
def _(cast):
    episode = an_episode(cast)
    return lambda: entries.record_whereabouts(
        episode, by=cast.home_manager, known=False, words="Not at her aunt's", **THEN
    )


@audited("lantern.episodes.actions.entries.record_last_seen")
def _(cast):
    episode = an_episode(cast)
    return lambda: entries.record_last_seen(
        episode, by=cast.home_manager, place="The station", seen_by="A guard", **THEN
    )


@audited("lantern.episodes.actions.entries.record_contact")
def _(cast):
    episode = an_episode(cast)
    return lambda: entries.record_contact(
        episode, by=cast.home_manager, contact=ContactKind.SEARCH, result="Not there", **THEN
    )


@audited("lantern.episodes.actions.entries.record_step")
def _(cast):
    episode = an_episode(cast)
    return lambda: entries.record_step(
        episode, by=cast.social_worker, fact="concern.organised_abuse", **THEN
    )


@audited("lantern.episodes.actions.entries.add_note")
def _(cast):
    episode = an_episode(cast)
    return lambda: entries.add_note(
        episode, by=cast.social_worker, words="Her aunt is driving round.", **THEN
    )


def note(cast):
    return entries.add_note(an_episode(cast), by=cast.social_worker, words="Driving.", **THEN)


@audited("lantern.episodes.actions.corrections.correct")
def _(cast):
    entry = note(cast)
    return lambda: entries.correct(
        entry,
        by=cast.social_worker,
        now=EVEN_LATER,
        seen=str(entry.pk),
        reason="Misheard",
        words="Walking.",
    )


@audited("lantern.episodes.actions.corrections.withdraw")
def _(cast):
    entry = note(cast)
    return lambda: entries.withdraw(
        entry, by=cast.social_worker, now=EVEN_LATER, reason="Of another child"
    )


@audited("lantern.episodes.actions.decisions.classify")
def _(cast):
    episode = an_episode(cast)
    return lambda: entries.classify(
        episode,
        by=cast.duty_inspector,
        classification=Classification.MISSING,
        rationale="Out of character",
        **THEN,
    )


@audited("lantern.episodes.actions.decisions.grade_risk")
def _(cast):
    episode = an_episode(cast)
    return lambda: entries.grade_risk(
        episode,
        by=cast.investigating_officer,
        level=RiskLevel.MEDIUM,
        rationale="No money, no coat",
        **THEN,
    )


@audited("lantern.episodes.actions.decisions.decide")
def _(cast):
    episode = an_episode(cast)
    return lambda: decisions.decide(
        episode, "log.grade", "early", by=cast.call_handler, rationale="A child", **THEN
    )


def tell(cast, episode):
    return entries.record_notification(
        episode,
        by=cast.home_manager,
        recipient=Recipient.SOCIAL_WORKER,
        person="Ruth Adeyemi",
        method=Method.TELEPHONE,
        **THEN,
    )


@audited("lantern.episodes.actions.notices.record_notification")
def _(cast):
    episode = an_episode(cast)
    return lambda: tell(cast, episode)


@audited("lantern.episodes.actions.notices.acknowledge_notification")
def _(cast):
    entry = tell(cast, an_episode(cast))
    return lambda: entries.acknowledge_notification(
        entry, by=cast.home_manager, acknowledged_by="Ruth Adeyemi", **THEN
    )


@audited("lantern.episodes.actions.notices.record_taken")
def _(cast):
    episode = an_episode(cast)
    return lambda: notices.record_taken(
        episode.reference,
        by=cast.call_handler,
        role=Role.CALL_HANDLER,
        at=LATER,
        after_return=False,
    )


@audited("lantern.episodes.actions.returns.record_located")
def _(cast):
    episode = an_episode(cast)
    return lambda: returns.record_located(
        episode,
        by=cast.investigating_officer,
        details=LocatedDetails(meaningful_contact=True, place="The bus station"),
        words="With a guard.",
        **THEN,
    )


@audited("lantern.episodes.actions.returns.record_returned")
def _(cast):
    episode = an_episode(cast)
    return lambda: returns.record_returned(
        episode, by=cast.home_manager, details=ReturnDetails(), words="Walked in.", **THEN
    )


@audited("lantern.episodes.actions.returns.record_discussion")
def _(cast):
    episode = a_returned_episode(cast)
    said = ReturnDetails(discussion=Discussion(reasons="To see her brother"))
    return lambda: returns.record_discussion(
        episode, by=cast.home_manager, at=EVEN_LATER, now=EVEN_LATER, details=said
    )


@audited("lantern.episodes.actions.closing.close_as_error")
def _(cast):
    episode = an_episode(cast)
    return lambda: closing.close_as_error(
        episode, by=cast.duty_inspector, at=LATER, reason="In the attic"
    )


@audited("lantern.episodes.actions.links.link")
def _(cast):
    both = [an_episode(cast), an_episode(cast, a_looked_after_child(cast, "Ottilie"))]
    return lambda: links.link(both, by=cast.home_manager, at=LATER)


@audited("lantern.duties.actions.excuses.excuse")
def _(cast):
    then = {"at": EVEN_LATER, "now": EVEN_LATER}
    declined = "return_interview.declined"
    entries.record_step(a_returned_episode(cast), by=cast.social_worker, fact=declined, **then)
    duty = Duty.objects.get(rule="parents-offered-say")
    return lambda: excuses.excuse(
        duty, by=cast.team_manager, at=EVEN_LATER, reason="It would put her at risk"
    )


HANDING = Handing(
    key="E-7K3P-9QX2 report",
    about="E-7K3P-9QX2",
    what="A child reported missing",
    role=Role.CALL_HANDLER,
    agency_id=0,
    climbs_after=PATIENCE,
)


def hand(cast):
    given = {name: getattr(HANDING, name) for name in HANDING.__dataclass_fields__}
    handing = Handing(**given | {"agency_id": cast.force.pk})
    return handovers.begin(handing, by=SYSTEM, at=REPORTED)


@audited("lantern.notifications.actions.handovers.begin")
def _(cast):
    return lambda: hand(cast)


@audited("lantern.notifications.actions.handovers.acknowledge")
def _(cast):
    number = hand(cast).pk
    return lambda: handovers.acknowledge(number, by=cast.call_handler, at=REPORTED)


@audited("lantern.notifications.actions.handovers.climb")
def _(cast):
    hand(cast)
    return lambda: handovers.climb(by=SYSTEM, at=REPORTED + PATIENCE)


@audited("lantern.notifications.actions.deliveries.send_again")
def _(cast):
    hand(cast)
    Delivery.objects.update(state=Delivery.State.DEAD)
    number = Delivery.objects.first().pk
    return lambda: deliveries.send_again(number, by=cast.coordinator, at=LATER)


@audited("lantern.episodes.actions.history.bring_in")
def _(cast):
    absence = a_past_absence(cast)
    return lambda: history.bring_in([absence], by=cast.data_officer, at=LATER)
