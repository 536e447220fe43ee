"""A return interview in the browser: reached, offered, held, written down, reviewed and shared."""

import re

from tests.journeys.company import day, reference

CONCERNS = ("protection_concern", "radicalisation", "gangs", "trafficking")
QUEUE = "/return-interviews/"
ACCEPTED = {
    "method": "telephone",
    "chosen_person": "“Somebody who is not from the home.”",
    "chosen_place": "The library",
    "chosen_time": "After school",
    "advocate_offered": "yes",
    "before_return": "no",
    "response": "accepted",
}
HELD = {
    "time": "10:00",
    "interviewer_kind": "provider",
    "is_trained": "yes",
    "from_placement": "yes",
    "from_authority": "yes",
    "choice_met": "yes",
    "venue": "The library",
    "is_neutral": "yes",
    "feels_safe_there": "yes",
}
TOLD = "Mum said she would come and she did not"


def offered(company, name, offer=ACCEPTED):
    """From the queue: the child is taken, reached and offered the interview."""
    page = company.open("interviewer", QUEUE)
    company.follows(page, re.compile(f"Allocate to me.*{name}", re.DOTALL))
    company.follows(page, re.compile(f"Record contact.*{name}", re.DOTALL))
    company.sends(page, {"method": "telephone", "reached": "yes"})
    return company.sends(page, offer)


def heard(company, name, at):
    """The interview is held, written down part by part, and finished; its reference."""
    page = company.open("interviewer", QUEUE)
    company.follows(page, re.compile(f"Hold the interview.*{name}", re.DOTALL))
    company.sends(page, {})
    answers = {
        "arrangements": day("on", at) | HELD,
        "why": {"why_went": f"“{TOLD}.”"},
        "away": {"with_whom": "“A man called Dex.”"},
        "wishes": {"wants_next": "“I want to see my mum.”"},
        "telling": {"knows_who_is_told": "yes", "may_share": "“You can tell my social worker.”"},
        "reasons": {"associates": "Dex, a man at the bus station"},
        "risks": dict.fromkeys(CONCERNS, "no")
        | {"cse": "yes", "cse_more": "A man gave money.", "cse_screened": "yes"},
        "again": {"run_again": "likely"},
        "next": {"level": "protection", "level_reasons": "A man did harm."},
    }
    interview = reference(page)
    while "/part/" in page.url:
        company.sends(page, answers.get(page.url.rsplit("/", 1)[-1], {}))
    assert page.url.endswith("/finish")
    company.sends(page, {})
    assert TOLD in page.locator("main").inner_text()
    return interview


def approved(company, interview):
    """The manager reads it against the child's words, and has nothing to send back."""
    page = company.open("team_manager", f"/interviews/{interview}/review")
    asked = page.locator('input[type=radio][value="yes"]').all()
    checked = {one.get_attribute("name"): "yes" for one in asked}
    company.sends(page, checked | {"verdict": "approved"})


def shared(company, interview, whom, reader):
    """The interviewer shares by the agreement; whoever it is for reads it and acknowledges it."""
    page = company.open("interviewer", f"/interviews/{interview}")
    company.follows(page, f"Share with {whom}")
    relevant = page.locator('[name="content"]:checked').get_attribute("value") == "relevant"
    short = {"in_short": "A man called Dex did harm."} if relevant else {}
    company.sends(page, short | {"child_told": "told"})
    page = company.open(reader, "/messages")
    company.follows(page, "interview")
    assert (TOLD in page.locator("main").inner_text()) is not relevant
    company.follows(page, "I have this")
