"""From the police's referral to the closed plan: what follows a return, in the browser."""

import re

import pytest

from tests.journeys import product
from tests.journeys.accessibility import assert_everybody_can_use
from tests.journeys.before_the_return import DAY, HOUR
from tests.journeys.company import Company, day, reference
from tests.journeys.interviewing import ACCEPTED, QUEUE, approved, heard, offered, shared

pytestmark = [pytest.mark.journey, pytest.mark.slow]
RED = {
    "factors": "exploitation",
    "weight": "several",
    "absences_complete": "yes",
    "rating": "red",
    "changed_because": "A man hurt him.",
    "reasons": "Hurt while away.",
}


@pytest.fixture(scope="module")
def company(browser):
    """Everybody, in one product: the stories follow one another, weeks apart."""
    with product.running() as running:
        yield Company(product=running, browser=browser)


@pytest.mark.soak
@pytest.mark.requirement(
    *(f"FL-10.{step:02}" for step in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17))
)
def test_a_boy_is_located_brought_back_heard_and_what_he_ran_from_is_changed(company):
    ((child, absence),) = company.begin("located").values()
    seen = company.now

    company.at(seen + 4 * HOUR)
    located_and_made_safe(company, absence)
    company.at(seen + 5 * HOUR)
    seen_and_fetched(company, absence)
    company.at(seen + 6 * HOUR)
    brought_back_and_everyone_told(company, absence)
    harmed_and_the_log_closed(company, absence)
    company.at(seen + 15 * HOUR)
    the_office_takes_over(company, absence)
    company.tells("coordinator", absence, "return_interview_provider")
    rated_red(company, "Robin")
    offered(company, "Robin")
    company.at(seen + 40 * HOUR)
    interview = heard(company, "Robin", company.now)
    followed_up(company, interview)
    what_must_change_is_recorded(company, child, absence)
    company.at(seen + 46 * HOUR)
    the_action_is_done_and_the_plan_ended(company, child, absence)

    owed = company.duties(absence)
    assert {one: owed.get(one) for one in MET if owed.get(one) != "met"} == {}
    assert_everybody_can_use(company.open("social_worker", f"/episodes/{absence}"))


MET = (
    "missing-child-referred",
    "located-tell-emergency-duty-team",
    "emergency-duty-team-secures-welfare",
    "no-contact-tell-police",
    "no-contact-action-decided",
    "return-arranged",
    "talk-before-return",
    "immediate-needs",
    "child-told-of-interview-right",
    "absence-discussed",
    "return-concern-reported",
    "police-coordinator-consulted",
    "return-tell-social-worker",
    "return-tell-iro",
    "social-worker-tells-parents-of-return",
    "missing-log-closed",
    "safe-and-well-check",
    "harm-told-to-social-worker",
    "strategy-discussion-decided",
    "provider-told-of-every-return",
    "return-interview-contact",
    "return-interview-offered",
    "return-interview-held",
    "placement-reviewed",
    "placement-plan-updated",
    "early-review-considered",
    "risk-assessment-updated",
)
"""What a return owes by the rulebooks of the story, and is met in it."""


def located_and_made_safe(company, absence):
    """A driver rings; at night the duty team sees to it that he is safe, with the police."""
    officer = "investigating_officer"
    page = company.meets(officer, absence, "Refer the missing child to the local authority")
    company.sends(page, {"person": "Tomasz Zielny"})
    found = {"place": "The bus station", "meaningful_contact": "no", "found_by": "A driver"}
    company.records(officer, absence, "The child has been located", found)
    company.tells("home_manager", absence, "edt")
    safe = {"words": "The driver keeps him in sight."}
    company.records("duty_worker", absence, "That Robin is safe for now", safe)
    decided = {"words": "PC Tran goes there.", "agreed_with": "PC Lewis Tran"}
    company.records("duty_worker", absence, "What was decided with the police", decided)
    company.tells("duty_worker", absence, "police")


def seen_and_fetched(company, absence):
    """The officer speaks with him; the home, and not the police, fetches him."""
    met = {"place": "The bus station", "meaningful_contact": "yes", "found_by": "PC Lewis Tran"}
    company.records("investigating_officer", absence, "The child has been located", met)
    collected = {"collected_by": "Bronwen Ellis", "transport": "The home’s car"}
    company.records("home_manager", absence, "How Robin comes back", collected)


def brought_back_and_everyone_told(company, absence):
    back = {
        "ends": "returned",
        "how": "carer",
        "brought_by": "Bronwen Ellis",
        "offered_talk": "yes",
        "needs_met": "A hot meal and dry clothes.",
        "told_of_interview": "yes",
        "concern": "A man hurt his arm.",
    }
    company.records("home_manager", absence, "The child is back", back)
    said = {"reasons": "“I had a row with my mum.”", "whereabouts": "The bus station"}
    company.records("home_manager", absence, "Talk after the return", said)
    to = {"words": "The row, and the man.", "agreed_with": "Tomasz Zielny"}
    for what in (
        "the social worker was told of the talk",
        "report of the child protection concern",
    ):
        company.records("home_manager", absence, what, to)
    company.tells("home_manager", absence, "edt")
    company.tells("duty_worker", absence, "parents", "iro")


def harmed_and_the_log_closed(company, absence):
    seen = {
        "officer": "PC Lewis Tran",
        "signs_of_harm": "yes",
        "harm_words": "A bruise on his arm. “A man grabbed me.”",
        "is_significant_harm": "yes",
    }
    page = company.records("investigating_officer", absence, "A safe and well check", seen)
    assert page.url.endswith("/step/harm-told"), page.url
    company.sends(page, {"person": "Tomasz Zielny", "method": "telephone"})
    page = company.meets("call_handler", absence, "Close the log of the missing child")
    company.sends(page, {"rationale": "Back in the home, and seen."})


def the_office_takes_over(company, absence):
    consulted = {"words": "The man at the bus station.", "agreed_with": "Anita Rowe"}
    talk = "The talk with the police missing persons coordinator"
    company.records("social_worker", absence, talk, consulted)
    decided = {"decision": "needed", "manager": "Helen Marsh", "reason": "A stranger hurt him."}
    company.records("team_manager", absence, "Whether a strategy discussion is needed", decided)


def rated_red(company, name):
    page = company.open("interviewer", QUEUE)
    company.follows(page, re.compile(f"Rate.*{name}", re.DOTALL))
    company.sends(page, RED)


def followed_up(company, interview):
    """Approved, shared with those who need it, and with an outcome and an action."""
    approved(company, interview)
    shared(company, interview, "police intelligence", "police_coordinator")
    shared(company, interview, "the child’s social worker", "social_worker")
    decided = {"outcome": "protection_plan", "decided_by": "Helen Marsh, team manager"}
    address = f"/interviews/{interview}"
    company.does("team_manager", f"{address}/outcome", decided | day("decided_on", company.now))
    action = {"what": "Find out who Dex is", "owner": "police_missing_coordinator"}
    company.does("team_manager", f"{address}/action", action | day("due_on", company.now + 2 * DAY))


def what_must_change_is_recorded(company, child, absence):
    """Placement, plan and risk by the social worker; the review by the reviewing officer."""
    views = {"child_views": "“I like Bronwen.”", "carer_views": "He is settling."}
    right = views | {"outcome": "right", "reasons": "He feels safe in the home."}
    company.records("social_worker", absence, "Review whether the placement is still right", right)
    met = {
        "present": "Ruth Adeyemi, Dean Whitlock, Robin",
        "implications": "He goes when a visit is called off.",
        "prevent": "Visits are agreed a week ahead.",
        "reduce": "He rings Bronwen, by day and by night.",
        "if_missing": "Ring his mother, then the police.",
        "early_review": "asked_for",
        "early_review_why": "A man hurt him.",
    }
    company.records("social_worker", absence, "Bring the placement plan up to date", met)
    renewed = {
        "reasons": "Visits that are called off.",
        "risks": "Men at the bus station.",
        "mitigations": "Visits agreed ahead.",
        "owner": "Ruth Adeyemi",
    } | day("review_on", company.now + 28 * DAY)
    page = company.open("social_worker", f"/episodes/{absence}")
    company.follows(page, "Bring the risk assessment up to date")
    unknown = page.locator('input[type=radio][value="not_known"]').all()
    renewed |= {str(one.get_attribute("name")): "not_known" for one in unknown}
    company.sends(page, renewed | {"harmed_before": "yes", "harmed_before_words": "A bruise."})
    reviewed(company, child)


def reviewed(company, child, count="missing once"):
    """The review hears of the absences and of the renewed assessment, and agrees a plan."""
    page = company.open("reviewing_officer", f"/children/{child}")
    company.follows(page, "Record a statutory review")
    assert count in page.locator("main").inner_text()
    heard_of = {"addressed": "Why he goes, and when.", "risk_reviewed": "yes", "plan_agreed": "yes"}
    company.sends(page, heard_of | {"plan": "Visits are agreed a week ahead."})


def the_action_is_done_and_the_plan_ended(company, child, absence):
    page = company.meets("police_coordinator", absence, "Find out who Dex is")
    company.sends(page, {"became": "done", "words": "His name and address are known."})
    end_the_plan(company, child, "All that was agreed is done.")


def end_the_plan(company, child, reason):
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, "The whole plan")
    company.follows(page, "End the plan")
    company.sends(page, {"reason": reason})
    assert "Ended" in page.locator("main").inner_text()


@pytest.mark.soak
@pytest.mark.requirement(*(f"FL-08.0{step}" for step in range(1, 7)), "FL-10.11", "FL-10.12")
def test_two_children_who_went_together_meet_once_and_keep_their_own_records(company):
    pair = company.begin("together")
    (wren, of_wren), (_, of_ash) = pair["Wren"], pair["Ash"]
    seen = company.now
    company.at(seen + 15 * HOUR)
    linked_with_a_risk_of_their_own(company, of_wren, of_ash)
    company.at(seen + 17 * HOUR)
    the_hub_advises(company, of_wren)
    arranged_for_both(company, of_wren)

    company.at(seen + 41 * HOUR)
    held = {name: hold(company, name, absence) for name, (_, absence) in pair.items()}
    assert held["Wren"] != held["Ash"]
    assert_everybody_can_use(company.open("team_manager", f"/meetings/{held['Wren']}"))

    company.at(seen + 42 * HOUR)
    back_and_seen(company, "foster_carer", of_ash, "Ash")
    assert "safe-and-well-check" not in company.duties(of_wren)
    company.at(seen + 64 * HOUR)
    back_and_seen(company, "home_manager", of_wren, "Wren")
    declined_and_the_parents_heard(company, "Ash")
    rated_and_offered(company, "Wren")
    company.at(seen + 88 * HOUR)
    heard(company, "Wren", company.now)
    for name, (child, absence) in pair.items():
        page = company.meets("social_worker", absence, f"Ring the aunt of {name}")
        company.sends(page, {"became": "done", "words": "She has not seen them."})
        end_the_plan(company, child, "Both are back.")

    owed = {name: company.duties(absence) for name, (_, absence) in pair.items()}
    both = ("joint-meeting-own-record", "strategy-meeting-held", "safe-and-well-check")
    assert {owed[name][one] for name in pair for one in both} == {"met"}
    assert owed["Wren"]["return-interview-held"] == owed["Ash"]["parents-offered-say"] == "met"
    assert owed["Ash"]["return-interview-held"] == "excused"
    assert_everybody_can_use(company.open("social_worker", f"/children/{wren}"))


def linked_with_a_risk_of_their_own(company, of_wren, of_ash):
    """Ash alone is in danger: the inspector raises the one and leaves the other."""
    page = company.open("duty_inspector", f"/episodes/{of_wren}")
    company.follows(page, "Children who went together")
    company.sends(page, {"episodes": of_ash})
    page = company.open("duty_inspector", f"/episodes/{of_ash}")
    company.follows(page, "Grading of the risk")
    danger = {"risk.victim_of_serious_crime": "no", "risk.danger_to_public": "no"}
    company.sends(page, danger | {"risk.danger_through_vulnerability": "yes"})
    high = {"choice": "high", "rationale": "Known to men who harm children."}
    company.sends(page, high, "Record")
    for absence, risk in ((of_ash, "High risk"), (of_wren, "Medium risk")):
        page = company.open("social_worker", f"/episodes/{absence}")
        assert risk in page.locator(".lantern-states").inner_text()


def the_hub_advises(company, absence):
    """Concern about organised abuse: the hub says what kind of meeting it is to be."""
    page = company.open("social_worker", f"/episodes/{absence}")
    company.follows(page, "Something else that was done")
    company.follows(page, "organised abuse")
    company.sends(page, {"value": "yes"})
    page = company.meets("social_worker", absence, "Consult the safeguarding hub")
    company.sends(page, {})


def arranged_for_both(company, absence):
    page = company.open("team_manager", f"/episodes/{absence}")
    company.follows(page, "Arrange a strategy meeting")
    together = {"joint": "yes", "joint_words": "They went together."}
    chair = page.locator('[name="chair"] option:not([value=""])').first.get_attribute("value")
    company.sends(page, together | {"kind": "care_72_hours", "chair": chair})


def hold(company, name, absence):
    page = company.open("team_manager", f"/meetings/of/{absence}")
    record = {
        "needed": "Who they have been ringing.",
        "dynamics": "Ash decides and Wren follows.",
        "organised_abuse": "yes",
        "organised": "One man, and no ring.",
        "hub_consulted": "yes",
        "decisions": f"The aunt of {name} is rung.",
        "what-0": f"Ring the aunt of {name}",
        "owner-0": "social_worker",
    }
    due = company.now + DAY
    company.sends(page, record | day("due_on-0", due) | day("review_on", due + 4 * DAY))
    return reference(page)


def back_and_seen(company, carer, absence, name):
    """Back, told to the social worker, and seen by the police, as if the other had not gone."""
    company.records(carer, absence, "The child is back", {"ends": "returned"})
    company.tells(carer, absence)
    seen = {"officer": "PC Lewis Tran", "signs_of_harm": "no", "said": f"“{name} is fine.”"}
    company.records("investigating_officer", absence, "A safe and well check", seen)


def declined_and_the_parents_heard(company, name):
    rated_and_offered(company, name, response="declined")
    page = company.open("interviewer", QUEUE)
    company.follows(page, re.compile(f"parents.*{name}", re.DOTALL | re.IGNORECASE))
    said = {"who": "Lena Storey, mother", "outcome": "said", "said": "He misses his sister."}
    company.sends(page, said)


def rated_and_offered(company, name, response="accepted"):
    rated_red(company, name)
    offered(company, name, ACCEPTED | {"response": response})


@pytest.mark.soak
@pytest.mark.requirement(*(f"FL-11.{step:02}" for step in (1, 2, 4, 5, 6, 7, 8, 9, 10)))
def test_a_boy_who_goes_again_and_again_gets_another_plan(company):
    ((child, absence),) = company.begin("often").values()
    seen = company.now
    company.at(seen + 16 * HOUR)
    talked_about_going_again(company, absence)
    discussed_by_those_who_know_of_exploitation(company, absence)
    agreed_how_often(company, child)
    asked_for_other_plans(company, child, absence)
    safe_next_time(company, child)
    supported(company, child, "mentoring", sessions=1)

    company.at(seen + 64 * HOUR)
    said_at_the_meeting(company, absence)

    company.at(seen + 61 * DAY)
    end_the_support(company, child)
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, re.compile("^Behaviour-change plan"))
    assert_everybody_can_use(page)
    judged = {"judgement": "works", "reasons": "He has not gone since.", "goes_on": "no"}
    company.sends(page, judged)
    page = company.open("social_worker", f"/children/{child}")
    assert "Ended" in page.locator("main").inner_text()
    owed = company.duties(absence)
    met = ("repeat-discussion", "repeat-earlier-actions-reviewed", "placement-plan-updated")
    assert {owed[one] for one in met} == {"met"}
    # The fourth time is owed what the first was.
    assert {"safe-and-well-check", "return-interview-offered"} <= owed.keys()


def talked_about_going_again(company, absence):
    talked = {
        "spoken_with": "both",
        "said": "“Nobody told me she was not coming.”",
        "support": "Time with Bronwen each evening.",
        "earlier": "The last plan did not help: visits were still called off.",
        "interviews": "Yes, each time.",
    }
    company.records("social_worker", absence, "Record a talk about running away again", talked)
    made = {"assessment": "caf", "trigger": "The fourth time.", "outcome": "Early help."}
    company.records("social_worker", absence, "Record an assessment or a referral", made)


def discussed_by_those_who_know_of_exploitation(company, absence):
    """The third in three months is discussed at the meeting on sexual exploitation."""
    page = company.open("team_manager", f"/episodes/{absence}")
    company.follows(page, "Arrange a strategy meeting")
    chair = page.locator('[name="chair"] option:not([value=""])').first.get_attribute("value")
    company.sends(page, {"kind": "exploitation", "chair": chair})


def said_at_the_meeting(company, absence):
    page = company.open("team_manager", f"/meetings/of/{absence}")
    said = {"needed": "Nobody.", "decisions": "No sign of exploitation. Looked at again in March."}
    company.sends(page, said | day("review_on", company.now + 60 * DAY))
    assert "No sign of exploitation" in page.locator("main").inner_text()


def agreed_how_often(company, child):
    """How often he is checked, by those who agree it; how he is interviewed, with himself."""
    links = ("gangs", "sexual_exploitation", "forced_marriage", "maltreatment", "bullying")
    said = dict.fromkeys(links, "no") | day("review_on", company.now + 28 * DAY)
    said |= {"every_days": "7", "social_worker": "Ruth Adeyemi"}
    checked = {
        "applies_to": "safe_and_well",
        "frequency": "Once a week, however often he comes back.",
        "reasons": "He sees the same officer and tells her more.",
        "police": "Anita Rowe",
        "parent_or_carer": "Dean Whitlock",
    }
    interviewed = {
        "applies_to": "return_interviews",
        "frequency": "One talk for all that was in a week.",
        "reasons": "“I do not want to say it twice.”",
        "child": "Jay",
    }
    for one in (checked, interviewed):
        company.does("social_worker", f"/safe-and-well/children/{child}/agree", said | one)


def asked_for_other_plans(company, child, absence):
    """The home asks for a review of the care plan; the social worker for an early one."""
    page = company.open("home_manager", f"/children/{child}")
    company.follows(page, "Ask for a review of the care plan")
    company.sends(page, {"asked_of": "Ruth Adeyemi", "reasons": "He goes every fortnight."})
    met = {
        "present": "Ruth Adeyemi, Dean Whitlock, Jay",
        "implications": "He is not safe while he goes.",
        "prevent": "Visits are agreed a week ahead.",
        "reduce": "He rings Bronwen.",
        "if_missing": "Ring his mother, then the police.",
        "early_review": "asked_for",
        "early_review_why": "He is not safe where he is.",
    }
    company.records("social_worker", absence, "Bring the placement plan up to date", met)
    reviewed(company, child, "missing 4 times")


def safe_next_time(company, child):
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, "Agree a safety plan")
    safe = {"ring": "Bronwen", "safe_places": "His aunt’s", "reach": "Any police station"}
    company.sends(page, safe | {"helps": "“Seeing my mum.”", "is_agreed": "yes"})
    page = company.open("social_worker", f"/children/{child}")
    company.follows(page, "Record a behaviour-change plan")
    changed = {"leads": "Visits called off", "changes": "Visits are fixed a week ahead"}
    company.sends(page, changed | {"forum": "care_review", "child_words": "“I want to see her.”"})


@pytest.mark.soak
@pytest.mark.requirement(*(f"FL-17.0{step}" for step in range(2, 7)))
def test_green_has_letters_amber_is_asked_about_and_red_is_interviewed_and_supported(company):
    three = company.begin("rated")
    absences = {name: absence for name, (_, absence) in three.items()}
    seen = company.now
    company.at(seen + 16 * HOUR)
    for absence in absences.values():
        referred(company, absence)
    for name, rating in (("Kit", "green"), ("Rowan", "amber"), ("Sam", "red")):
        rate(company, absences[name], rating)

    letters(company, absences["Kit"])
    offered(company, "Sam")
    company.at(seen + 40 * HOUR)
    page = company.meets("interviewer", absences["Rowan"], "Find out more about the child")
    company.sends(page, {"words": "School knows of nothing else."})
    why = {"changed_because": "Twice, and both times to a friend.", "rating": "green"}
    rate(company, absences["Rowan"], "amber", why)
    heard(company, "Sam", company.now)
    supported(company, three["Sam"][0], "intensive", sessions=1)
    page = company.open("interviewer", QUEUE)
    assert "At today’s rate" in page.locator("main").inner_text()
    assert_everybody_can_use(page)
    company.at(seen + 60 * DAY)
    end_the_support(company, three["Sam"][0])

    met = {
        "Kit": ("green-letter-to-child", "green-letter-to-parents"),
        "Rowan": ("amber-information-gathered",),
        "Sam": ("return-interview-held", "red-support-offered"),
    }
    for name, rules in met.items():
        owed = company.duties(absences[name])
        assert {owed[one] for one in rules} == {"met"}, name
    assert_everybody_can_use(company.open("interviewer", f"/children/{three['Sam'][0]}"))


def referred(company, absence):
    """The police refer the child who lives at home; the hub tells the provider."""
    asked = "Refer the child to children's social care"
    company.sends(company.meets("investigating_officer", absence, asked), {"source": "police"})
    company.tells("coordinator", absence, "return_interview_provider")


def rate(company, absence, begins, more=None):
    """The page begins with what missing and absent come to; the interviewer gives the reasons."""
    page = company.open("interviewer", f"/return-interviews/{absence}/rate")
    assert page.locator('[name="rating"]:checked').get_attribute("value") == begins
    said = {"weight": "none", "absences_complete": "yes", "reasons": "As the bands say."}
    company.sends(page, said | (more or {}))


def letters(company, absence):
    """One to the child and one to the parents, each given by hand."""
    for number in range(2):
        page = company.open("interviewer", f"/support/letters/after/{absence}")
        to = page.locator('[name="to"]').nth(number).get_attribute("value")
        company.sends(page, {"to": to, "telephone": "01632 960 500", "large_print": "no"})
        company.sends(page, {"method": "by_hand"})


SUPPORT = re.compile("^(Intensive support|Mentoring)$")


def supported(company, child, kind, sessions):
    """Offered, taken up, and begun."""
    page = company.open("interviewer", f"/children/{child}")
    company.follows(page, "Offer support")
    offer = {"kind": kind, "aim": "To stay safe", "planned_sessions": "10"}
    company.sends(page, offer)
    company.sends(page, {"answered": "accepted"})
    for _ in range(sessions):
        company.sends(page, {"attendance": "held", "topics": "running"})


def end_the_support(company, child):
    page = company.open("interviewer", f"/children/{child}")
    company.follows(page, SUPPORT)
    company.follows(page, "End this support")
    company.sends(page, {"outcome": "Has not gone since."})
    assert "Ended" in page.locator("h1").inner_text()
