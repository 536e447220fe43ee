"""A version is adopted only when nothing stands in its way, and binds what begins after it."""

from datetime import date, datetime, timedelta

import pytest

from lantern.accounts.models import Membership
from lantern.agreements import library, queries
from lantern.agreements.actions import adoptions, drafts, reminding
from lantern.agreements.models import AcceptanceStory, Adoption, LedgerRound
from lantern.agreements.obstacles import obstacles
from lantern.core.errors import Invalid, Refused
from lantern.core.instants import LONDON
from lantern.duties.actions import rebuilding, rounds
from lantern.duties.models import Duty
from lantern.episodes.actions import returns
from lantern.episodes.details import LastSeen, ReturnDetails
from lantern.jobs.schedule import WORKER
from lantern.notifications.models import Message
from lantern.protocol.story import SHIPPED as STORIES
from lantern.vocabulary.agreement import Answer, DraftState
from lantern.vocabulary.role import Role
from tests.agreeing import (
    APRIL,
    JUNE,
    REVIEW,
    RULEBOOK,
    a_draft,
    adopted,
    agreed,
    answered,
    asked,
    changed,
    on_the_guidance_alone,
)
from tests.builders import SEEN, a_looked_after_child, an_episode

MIDNIGHT = datetime(2026, 6, 1, tzinfo=LONDON)
TOLD = (STORIES / "calderbrook-clocks-go-forward.yaml").read_text()
A_DAY_MISSING = """
  - id: hub-looks-at-a-day-missing
    duty: Look at what is known of a child who has been missing for a day
    subject: episode
    stage: missing
    owner: mash
    arises: {lasting: 24 hours, of: {whereabouts: not_known}}
    within: 4 hours
    met_by: notified.school
    source: {agreed_by: Calderbrook Safeguarding Children Partnership (invented), on: 2026-03-25}
"""


def a_story(cast, text=TOLD):
    return AcceptanceStory.objects.create(
        agency=cast.calderbrook,
        rulebook=RULEBOOK,
        name="clocks-go-forward",
        title="The clocks go forward",
        text=text,
        added_by_id=cast.coordinator.user_id,
        added_at=APRIL,
    )


def refusal(cast, draft, **fields):
    with pytest.raises(Invalid) as refused:
        adopted(cast, draft, **fields)
    assert not Adoption.objects.exists()
    draft.refresh_from_db()
    assert draft.state != DraftState.ADOPTED
    return refused.value.messages


def test_a_version_is_adopted_with_its_day_its_review_and_its_reason(cast):
    adoption = adopted(cast)

    assert (adoption.starts_on, adoption.review_on) == (JUNE, REVIEW)
    assert (adoption.adopted_at, adoption.adopted_by.name) == (APRIL, "Caroline Pike")
    assert adoption.draft.state == DraftState.ADOPTED
    assert adoption.text == adoption.draft.text
    told = Message.objects.filter(subject__contains="was adopted")
    assert {one.user.name for one in told} == {"Imran Sadiq", "Helen Marsh"}
    assert "It binds from 1 June 2026." in told[0].body


def test_every_reason_against_it_is_given_at_once(cast):
    a_story(cast)
    draft = asked(cast, a_draft(cast), cast.team_manager, cast.superintendent, cast.home_manager)
    answered(cast, draft, said=Answer.ASKS_FOR_CHANGES, words="A day is too short at weekends.")
    answered(cast, draft, by=cast.home_manager)
    Membership.objects.create(
        user=cast.user("host_worker"), agency=cast.vale, role=Role.TEAM_MANAGER, from_on=JUNE
    )
    Membership.objects.update(from_on=date(2026, 1, 1))

    found = obstacles(draft, MIDNIGHT)

    assert found == (
        (
            "“The clocks go forward” does not come out as expected. Carry out the independent "
            "return interview: is due 21:00 on Sunday 29 March 2026, not 21:00 on Monday 30 March "
            "2026."
        ),
        (
            "It would bind from 1 June 2026, which is not in the future. Choose a day from "
            "tomorrow: a new version never touches duties that arose before it."
        ),
        "Fiona Grant has not answered yet.",
        "Helen Marsh asks for changes.",
        (
            "Vale District Council works to this rulebook too. Somebody there has to review the "
            "draft and agree."
        ),
    )
    assert list(refusal(cast, draft, at=MIDNIGHT).values()) == list(found)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("within: 24 hours", "within: 24 fortnights"), "Line 40: “fortnights” is not a unit"),
        ((f"rulebook: {RULEBOOK}", "rulebook: calderbrook-2027"), f"not that of {RULEBOOK}"),
        (
            ("owner: mash", "owner: home_on_call"),
            "is owed by the home's on-call manager, and nobody holds that role",
        ),
        (("layer: partnership\n", "layer: nation\n"), "extends a narrower layer"),
    ],
)
def test_a_text_that_is_not_sound_is_not_adopted(cast, edit, said):
    draft = agreed(cast, changed(cast, a_draft(cast), edit))

    assert said in " ".join(refusal(cast, draft).values())


def test_a_draft_that_nobody_was_asked_about_is_not_adopted(cast):
    assert (
        "Nobody has been asked to review it. Ask at least one named person."
        in refusal(cast, a_draft(cast)).values()
    )


def test_who_agreed_to_an_earlier_text_has_not_agreed_to_this_one(cast):
    draft = changed(cast, agreed(cast), ("24 hours", "20 hours"))

    assert list(refusal(cast, draft).values()) == [
        "Helen Marsh has not been asked about the draft as it now stands."
    ]


def test_nobody_waits_for_a_reviewer_whose_account_is_closed(cast):
    draft = asked(cast, agreed(cast), cast.superintendent)
    user = cast.user("superintendent")
    user.is_active = False
    user.save()

    assert obstacles(draft, APRIL) == ()


def test_a_version_binds_no_sooner_than_every_process_has_noticed_it(cast):
    draft = agreed(cast)

    found = refusal(cast, draft, at=MIDNIGHT - timedelta(minutes=9)).values()

    assert list(found) == ["It would bind in less than 10 minutes. Choose a later day."]
    assert obstacles(draft, MIDNIGHT - timedelta(minutes=10)) == ()


def test_a_draft_undoes_nothing_that_was_adopted_since_it_was_drawn_up(cast):
    slower = agreed(cast, a_draft(cast, edit=("48 hours", "40 hours"), starts=date(2026, 7, 1)))
    adopted(cast)
    library.look()

    [said] = obstacles(slower, APRIL)

    assert "no longer the one from which the draft was drawn up" in said
    again = agreed(cast, a_draft(cast, edit=("24 hours", "40 hours"), starts=date(2026, 7, 1)))
    adopted(cast, again)
    library.look()
    versions = library.library().versions[RULEBOOK]
    assert [one.starts_on.month for one in versions] == [1, 6, 7]


@pytest.mark.parametrize("who", ["coordinator", "board_chair", "team_manager", "administrator"])
def test_a_version_is_adopted_in_a_role_that_answers_for_it(cast, who):
    draft = agreed(cast)

    with pytest.raises(Refused, match="does not allow this"):
        adoptions.adopt(
            draft, by=getattr(cast, who), at=APRIL, review_on=REVIEW, reason="So.", revision=2
        )


def test_what_was_adopted_or_withdrawn_is_not_adopted(cast):
    draft = agreed(cast)
    drafts.withdraw(draft, by=cast.coordinator, at=APRIL)

    with pytest.raises(Refused, match="was withdrawn"):
        adopted(cast, draft)
    once = adopted(cast).draft
    with pytest.raises(Refused, match="was adopted"):
        adopted(cast, once)
    with pytest.raises(Refused, match="was adopted"):
        changed(cast, once, ("24 hours", "20 hours"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "r" * 2001}, "reason"),
        ({"review_on": JUNE}, "review_on"),
        ({"review_on": date(2029, 6, 2)}, "review_on"),
    ],
)
def test_an_adoption_needs_a_reason_and_a_day_of_review_in_time(cast, fields, field):
    assert list(refusal(cast, a_draft(cast), **fields)) == [field]


def test_nobody_adopts_a_text_that_changed_while_they_read_it(cast):
    draft = a_draft(cast, edit=None)
    changed(cast, draft, ("48 hours", "24 hours"))

    assert list(refusal(cast, draft)) == ["revision"]


def interview(child):
    return Duty.objects.get(rule="return-interview-held", child=child)


def back(cast, episode, at):
    returns.record_returned(
        episode, by=cast.home_manager, at=at, now=at, details=ReturnDetails(), words="Walked in."
    )


def test_a_version_binds_what_arises_from_its_day_and_never_what_arose_before(cast):
    before, after = (a_looked_after_child(cast, name) for name in ("Tamsin", "Carys"))
    earlier, later = (an_episode(cast, child) for child in (before, after))
    back(cast, earlier, MIDNIGHT - timedelta(minutes=1))
    rows = list(Duty.objects.filter(child=before).order_by("pk").values())

    adopted(cast)
    library.look()
    back(cast, later, MIDNIGHT)
    rebuilding.rebuild(by=WORKER, at=MIDNIGHT - timedelta(minutes=1))

    assert list(Duty.objects.filter(child=before).order_by("pk").values()) == rows
    assert interview(before).due_at - interview(before).arose_at == timedelta(hours=48)
    assert interview(after).due_at - interview(after).arose_at == timedelta(hours=24)


def test_what_is_still_to_come_is_owed_under_the_new_version_without_a_touch_on_the_record(cast):
    starts = date(2026, 3, 3)
    at = datetime(2026, 3, 2, 22, 0, tzinfo=LONDON)
    child = a_looked_after_child(cast)
    an_episode(cast, child)
    edit = ("rules:\n", f"rules:\n{A_DAY_MISSING}")
    adopted(cast, agreed(cast, at=at, starts=starts, edit=edit), at=at)
    rule = Duty.objects.filter(rule="hub-looks-at-a-day-missing")
    first, second = LedgerRound.objects.order_by("begins_at")

    assert rounds.go_on(by=WORKER, at=at) == 0
    assert not rule.exists()
    assert rounds.go_on(by=WORKER, at=first.begins_at) == 1
    assert [one.arose_at for one in rule] == [SEEN + timedelta(days=1)]
    rule.delete()
    assert rounds.go_on(by=WORKER, at=second.begins_at) == 1
    assert rule.count() == 1
    assert second.begins_at == datetime(2026, 3, 3, tzinfo=LONDON)
    assert rounds.go_on(by=WORKER, at=second.begins_at + timedelta(days=9)) == 0


def test_a_round_goes_on_where_it_stopped_and_leaves_out_other_protocols(cast, monkeypatch):
    monkeypatch.setattr(rounds, "BATCH", 2)
    for name in ("Tamsin", "Carys", "Nia"):
        a_looked_after_child(cast, name)
    cast.northmoor.rulebook = "birmingham-2015"
    cast.northmoor.save()
    a_looked_after_child(cast, "Elsewhere")
    adopted(cast)
    at = APRIL + timedelta(hours=1)

    looked_at = [rounds.go_on(by=WORKER, at=at) for _ in range(4)]

    assert looked_at == [2, 2, 0, 0]
    assert LedgerRound.objects.get(occasion="adopted").done_at == at


def test_a_version_in_force_is_due_for_review_until_it_was_looked_at(cast):
    adoption = adopted(cast)
    library.look()
    due = datetime(2027, 6, 1, 9, 0, tzinfo=LONDON)
    told = Message.objects.filter(subject__contains="due for review")

    assert reminding.remind(by=WORKER, at=due - timedelta(days=1)) == 0
    for at in (due, due + timedelta(days=6), due + timedelta(days=7)):
        assert reminding.remind(by=WORKER, at=at) == 1
    assert [one.user.name for one in told] == ["Caroline Pike"] * 2
    adoptions.look_again(
        adoption,
        by=cast.senior_manager,
        at=due + timedelta(days=8),
        words="The board looked at it on 4 June.",
        review_on=date(2028, 6, 1),
    )
    assert reminding.remind(by=WORKER, at=due + timedelta(days=30)) == 0
    [kept] = queries.reviews_due(cast.coordinator, [RULEBOOK], due + timedelta(days=30))
    assert (kept.review_on, kept.is_due) == (date(2028, 6, 1), False)


def test_the_protocol_owner_at_the_board_is_told_first(cast):
    Membership.objects.create(
        user=cast.user("board_chair"),
        agency=cast.partnership,
        role=Role.PROTOCOL_OWNER,
        from_on=date(2026, 1, 1),
    )
    adopted(cast)
    library.look()

    reminding.remind(by=WORKER, at=datetime(2027, 6, 1, 9, 0, tzinfo=LONDON))

    [told] = Message.objects.filter(subject__contains="due for review")
    assert told.user.name == "Lorna Petrie"


@pytest.mark.parametrize(
    ("who", "words", "review_on", "refused"),
    [
        ("coordinator", "Looked at.", date(2028, 6, 1), Refused),
        ("senior_manager", " ", date(2028, 6, 1), Invalid),
        ("senior_manager", "w" * 2001, date(2028, 6, 1), Invalid),
        ("senior_manager", "Looked at.", APRIL.date(), Invalid),
        ("senior_manager", "Looked at.", date(2030, 6, 1), Invalid),
    ],
)
def test_a_version_is_looked_at_again_by_whoever_may_adopt_one(
    cast, who, words, review_on, refused
):
    adoption = adopted(cast)

    with pytest.raises(refused):
        adoptions.look_again(
            adoption, by=getattr(cast, who), at=APRIL, words=words, review_on=review_on
        )


def test_an_authority_begins_a_rulebook_of_its_own_and_works_to_it_once_all_have_noticed(cast):
    calderbrook = on_the_guidance_alone(cast)
    missing = an_episode(cast, a_looked_after_child(cast))
    rows = list(Duty.objects.order_by("pk").values())
    draft = drafts.draw_up_own(calderbrook, by=cast.coordinator, at=APRIL, starts=JUNE)
    rule = ("extends: [dfe-2014]\n", f"extends: [dfe-2014]\nrules:\n{A_DAY_MISSING}")
    draft = changed(cast, draft, rule)

    adopted(cast, agreed(cast, draft))
    calderbrook.refresh_from_db()
    assert calderbrook.rulebook == ""
    rounds.go_on(by=WORKER, at=APRIL + timedelta(hours=1))
    calderbrook.refresh_from_db()

    assert calderbrook.rulebook == draft.rulebook == "calderbrook-2026-2"
    assert list(Duty.objects.order_by("pk").values()) == rows
    seen = LastSeen(at=MIDNIGHT + timedelta(hours=8), place="School")
    later = an_episode(
        cast, a_looked_after_child(cast, "Carys"), at=MIDNIGHT + timedelta(hours=9), last_seen=seen
    )
    assert later.rulebook == draft.rulebook
    assert missing.rulebook != draft.rulebook
    assert Duty.objects.filter(rule="hub-looks-at-a-day-missing", subject=later.reference).exists()


def test_an_authority_with_a_rulebook_of_its_own_begins_no_other(cast):
    with pytest.raises(Refused, match="has a rulebook of its own"):
        drafts.draw_up_own(cast.calderbrook, by=cast.coordinator, at=APRIL, starts=JUNE)


def test_a_process_that_meets_a_rulebook_it_does_not_know_looks_for_it(cast):
    given = {"by": cast.coordinator, "at": APRIL, "starts": JUNE}
    draft = drafts.draw_up_own(on_the_guidance_alone(cast), **given)
    adopted(cast, agreed(cast, draft))

    assert draft.rulebook not in library.library().versions
    assert draft.rulebook in library.knowing(draft.rulebook).versions
