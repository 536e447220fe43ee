"""A draft of a protocol: drawn up, changed, reviewed by named people, given up."""

from datetime import date

import pytest

from lantern.agencies.models import Agency
from lantern.agreements import queries
from lantern.agreements.actions import drafts, reviews
from lantern.agreements.models import Draft, Review
from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.notifications.models import Message
from lantern.protocol.load import SHIPPED
from lantern.vocabulary.agreement import Answer, DraftState
from tests.agreeing import APRIL, JUNE, RULEBOOK, a_draft, agreed, answered, asked, changed

CALDERBROOK = (SHIPPED / f"{RULEBOOK}.yaml").read_text()


def test_a_draft_begins_as_the_version_in_force_from_its_own_day(cast):
    draft = a_draft(cast, edit=None)

    assert draft.base_text == CALDERBROOK
    assert draft.text == CALDERBROOK.replace("from: 2026-01-01", "from: 2026-06-01")
    assert (draft.state, draft.revision, draft.starts_on) == (DraftState.DRAFTING, 1, JUNE)
    assert draft.reference.startswith("R-")
    [first] = draft.changes.all()
    assert first.words == "Drawn up from the version of 1 January 2026."
    assert first.text_after == draft.text


@pytest.mark.parametrize("starts", [APRIL.date(), date(2026, 3, 1)])
def test_a_draft_starts_in_the_future(cast, starts):
    with pytest.raises(Invalid, match="must be in the future"):
        a_draft(cast, starts=starts)

    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("team_manager", "does not allow this"),
        ("superintendent", "does not allow this"),
        ("administrator", "does not allow this"),
    ],
)
def test_a_draft_is_drawn_up_in_a_role_that_keeps_protocols(cast, who, said):
    with pytest.raises(Refused, match=said):
        a_draft(cast, by=getattr(cast, who))


@pytest.mark.parametrize("who", ["coordinator", "senior_manager", "board_chair"])
def test_the_authority_or_its_board_draws_up_a_draft(cast, who):
    assert a_draft(cast, by=getattr(cast, who)).drawn_up_by_id == getattr(cast, who).user_id


def test_nobody_draws_up_a_draft_for_another_authority(cast):
    with pytest.raises(Refused, match="the protocol of Vale District Council"):
        drafts.draw_up(cast.vale, RULEBOOK, by=cast.coordinator, at=APRIL, starts=JUNE)


@pytest.mark.parametrize(
    ("works_to", "rulebook", "said"),
    [
        (RULEBOOK, "birmingham-2015", "does not work to this rulebook"),
        ("dfe-2014", "dfe-2014", "that of a nation"),
        ("", "dfe-2014", "does not work to this rulebook"),
    ],
)
def test_an_authority_changes_no_rulebook_but_its_own(cast, works_to, rulebook, said):
    Agency.objects.filter(pk=cast.calderbrook.pk).update(rulebook=works_to)
    calderbrook = Agency.objects.get(pk=cast.calderbrook.pk)

    with pytest.raises(Refused, match=said):
        drafts.draw_up(calderbrook, rulebook, by=cast.coordinator, at=APRIL, starts=JUNE)


def test_each_change_is_kept_with_its_sentence_and_the_text_after_it(cast):
    draft = a_draft(cast)

    first, second = draft.changes.order_by("revision")
    assert second.words == "Children asked to be seen sooner."
    assert "within: 24 hours" in second.text_after
    assert "within: 24 hours" not in first.text_after
    assert (draft.revision, second.revision) == (2, 2)


def test_a_text_from_a_browser_has_plain_line_ends(cast):
    draft = a_draft(cast, edit=None)

    given = draft.text.replace("48 hours", "36 hours").replace("\n", "\r\n")
    row = drafts.change_text(
        draft, by=cast.coordinator, at=APRIL, text=given, words="Sooner.", revision=1
    )

    assert row.text == draft.text.replace("48 hours", "36 hours")


def test_a_form_from_before_somebody_elses_change_is_refused_with_both_texts(cast):
    draft = a_draft(cast, edit=None)
    theirs = changed(cast, draft, ("48 hours", "36 hours"), by=cast.senior_manager)

    with pytest.raises(Conflict) as conflict:
        changed(cast, draft, ("48 hours", "24 hours"), words="Mine.")

    assert "Caroline Pike changed this draft" in conflict.value.sentence
    assert conflict.value.theirs["text"] == theirs.text
    assert "within: 24 hours" in conflict.value.yours["text"]
    assert conflict.value.yours["words"] == "Mine."
    draft.refresh_from_db()
    assert (draft.text, draft.revision) == (theirs.text, 2)


@pytest.mark.parametrize(
    ("text", "words", "field"),
    [
        (CALDERBROOK, " ", "words"),
        (CALDERBROOK, "w" * 2001, "words"),
        (" \n", "Emptied.", "text"),
        ("x" * 1_000_001, "Longer.", "text"),
        (CALDERBROOK.replace("2026-01-01", "2026-06-01"), "The same.", "text"),
    ],
)
def test_a_change_needs_a_text_and_a_sentence(cast, text, words, field):
    draft = a_draft(cast, edit=None)

    with pytest.raises(Invalid) as refusal:
        drafts.change_text(draft, by=cast.coordinator, at=APRIL, text=text, words=words, revision=1)

    assert list(refusal.value.messages) == [field]
    assert draft.changes.count() == 1


def test_a_text_with_faults_may_be_kept_while_it_is_being_drawn_up(cast):
    draft = changed(cast, a_draft(cast, edit=None), ("rules:", "rules: ["))

    assert draft.revision == 2
    assert draft.starts_on == JUNE


def test_the_day_in_the_text_is_the_day_of_the_draft(cast):
    draft = changed(cast, a_draft(cast, edit=None), ("2026-06-01", "2026-07-01"))

    assert draft.starts_on == date(2026, 7, 1)


def test_a_draft_may_start_on_another_day(cast):
    draft = a_draft(cast)

    row = drafts.change_day(
        draft, by=cast.coordinator, at=APRIL, starts=date(2026, 9, 1), revision=2
    )

    assert row.starts_on == date(2026, 9, 1)
    assert "in_force: {from: 2026-09-01}" in row.text
    said = row.changes.get(revision=3).words
    assert said == "It binds from 1 September 2026 and not from 1 June 2026."


@pytest.mark.parametrize("starts", [APRIL.date(), JUNE])
def test_the_day_is_another_and_in_the_future(cast, starts):
    draft = a_draft(cast)

    with pytest.raises(Invalid):
        drafts.change_day(draft, by=cast.coordinator, at=APRIL, starts=starts, revision=2)


def test_a_text_that_cannot_be_read_is_put_right_before_its_day_is_changed(cast):
    draft = changed(cast, a_draft(cast), ("rules:", "rules: ["))

    with pytest.raises(Invalid, match="Put right what is wrong"):
        drafts.change_day(draft, by=cast.coordinator, at=APRIL, starts=date(2026, 9, 1), revision=3)


def test_named_people_are_asked_and_told(cast):
    draft = asked(cast, a_draft(cast), cast.team_manager, cast.superintendent)

    assert draft.state == DraftState.IN_REVIEW
    assert {one.reviewer.name for one in draft.reviews.all()} == {"Helen Marsh", "Fiona Grant"}
    told = Message.objects.filter(about=draft.reference)
    assert {one.user.name for one in told} == {"Helen Marsh", "Fiona Grant"}
    assert told[0].subject == f"Lantern: you are asked to review a protocol, {draft.reference}"


def test_who_may_be_asked_holds_a_fitting_role_in_an_agency_that_it_concerns(cast):
    names = {one.name for one in queries.askable(cast.coordinator, a_draft(cast), APRIL)}

    assert {"Helen Marsh", "Fiona Grant", "Dean Whitlock", "Kezia Brand", "Lorna Petrie"} <= names
    assert not names & {"Imran Sadiq", "Bronwen Ellis", "Sandra Voss", "Judith Frost"}


def test_nobody_is_asked_about_what_they_wrote(cast):
    draft = changed(cast, a_draft(cast), ("24 hours", "20 hours"), by=cast.senior_manager)

    with pytest.raises(Invalid, match="from the list"):
        asked(cast, draft, cast.senior_manager)


def test_nobody_is_asked_twice_about_one_text(cast):
    draft = asked(cast, a_draft(cast))

    with pytest.raises(Invalid, match="asked about this draft already"):
        asked(cast, draft)
    asked(cast, draft, cast.team_manager, cast.superintendent)

    assert draft.reviews.count() == 2


def test_nobody_is_asked_about_a_text_that_has_changed_meanwhile(cast):
    draft = a_draft(cast)
    changed(cast, draft, ("24 hours", "20 hours"))

    with pytest.raises(Invalid, match="Read it again"):
        asked(cast, draft)


def test_a_reviewer_agrees_and_whoever_asked_is_told(cast):
    draft = agreed(cast)

    review = Review.objects.get()
    assert (review.answer, review.answered_at) == (Answer.AGREES, APRIL)
    told = Message.objects.get(about=draft.reference, user=cast.user("coordinator"))
    assert "Helen Marsh agrees to it." in told.body


def test_changes_are_asked_for_in_words(cast):
    draft = asked(cast, a_draft(cast))

    with pytest.raises(Invalid, match="Say what must change"):
        answered(cast, draft, said=Answer.ASKS_FOR_CHANGES)
    with pytest.raises(Invalid, match="Choose whether you agree"):
        answered(cast, draft, said=None)
    answered(cast, draft, said=Answer.ASKS_FOR_CHANGES, words="A day is too short at weekends.")

    assert Review.objects.get().words == "A day is too short at weekends."


def test_an_answer_is_given_once(cast):
    draft = agreed(cast)

    with pytest.raises(Refused, match="answered already"):
        answered(cast, draft, said=Answer.ASKS_FOR_CHANGES, words="On second thoughts.")


def test_only_who_was_asked_answers(cast):
    draft = asked(cast, a_draft(cast))

    with pytest.raises(Invalid, match="not been asked"):
        answered(cast, draft, by=cast.superintendent)


def test_a_reviewer_who_wrote_some_of_it_since_does_not_answer(cast):
    draft = asked(cast, a_draft(cast), cast.senior_manager)
    written = changed(cast, draft, ("24 hours", "20 hours"), by=cast.senior_manager)
    Review.objects.update(of_revision=written.revision)

    with pytest.raises(Refused, match="Somebody else has to review it"):
        answered(cast, written, by=cast.senior_manager)


def test_a_change_makes_an_answer_stale_until_it_is_asked_again(cast):
    draft = changed(cast, agreed(cast), ("24 hours", "20 hours"))

    assert draft.state == DraftState.DRAFTING
    with pytest.raises(Refused, match="changed after you were asked"):
        answered(cast, draft)
    answered(cast, asked(cast, draft))

    assert draft.reviews.filter(answer=Answer.AGREES).count() == 2


def test_an_answer_to_a_text_that_has_changed_meanwhile_is_refused(cast):
    draft = asked(cast, a_draft(cast))
    again = asked(cast, changed(cast, draft, ("24 hours", "20 hours")))

    with pytest.raises(Invalid, match="Read it again"):
        reviews.answer(again, by=cast.team_manager, at=APRIL, revision=2, said=Answer.AGREES)


def test_a_draft_is_withdrawn_and_kept_and_its_reviewers_told(cast):
    draft = asked(cast, a_draft(cast))

    drafts.withdraw(draft, by=cast.senior_manager, at=APRIL)

    draft.refresh_from_db()
    assert draft.state == DraftState.WITHDRAWN
    told = Message.objects.filter(user=cast.user("team_manager")).latest("pk")
    assert "withdrawn" in told.subject
    with pytest.raises(Refused, match="was withdrawn"):
        changed(cast, draft, ("24 hours", "20 hours"))
    with pytest.raises(Refused, match="was withdrawn"):
        answered(cast, draft)


def test_a_draft_is_seen_by_its_authority_its_board_and_its_reviewers(cast):
    draft = asked(cast, a_draft(cast), cast.superintendent)
    may = ("coordinator", "senior_manager", "board_chair", "team_manager", "superintendent")
    may_not = ("social_worker", "duty_inspector", "host_worker", "administrator", "stranger")

    assert [queries.get(getattr(cast, one), draft.reference).pk for one in may] == [draft.pk] * 5
    assert [list(queries.drafts(getattr(cast, one))) for one in may] == [[draft]] * 5
    for one in may_not:
        assert not queries.drafts(getattr(cast, one)).exists()
        with pytest.raises(NotFound):
            queries.get(getattr(cast, one), draft.reference)


def test_what_waits_for_a_reviewer_is_what_they_have_not_answered(cast):
    draft = asked(cast, a_draft(cast), cast.team_manager, cast.superintendent)
    answered(cast, draft)

    assert not queries.waiting_for(cast.team_manager).exists()
    assert [one.draft for one in queries.waiting_for(cast.superintendent)] == [draft]
