"""A call of each action on the return, on safe and well checks and on agreements."""

from datetime import date, timedelta

from lantern.returns import facts
from lantern.returns.actions import agreements, checks, coming_back, harm, telling
from lantern.returns.actions.coming_back import Act, Arrangement
from lantern.returns.actions.telling import Told
from lantern.vocabulary.returning import StrategyDecision
from lantern.vocabulary.telling import Method, Recipient
from tests.actions.audited import audited
from tests.actions.checking import a_check, an_agreement, seen, terms
from tests.builders import LATER, a_looked_after_child, a_returned_episode, an_episode

THEN = {"at": LATER, "now": LATER}
EVEN_LATER = LATER + timedelta(hours=1)


@audited("lantern.returns.actions.checks.record")
def _(cast):
    episode = a_returned_episode(cast)
    return lambda: checks.record(episode, by=cast.investigating_officer, found=seen(), **THEN)


@audited("lantern.returns.actions.checks.correct")
def _(cast):
    check = a_check(cast, a_returned_episode(cast), LATER)
    return lambda: checks.correct(
        check,
        by=cast.investigating_officer,
        at=LATER,
        now=EVEN_LATER,
        found=seen(whereabouts="At the station"),
        reason="Left out.",
    )


@audited("lantern.returns.actions.harm.tell")
def _(cast):
    episode = a_returned_episode(cast)
    return lambda: harm.tell(
        episode,
        by=cast.investigating_officer,
        person="Ruth Adeyemi",
        method=Method.TELEPHONE,
        **THEN,
    )


@audited("lantern.returns.actions.harm.decide")
def _(cast):
    episode = a_returned_episode(cast)
    return lambda: harm.decide(
        episode,
        by=cast.team_manager,
        decision=StrategyDecision.NOT_NEEDED,
        manager="Yasmin Karim",
        reason="An accident, with witnesses.",
        **THEN,
    )


@audited("lantern.returns.actions.coming_back.arrange")
def _(cast):
    episode = an_episode(cast)
    arrangement = Arrangement(collected_by="The key worker")
    return lambda: coming_back.arrange(
        episode, by=cast.social_worker, arrangement=arrangement, **THEN
    )


@audited("lantern.returns.actions.coming_back.raise_concern")
def _(cast):
    episode = an_episode(cast)
    return lambda: coming_back.raise_concern(
        episode, by=cast.investigating_officer, is_so=True, words="She says why she left.", **THEN
    )


@audited("lantern.returns.actions.coming_back.record")
def _(cast):
    episode = an_episode(cast)
    act = Act(words="Asked the hub to assess.")
    return lambda: coming_back.record(
        episode, facts.REFERRED, by=cast.investigating_officer, act=act, **THEN
    )


@audited("lantern.returns.actions.telling.tell_of_return")
def _(cast):
    episode = a_returned_episode(cast)
    told = {Recipient.PARENTS: Told(person="Her mother", method=Method.TELEPHONE)}
    return lambda: telling.tell_of_return(episode, by=cast.home_manager, tellings=told, **THEN)


@audited("lantern.returns.actions.agreements.agree")
def _(cast):
    child = a_looked_after_child(cast)
    return lambda: agreements.agree(child, by=cast.social_worker, terms=terms(), **THEN)


@audited("lantern.returns.actions.agreements.review")
def _(cast):
    agreement = an_agreement(cast, a_looked_after_child(cast), LATER)
    again = terms(review_on=date(2026, 6, 1))
    return lambda: agreements.review(
        agreement,
        by=cast.social_worker,
        at=EVEN_LATER,
        now=EVEN_LATER,
        terms=again,
        words="Calmer now.",
    )


@audited("lantern.returns.actions.agreements.end")
def _(cast):
    agreement = an_agreement(cast, a_looked_after_child(cast), LATER)
    return lambda: agreements.end(
        agreement, by=cast.social_worker, at=EVEN_LATER, now=EVEN_LATER, why="She moved."
    )
