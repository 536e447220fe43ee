"""Letters after an absence: to whom, in which words, never where they would do harm."""

from datetime import timedelta

import pytest

from lantern.core.errors import Conflict, Invalid, Refused
from lantern.duties.models import Duty
from lantern.episodes.actions import decisions, entries
from lantern.people.actions import children, contacts
from lantern.support import queries
from lantern.support.actions import directory, letters, wordings
from lantern.support.letters import PartKind, from_json, shipped
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.support import LetterKind, LetterMethod, ServiceFor
from lantern.vocabulary.telling import Method, NotTold, Recipient
from tests.builders import LATER, a_returned_episode, an_episode
from tests.helping import a_letter, a_service, listed

pytestmark = pytest.mark.django_db
AT = LATER + timedelta(hours=1)
THEN = AT + timedelta(hours=1)


def a_parent(cast, child, **fields):
    given = {"name": "Joss Redfern", "relation": PersonRelation.FATHER} | fields
    return contacts.add(
        child, by=cast.social_worker, at=LATER, has_parental_responsibility=True, **given
    )


def sent(cast, letter, method=LetterMethod.BY_HAND, at=THEN):
    return letters.send(letter, by=cast.social_worker, at=at, now=THEN, method=method)


def to(cast, episode):
    return {one.key: one for one in queries.addressees(cast.social_worker, episode, at=AT)}


def helped_by(letter):
    parts = from_json(letter.parts)
    return [one.name for part in parts if part.kind == PartKind.HELP for one in part.services]


@pytest.mark.requirement("RF-075", "PS-015")
def test_a_letter_is_kept_in_the_words_in_which_it_was_made(cast):
    episode = a_returned_episode(cast)
    service = listed(cast, AT)
    letter = a_letter(cast, episode, AT)
    letter.refresh_from_db()
    before = letter.parts

    directory.confirm(
        service, by=cast.coordinator, at=THEN, **a_service(THEN, telephone="0800 001 0002")
    )
    own = shipped(LetterKind.CHILD).words + "\n\nYours"
    given = {"title": "Hello", "words": own, "version": 0}
    wordings.agree(cast.calderbrook, LetterKind.CHILD, by=cast.coordinator, at=THEN, **given)
    letter.refresh_from_db()

    assert letter.parts == before
    assert letter.parts[0]["text"] == "Dear Tamsin,"
    assert "0800 001 0001" in str(letter.parts)
    assert "0800 001 0002" in str(a_letter(cast, episode, THEN).parts)
    assert a_letter(cast, episode, THEN).title == "Hello"


@pytest.mark.requirement("RF-117", "CK-167")
def test_nothing_out_of_date_is_printed_until_somebody_has_confirmed_it(cast):
    episode = a_returned_episode(cast)
    soon = AT.date() + timedelta(days=1)
    late = listed(cast, AT, name="Old Line", review_on=soon)
    listed(cast, AT, name="For carers", audiences=[ServiceFor.CARER])
    gone = listed(cast, AT, name="Closed Line")
    directory.end(gone, by=cast.coordinator, at=AT)
    listed(cast, AT)
    day_of_review, day_after = AT + timedelta(days=1), AT + timedelta(days=2)

    assert helped_by(a_letter(cast, episode, day_of_review)) == ["Harbour Line", "Old Line"]
    assert helped_by(a_letter(cast, episode, day_after)) == ["Harbour Line"]

    right = a_service(day_after, name="Old Line")
    directory.confirm(late, by=cast.board_chair, at=day_after, **right)

    assert helped_by(a_letter(cast, episode, day_after)) == ["Harbour Line", "Old Line"]


@pytest.mark.requirement("CF-64")
def test_a_parent_who_may_not_be_told_gets_no_letter_and_the_reason_is_said(cast):
    episode = a_returned_episode(cast)
    father = a_parent(
        cast, episode.child, may_be_told=False, why_not_told="A court order forbids contact"
    )

    refused = to(cast, episode)[f"contact-{father.pk}"].decision

    assert "A court order forbids contact." in refused.reason
    with pytest.raises(Refused, match="may not be told"):
        a_letter(cast, episode, AT, to=f"contact-{father.pk}")


@pytest.mark.requirement("CF-64")
def test_a_restriction_made_after_the_letter_stops_it(cast):
    episode = a_returned_episode(cast)
    father = a_parent(cast, episode.child)
    letter = a_letter(cast, episode, AT, to=f"contact-{father.pk}")
    contacts.change(
        father,
        by=cast.social_worker,
        at=AT,
        seen={"may_be_told": True, "why_not_told": ""},
        may_be_told=False,
        why_not_told="She is afraid of him",
    )

    with pytest.raises(Refused, match="She is afraid of him"):
        sent(cast, letter)


@pytest.mark.requirement("RF-075")
def test_parents_who_are_not_told_by_decision_get_no_letter_but_the_carer_may(cast):
    episode = a_returned_episode(cast)
    father = a_parent(cast, episode.child)
    entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.PARENTS,
        at=LATER,
        now=AT,
        not_told_reason=NotTold.AGAINST_WELFARE,
        decided_by="Marcus Bell",
        words="She ran from home",
    )

    found = to(cast, episode)

    assert "She ran from home." in found[f"contact-{father.pk}"].decision.reason
    assert found["child"].decision
    assert found["carer"].decision

    entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.PARENTS,
        person="Joss Redfern",
        method=Method.TELEPHONE,
        at=AT,
        now=AT,
    )

    assert to(cast, episode)[f"contact-{father.pk}"].decision


@pytest.mark.requirement("IS-001")
def test_nothing_is_posted_while_the_address_is_protected(cast):
    episode = a_returned_episode(cast)
    letter = a_letter(cast, episode, AT)
    children.change(
        episode.child,
        by=cast.social_worker,
        at=AT,
        version=episode.child.version,
        address_is_protected=True,
    )

    with pytest.raises(Refused, match="protected"):
        sent(cast, letter, LetterMethod.POST)
    sent(cast, letter, LetterMethod.BY_HAND)

    letter.refresh_from_db()
    assert letter.method == LetterMethod.BY_HAND


def test_no_letter_goes_out_while_the_child_is_away(cast):
    with pytest.raises(Refused, match="still away"):
        a_letter(cast, an_episode(cast), AT)


def test_a_letter_was_not_sent_before_it_was_made_nor_twice(cast):
    letter = a_letter(cast, a_returned_episode(cast), AT)

    with pytest.raises(Invalid, match="before it was made"):
        sent(cast, letter, at=LATER)
    sent(cast, letter)
    with pytest.raises(Refused, match="already"):
        sent(cast, letter)


def rated(cast, colour):
    """A child who is back, rated by a provider that works to Streetwise's rulebook."""
    episode = a_returned_episode(cast)
    told = {"person": "Kezia", "method": Method.TELEPHONE}
    entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.RETURN_INTERVIEW_PROVIDER,
        at=LATER,
        now=LATER,
        **told,
    )
    decisions.decide(episode, "triage.rating", colour, by=cast.interviewer, at=LATER, now=LATER)
    return episode


def duty(episode, rule):
    return Duty.objects.get(subject=episode.reference, rule=rule)


@pytest.mark.requirement("RF-075", "CK-136", "PS-015", "FL-17.03")
def test_what_the_provider_owes_a_child_rated_green_is_met_by_the_letter_and_owed_again_without(
    cast,
):
    episode = rated(cast, "green")
    father = a_parent(cast, episode.child)
    by = {"by": cast.interviewer, "telephone": "01632 960 180"}
    first = letters.make(episode, at=AT, to="child", **by)
    second = letters.make(episode, at=AT, to=f"contact-{father.pk}", **by)

    assert duty(episode, "green-letter-to-child").met_at is None
    for letter in (first, second):
        letters.send(letter, by=cast.interviewer, at=THEN, now=THEN, method=LetterMethod.BY_HAND)

    assert duty(episode, "green-letter-to-child").met_at == THEN
    assert duty(episode, "green-letter-to-parents").met_at == THEN

    first.refresh_from_db()
    letters.take_back(first, by=cast.interviewer, now=THEN, reason="It went to the wrong house")

    assert duty(episode, "green-letter-to-child").met_at is None
    assert duty(episode, "green-letter-to-parents").met_at == THEN


def test_where_no_rulebook_asks_for_a_letter_it_is_kept_and_no_fact_is_made_up(cast):
    episode = a_returned_episode(cast)
    cast.open_door.rulebook = ""
    cast.open_door.save(update_fields=["rulebook"])

    sent(cast, a_letter(cast, episode, AT))

    assert not episode.entries.filter(fact="letter.sent_to_child").exists()


@pytest.mark.requirement("RF-117")
@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"telephone": ""}, "another way to reach it"),
        ({"review_on": AT.date()}, "in the future"),
        ({"review_on": AT.date() + timedelta(days=400)}, "within a year"),
        ({"audiences": []}, "whom it is for"),
        ({"source": ""}, "where you checked"),
    ],
)
def test_a_service_is_listed_only_with_what_somebody_needs_who_rings(cast, said, about):
    with pytest.raises(Invalid, match=about):
        listed(cast, AT, **said)


def test_a_directory_is_kept_by_its_authority_or_its_board(cast):
    with pytest.raises(Refused, match="directory of Vale"):
        directory.add(cast.vale, by=cast.coordinator, at=AT, **a_service(AT))
    with pytest.raises(Refused, match="does not allow"):
        directory.add(cast.calderbrook, by=cast.social_worker, at=AT, **a_service(AT))

    assert directory.add(cast.vale, by=cast.board_chair, at=AT, **a_service(AT))


def test_two_people_who_change_the_words_at_once_lose_nothing(cast):
    words = shipped(LetterKind.CHILD).words
    given = {"by": cast.coordinator, "at": AT, "title": "Hello", "words": words}
    wordings.agree(cast.calderbrook, LetterKind.CHILD, version=0, **given)

    with pytest.raises(Conflict) as found:
        wordings.agree(
            cast.calderbrook, LetterKind.CHILD, version=0, **given | {"title": "Good day"}
        )

    assert found.value.theirs["title"] == "Hello"
    assert queries.wording(cast.calderbrook, LetterKind.CHILD).title == "Hello"
    assert queries.wording(cast.vale, LetterKind.CHILD).version == "shipped"
