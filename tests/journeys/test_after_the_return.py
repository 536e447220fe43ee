"""From the police's referral to the closed plan: what follows a return, in the browser."""

import re

import pytest

from tests.journeys.accessibility import assert_everybody_can_use
from tests.journeys.before_the_return import DAY, HOUR, SEEN
from tests.journeys.company import Company, day, reference

pytestmark = [pytest.mark.journey, pytest.mark.slow]
CONCERNS = ("protection_concern", "radicalisation", "gangs", "trafficking")
MET = (
    "return-arranged",
    "talk-before-return",
    "immediate-needs",
    "child-told-of-interview-right",
    "absence-discussed",
    "return-tell-social-worker",
    "return-tell-iro",
    "social-worker-tells-parents-of-return",
    "safe-and-well-check",
    "harm-told-to-social-worker",
    "strategy-discussion-decided",
    "return-interview-contact",
    "return-interview-offered",
    "return-interview-held",
    "placement-reviewed",
    "placement-plan-updated",
    "early-review-considered",
)
"""What a return owes by the rulebooks of the story, and is met in it."""


@pytest.fixture
def company(empty_product, browser):
    return Company(product=empty_product, browser=browser)


@pytest.mark.soak
@pytest.mark.requirement("FL-10.06", "FL-10.08", "FL-10.14", "FL-10.15")
def test_a_boy_is_located_brought_back_heard_and_what_he_ran_from_is_changed(company):
    ((child, absence),) = company.begin("located").values()

    brought_back_and_everyone_told(company, absence, SEEN + 4 * HOUR)
    harm_goes_to_the_social_worker_and_her_manager(company, absence, SEEN + 6 * HOUR)
    interview = offered_and_heard(company, absence, SEEN + 16 * HOUR)
    reviewed_shared_and_followed(company, interview, SEEN + 42 * HOUR)
    what_must_change_is_recorded(company, child, absence, SEEN + 44 * HOUR)

    the_action_is_done_and_the_plan_ended(company, child, absence, SEEN + 46 * HOUR)

    owed = company.duties(absence)
    assert {one: owed[one] for one in MET} == dict.fromkeys(MET, "met")
    assert_everybody_can_use(company.open("social_worker", f"/episodes/{absence}"))


def brought_back_and_everyone_told(company, absence, at):
    company.product.set_clock(at)
    located = {"place": "The bus station", "meaningful_contact": "yes", "found_by": "A driver"}
    company.does("investigating_officer", f"/episodes/{absence}/located", located)
    page = company.open("home_manager", f"/episodes/{absence}")
    company.follows(page, "How Robin comes back")
    company.sends(page, {"collected_by": "Bronwen Ellis", "transport": "The home’s car"})
    company.product.set_clock(at + HOUR)
    company.does(
        "home_manager",
        f"/episodes/{absence}/returned",
        {
            "ends": "returned",
            "how": "carer",
            "brought_by": "Bronwen Ellis",
            "offered_talk": "yes",
            "needs_met": "A hot meal and dry clothes.",
            "told_of_interview": "yes",
        },
    )
    said = {"reasons": "“I had a row with my mum.”", "whereabouts": "The bus station"}
    company.does("home_manager", f"/episodes/{absence}/discussion", said)
    page = company.open("home_manager", f"/episodes/{absence}")
    company.follows(page, "What the social worker was told of the talk")
    company.sends(page, {"words": "The row with his mother.", "agreed_with": "Tomasz Zielny"})
    tell_everyone(company, absence)


def tell_everyone(company, absence):
    """The home tells the duty team at night; the duty team tells those whom it has to tell."""
    for who, first in (("home_manager", "edt"), ("duty_worker", "parents")):
        page = company.open(who, f"/episodes/{absence}")
        company.follows(page, "Who must be told that Robin is back")
        asked = page.locator('input[name^="told_"][value="yes"]').all()
        names = [one.get_attribute("name") for one in asked]
        assert f"told_{first}" in names
        told = dict.fromkeys(names, "yes")
        spoken = {name.replace("told_", "person_"): "Whoever answered" for name in names}
        company.sends(page, told | spoken)
        page.goto(f"/safe-and-well/{absence}/told")
    assert page.locator('input[name^="told_"]').count() == 0


def harm_goes_to_the_social_worker_and_her_manager(company, absence, at):
    company.product.set_clock(at)
    page = company.does(
        "investigating_officer",
        f"/safe-and-well/{absence}/check",
        {
            "officer": "PC Lewis Tran",
            "signs_of_harm": "yes",
            "harm_words": "A bruise on his arm. “A man grabbed me.”",
            "is_significant_harm": "yes",
        },
    )
    assert page.url.endswith("/step/harm-told"), page.url
    company.sends(page, {"person": "Tomasz Zielny", "method": "telephone"})
    company.product.set_clock(at + 9 * HOUR)
    page = company.open("team_manager", f"/episodes/{absence}")
    company.follows(page, "Whether a strategy discussion is needed")
    decided = {"decision": "needed", "manager": "Helen Marsh", "reason": "A stranger hurt him."}
    company.sends(page, decided)
    assert_everybody_can_use(page)


def offered_and_heard(company, absence, at):
    company.product.set_clock(at)
    page = company.open("interviewer", "/return-interviews/")
    company.follows(page, "Rate")
    company.sends(
        page,
        {
            "factors": "exploitation",
            "weight": "several",
            "absences_complete": "yes",
            "rating": "red",
            "changed_because": "A man hurt him.",
            "reasons": "Hurt while away.",
        },
    )
    page = company.open("interviewer", "/return-interviews/")
    company.follows(page, "Allocate to me")
    company.follows(page, "Record contact")
    company.sends(page, {"method": "telephone", "reached": "yes"})
    company.sends(
        page,
        {
            "method": "telephone",
            "chosen_person": "“Somebody who is not from the home.”",
            "chosen_place": "The library",
            "chosen_time": "After school",
            "advocate_offered": "yes",
            "before_return": "no",
            "response": "accepted",
        },
    )
    company.product.set_clock(at + 24 * HOUR)
    page = company.open("interviewer", "/return-interviews/")
    company.follows(page, "Hold the interview")
    company.sends(page, {})
    return interviewed(company, page, at + 24 * HOUR)


def interviewed(company, page, at):
    answers = {
        "arrangements": day("on", at)
        | {
            "time": "10:00",
            "interviewer_kind": "provider",
            "is_trained": "yes",
            "from_placement": "yes",
            "from_authority": "yes",
            "choice_met": "yes",
            "venue": "The library",
            "is_neutral": "yes",
            "feels_safe_there": "yes",
        },
        "why": {"why_went": "“Mum said she would come and she did not.”"},
        "away": {"with_whom": "“A man called Dex.”"},
        "wishes": {"wants_next": "“I want to see my mum.”"},
        "telling": {"knows_who_is_told": "yes", "may_share": "“You can tell my social worker.”"},
        "reasons": {"associates": "Dex, a man at the bus station"},
        "risks": dict.fromkeys(CONCERNS, "no")
        | {"cse": "yes", "cse_more": "A man gave him money.", "cse_screened": "yes"},
        "again": {"run_again": "likely"},
        "next": {"level": "protection", "level_reasons": "A man hurt him."},
    }
    interview = reference(page)
    while "/part/" in page.url:
        company.sends(page, answers.get(page.url.rsplit("/", 1)[-1], {}))
    assert page.url.endswith("/finish")
    company.sends(page, {})
    assert "“Mum said she would come and she did not.”" in page.locator("main").inner_text()
    return interview


def reviewed_shared_and_followed(company, interview, at):
    company.product.set_clock(at)
    address = f"/interviews/{interview}"
    page = company.open("team_manager", f"{address}/review")
    asked = page.locator('input[type=radio][value="yes"]').all()
    checked = {one.get_attribute("name"): "yes" for one in asked}
    company.sends(page, checked | {"verdict": "approved"})
    share(company, address, "Share with police intelligence", "police_coordinator")
    share(company, address, "Share with the child’s social worker", "social_worker")
    followed = {"outcome": "protection_plan", "decided_by": "Helen Marsh, team manager"}
    company.does("team_manager", f"{address}/outcome", followed | day("decided_on", at))
    action = {"what": "Find out who Dex is", "owner": "police_missing_coordinator"}
    company.does("team_manager", f"{address}/action", action | day("due_on", at + 2 * DAY))


def the_action_is_done_and_the_plan_ended(company, child, absence, at):
    company.product.set_clock(at)
    page = company.meets("police_coordinator", absence, "Find out who Dex is")
    company.sends(page, {"became": "done", "words": "His name and address are known."})
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, "The whole plan")
    company.follows(page, "End the plan")
    page = company.sends(page, {"reason": "All that was agreed is done."})
    assert "Ended" in page.locator("main").inner_text()


def share(company, address, whom, reader):
    """The interviewer shares by the agreement; whoever it is for reads it and acknowledges it."""
    page = company.open("interviewer", address)
    company.follows(page, whom)
    relevant = page.locator('[name="content"]:checked').get_attribute("value") == "relevant"
    short = {"in_short": "A man called Dex hurt him."} if relevant else {}
    company.sends(page, short | {"child_told": "told"})
    page = company.open(reader, company.shared_with(reader))
    is_whole = "Mum said she would come" in page.locator("main").inner_text()
    assert is_whole is not relevant
    company.follows(page, "I have this")


def what_must_change_is_recorded(company, child, absence, at):
    """Placement, plan, review and risk; then what was agreed is done and the plan is ended."""
    company.product.set_clock(at)
    views = {"child_views": "“I like Bronwen.”", "carer_views": "He is settling."}
    page = company.open("social_worker", f"/episodes/{absence}")
    company.follows(page, "Review whether the placement is still right")
    company.sends(page, views | {"outcome": "right", "reasons": "He feels safe in the home."})
    page = company.open("social_worker", f"/episodes/{absence}")
    company.follows(page, "Bring the placement plan up to date")
    company.sends(
        page,
        {
            "present": "Ruth Adeyemi, Dean Whitlock, Robin",
            "implications": "He goes when a visit is called off.",
            "prevent": "Visits are agreed a week ahead.",
            "reduce": "He rings Bronwen, by day and by night.",
            "if_missing": "Ring his mother, then the police.",
            "early_review": "asked_for",
            "early_review_why": "A man hurt him.",
        },
    )


@pytest.mark.soak
@pytest.mark.requirement("FL-08.02", "FL-08.03", "FL-08.04")
def test_two_children_who_went_together_meet_once_and_keep_their_own_records(company):
    pair = company.begin("together")
    absence, of_ash = pair["Robin"][1], pair["Ash"][1]
    company.product.set_clock(SEEN + 15 * HOUR)
    page = company.open("team_manager", f"/episodes/{absence}")
    company.follows(page, "Arrange a strategy meeting")
    together = {"joint": "yes", "joint_words": "They went together."}
    chair = page.locator('[name="chair"] option:not([value=""])').first.get_attribute("value")
    page = company.sends(page, together | {"kind": "care_72_hours", "chair": chair})
    company.product.set_clock(SEEN + 41 * HOUR)

    held = {}
    for name, (_, reference_of) in pair.items():
        page = company.open("team_manager", f"/meetings/of/{reference_of}")
        held[name] = reference(page)
        hold(company, page, name, SEEN + 3 * DAY)
    assert held["Robin"] != held["Ash"]
    assert_everybody_can_use(company.open("team_manager", f"/meetings/{held['Robin']}"))

    company.product.set_clock(SEEN + 42 * HOUR)
    page = company.meets("social_worker", absence, "Ring the aunt of Robin")
    company.sends(page, {"became": "done", "words": "She has not seen them."})
    assert_done(company, {absence: "Ring the aunt of Robin"}, 0)
    assert_done(company, {of_ash: "Ring the aunt of Ash"}, 1)


def assert_done(company, actions, left):
    for absence, action in actions.items():
        page = company.open("social_worker", f"/episodes/{absence}")
        owed = page.locator(".lantern-duty, li").filter(has_text=action).filter(has_text="Why")
        assert min(owed.count(), 1) == left


def hold(company, page, name, due_on):
    company.sends(
        page,
        {
            "needed": "Who they have been ringing.",
            "dynamics": "Ash decides and Robin follows.",
            "decisions": f"The aunt of {name} is rung.",
            "what-0": f"Ring the aunt of {name}",
            "owner-0": "social_worker",
        }
        | day("due_on-0", due_on)
        | day("review_on", due_on + 4 * DAY),
    )


@pytest.mark.soak
@pytest.mark.requirement("FL-11.01", "FL-11.05")
def test_a_boy_who_goes_again_and_again_gets_another_plan(company):
    ((child, absence),) = company.begin("often").values()
    at = SEEN + 16 * HOUR
    company.product.set_clock(at)
    talked_about_going_again(company, absence)
    seen_as_agreed(company, child, at)
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, "Agree a safety plan")
    safe = {"ring": "Bronwen", "safe_places": "His aunt’s", "reach": "Any police station"}
    company.sends(page, safe | {"helps": "“Seeing my mum.”", "is_agreed": "yes"})
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, "Record a behaviour-change plan")
    changed = {"leads": "Visits called off", "changes": "Visits are fixed a week ahead"}
    company.sends(page, changed | {"forum": "care_review", "child_words": "“I want to see her.”"})

    company.product.set_clock(at + 45 * DAY)
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, re.compile("^Behaviour-change plan"))
    assert_everybody_can_use(page)
    judged = {"judgement": "works", "reasons": "He has not gone since.", "goes_on": "no"}
    page = company.sends(page, judged)
    assert (
        "Ended" in company.open("social_worker", f"/children/{child}").locator("main").inner_text()
    )
    met = {"repeat-discussion", "repeat-earlier-actions-reviewed"}
    assert {company.duties(absence)[one] for one in met} == {"met"}


def talked_about_going_again(company, absence):
    page = company.open("social_worker", f"/episodes/{absence}")
    company.follows(page, "Record a talk about running away again")
    company.sends(
        page,
        {
            "spoken_with": "both",
            "said": "“Nobody told me she was not coming.”",
            "support": "Time with Bronwen each evening.",
            "earlier": "The last plan did not help: visits were still called off.",
            "interviews": "Yes, each time.",
        },
    )
    page = company.open("social_worker", f"/episodes/{absence}")
    company.follows(page, "Record an assessment or a referral")
    made = {"assessment": "caf", "trigger": "The fourth time.", "outcome": "Early help."}
    made["assessment"] = page.locator('[name="assessment"]').first.get_attribute("value")
    company.sends(page, made)


def seen_as_agreed(company, child, at):
    links = ("gangs", "sexual_exploitation", "forced_marriage", "maltreatment", "bullying")
    company.does(
        "social_worker",
        f"/safe-and-well/children/{child}/agree",
        {
            "applies_to": "safe_and_well",
            "frequency": "Once a week, however often he comes back.",
            "every_days": "7",
            "reasons": "He sees the same officer and tells her more.",
            "police": "Anita Rowe",
            "social_worker": "Ruth Adeyemi",
            "parent_or_carer": "Dean Whitlock",
        }
        | dict.fromkeys(links, "no")
        | day("review_on", at + 28 * DAY),
    )


@pytest.mark.soak
@pytest.mark.requirement("FL-17.02", "FL-17.04")
def test_green_has_letters_amber_is_asked_about_and_red_is_offered_support(company):
    three = company.begin("rated")
    company.product.set_clock(SEEN + 16 * HOUR)

    assert begins_with(company, three["Robin"][1]) == "green"
    assert begins_with(company, three["Ash"][1]) == "amber"
    assert begins_with(company, three["Sam"][1]) == "red"
    for name, rating in (("Robin", "green"), ("Ash", "amber"), ("Sam", "red")):
        rate(company, three[name][1], rating)

    letters(company, three["Robin"][1])
    owed = company.duties(three["Robin"][1])
    assert (owed["green-letter-to-child"], owed["return-interview-offered"]) == ("met", "open")
    page = company.meets("interviewer", three["Ash"][1], "Find out more about the child")
    company.sends(page, {"words": "Her school knows more."})
    assert company.duties(three["Ash"][1])["amber-information-gathered"] == "met"
    offered = {"aim": "To stay safe", "planned_sessions": "10"}
    company.does("interviewer", f"/support/offer/after/{three['Sam'][1]}", offered)
    assert company.duties(three["Sam"][1])["red-support-offered"] == "met"
    assert_everybody_can_use(company.open("interviewer", "/return-interviews/"))


def begins_with(company, absence):
    page = company.open("interviewer", f"/return-interviews/{absence}/rate")
    return page.locator('[name="rating"]:checked').get_attribute("value")


def rate(company, absence, rating):
    said = {"weight": "none", "absences_complete": "yes", "reasons": "As the bands say."}
    company.does("interviewer", f"/return-interviews/{absence}/rate", said | {"rating": rating})


def letters(company, absence):
    page = company.open("interviewer", f"/support/letters/after/{absence}")
    child = page.locator('[name="to"]').first.get_attribute("value")
    asked = {"to": child, "telephone": "01632 960 500", "large_print": "no"}
    company.sends(page, asked)
    assert_everybody_can_use(page)
    company.sends(page, {"method": "by_hand"})
