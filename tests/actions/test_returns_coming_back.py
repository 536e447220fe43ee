"""Located and not yet back: who brings the child back, what is decided, whether home is safe."""

from datetime import timedelta

import pytest

from lantern.core.errors import Invalid, Refused
from lantern.duties.models import Duty
from lantern.episodes import queries as episodes
from lantern.episodes.actions import returns
from lantern.episodes.details import LastSeen, LocatedDetails, Told, read
from lantern.episodes.models import Entry
from lantern.returns import facts
from lantern.returns.actions import coming_back, telling
from lantern.returns.actions.coming_back import Act, Arrangement
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.returning import PoliceSupport
from lantern.vocabulary.telling import Method, NotTold, Recipient
from tests.builders import LATER, REPORTED, SEEN, a_looked_after_child, an_episode

HOUR = timedelta(hours=1)
SOON = LATER + HOUR
THEN = {"at": SOON, "now": SOON}


def located(cast, *, contact, told=()):
    """Tamsin, found and not yet back."""
    told = [Told(recipient=one, at=REPORTED) for one in told]
    episode = an_episode(cast, told=tuple(told), last_seen=LastSeen(at=SEEN, place="Home"))
    returns.record_located(
        episode,
        by=cast.investigating_officer,
        at=LATER,
        now=LATER,
        details=LocatedDetails(meaningful_contact=contact, place="12 Mill Lane"),
    )
    return episode


def duty(episode, rule):
    return Duty.objects.filter(episode=episode, rule=rule).order_by("arose_at").last()


def details(entry):
    return read(EntryKind(entry.kind), entry.details)


@pytest.mark.requirement("CK-124", "FL-10.03")
def test_without_contact_authority_and_police_decide_what_to_do_and_when_again(cast):
    episode = located(cast, contact=False)
    assert duty(episode, "no-contact-action-decided").met_at is None

    entry = coming_back.record(
        episode,
        facts.NO_CONTACT,
        by=cast.social_worker,
        act=Act(
            words="An officer stays at the door; her aunt comes at nine.",
            agreed_with="Insp Saira Khalid",
            done_by="Yasmin Karim",
            again_at=SOON + HOUR,
        ),
        **THEN,
    )

    said = details(entry)
    assert (said.agreed_with, said.again_at) == ("Insp Saira Khalid", SOON + HOUR)
    assert duty(episode, "no-contact-action-decided").met_at == SOON


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (Act(words=" ", agreed_with="Insp Khalid"), {"words"}),
        (Act(words="Wait."), {"agreed_with"}),
        (Act(words="Wait.", agreed_with="Insp Khalid", again_at=LATER), {"again_at"}),
    ],
)
def test_a_decision_without_its_words_or_the_officer_is_refused(cast, act, fields):
    episode = located(cast, contact=False)

    with pytest.raises(Invalid) as refusal:
        coming_back.record(episode, facts.NO_CONTACT, by=cast.social_worker, act=act, **THEN)

    assert set(refusal.value.messages) == fields


@pytest.mark.requirement("RF-060", "DA-047", "CK-121", "FL-10.02")
@pytest.mark.parametrize("ground", [None, *PoliceSupport])
def test_the_authority_arranges_the_return_and_the_police_help_only_on_a_ground(cast, ground):
    episode = located(cast, contact=True)

    entry = coming_back.arrange(
        episode,
        by=cast.social_worker,
        arrangement=Arrangement(
            collected_by="Her key worker",
            transport="The home’s car",
            place="Alder House",
            police_support=ground,
            words="She will not open the door." if ground else "",
        ),
        **THEN,
    )

    said = details(entry)
    assert (said.collected_by, said.transport, said.police_support) == (
        "Her key worker",
        "The home’s car",
        ground,
    )
    assert duty(episode, "return-arranged").met_at == SOON


def test_police_support_without_a_reason_and_nobody_to_collect_are_refused(cast):
    episode = located(cast, contact=True)

    with pytest.raises(Invalid) as refusal:
        coming_back.arrange(
            episode,
            by=cast.social_worker,
            arrangement=Arrangement(collected_by="", police_support=PoliceSupport.SAFETY),
            **THEN,
        )

    assert set(refusal.value.messages) == {"collected_by", "words"}


@pytest.mark.requirement("DA-065", "CK-171", "RF-060")
def test_who_may_be_at_risk_at_home_is_referred_assessed_and_has_a_place_to_stay(cast):
    episode = located(cast, contact=True)
    coming_back.raise_concern(
        episode, by=cast.investigating_officer, is_so=True, words="She says why she left.", **THEN
    )
    assert duty(episode, "return-risk-referred").arose_at == SOON
    for hours, fact, by in (
        (1, facts.REFERRED, cast.home_manager),
        (2, facts.ASSESSED, cast.social_worker),
        (3, facts.PLACE_ARRANGED, cast.social_worker),
    ):
        at = SOON + hours * HOUR
        act = Act(words="Done.", place="Her grandmother’s")
        coming_back.record(episode, fact, by=by, at=at, now=at, act=act)

    assert [
        duty(episode, rule).met_at
        for rule in ("return-risk-referred", "return-risk-assessed", "return-risk-accommodation")
    ] == [SOON + HOUR, SOON + 2 * HOUR, SOON + 3 * HOUR]


@pytest.mark.requirement("DA-065")
@pytest.mark.parametrize("fact", sorted(facts.BY_SOCIAL_CARE))
@pytest.mark.parametrize("who", ["home_manager", "investigating_officer"])
def test_where_a_child_stays_instead_of_home_is_for_social_care_alone(cast, fact, who):
    episode = located(cast, contact=True)

    with pytest.raises(Refused):
        coming_back.record(episode, fact, by=getattr(cast, who), act=Act(words="Home."), **THEN)


def test_a_concern_that_no_longer_stands_is_taken_back_with_its_reason(cast):
    episode = located(cast, contact=True)
    for is_so in (True, False):
        coming_back.raise_concern(
            episode, by=cast.social_worker, is_so=is_so, words="We have spoken.", **THEN
        )

    assert episodes.value(episode, facts.AT_RISK) == "no"


@pytest.mark.requirement("RF-061", "CK-123", "CK-122", "FL-10.07")
def test_everyone_is_told_in_one_sending_or_not_told_for_a_reason(cast):
    episode = located(cast, contact=True, told=(Recipient.POLICE, Recipient.SOCIAL_WORKER))
    returns.record_returned(episode, by=cast.home_manager, **THEN)

    telling.tell_of_return(
        episode,
        by=cast.home_manager,
        tellings={
            Recipient.SOCIAL_WORKER: telling.Told(
                person="Ruth Adeyemi", method=Method.TELEPHONE, acknowledged_by="Ruth Adeyemi"
            ),
            Recipient.POLICE: telling.Told(person="Control room", method=Method.TELEPHONE),
            Recipient.PARENTS: telling.Untold(
                reason=NotTold.AGAINST_WELFARE,
                words="Her father is why she went.",
                decided_by="Ruth Adeyemi",
            ),
        },
        **THEN,
    )

    assert duty(episode, "return-tell-social-worker").met_at == SOON
    assert duty(episode, "return-tell-police").met_at == SOON
    assert duty(episode, "social-worker-tells-parents-of-return").excused_at == SOON


@pytest.mark.requirement("RF-061")
def test_what_is_wrong_is_said_beside_each_and_nothing_is_recorded(cast):
    episode = located(cast, contact=True)
    before = Entry.objects.count()

    with pytest.raises(Invalid) as refusal:
        telling.tell_of_return(
            episode,
            by=cast.home_manager,
            tellings={
                Recipient.IRO: telling.Told(person="Femi", method=Method.EMAIL),
                Recipient.POLICE: telling.Told(person=" ", method=Method.EMAIL),
                Recipient.PARENTS: telling.Untold(
                    reason=NotTold.NOT_PRACTICABLE, words="", decided_by=""
                ),
            },
            **THEN,
        )

    assert set(refusal.value.messages) == {"person_police", "words_parents", "decided_by_parents"}
    assert Entry.objects.count() == before


def test_nobody_chosen_is_a_slip(cast):
    with pytest.raises(Invalid, match="at least one"):
        telling.tell_of_return(
            an_episode(cast, a_looked_after_child(cast)), by=cast.home_manager, tellings={}, **THEN
        )
