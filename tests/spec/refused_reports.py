# ruff: noqa: E501  a table, one case a line
"""What the pages of reports and episodes refuse, and what they say: the cases behind the page of refusals.

`typed` is what is sent; `minutes` are instants, in minutes from now; `who` sends it.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    """One thing wrong with what was sent, and the sentence about it. `page` names its address."""

    form: str
    page: str
    wrong: str
    says: str
    typed: dict = field(default_factory=dict)
    minutes: dict = field(default_factory=dict)
    who: str = "home_manager"


WHEN = {"last_seen": "known", "origin": "care", "is_back": "no"}
SAID = {"contact": "visit", "result": "Nobody in"}
KNOWN = {"known": "yes", "place": "Her aunt's", "corroboration": "voice"}
DECIDED = {
    **dict.fromkeys(
        (
            "risk_questions.not_answered",
            "risk.apparent",
            "enquiries.more_needed",
            "classification.disputed",
        ),
        "no",
    ),
    "choice": "missing",
    "rationale": "Dark.",
}
NO_GROUND = dict.fromkeys(
    ("risk.danger_through_vulnerability", "risk.victim_of_serious_crime", "risk.danger_to_public"),
    "no",
)
TOLD = {"recipient": "iro", "about": "absence", "told": "yes"}
BACK = {"ends": "returned"}
FOUND = {"place": "A flat", "meaningful_contact": "yes"}


def _report(page, form, wrong, says, typed=None, **minutes):
    return Refused(form, f"report:{page}", wrong, says, typed or {}, minutes)


def _on(page, form, wrong, says, typed=None, who="social_worker", **minutes):
    return Refused(form, f"episodes:{page}", wrong, says, typed or {}, minutes, who)


REPORT = [
    _report("when", "Last seen", "nothing about when", "Choose whether you know when Tamsin was last seen"),
    _report("when", "Last seen", "no time although it is known", "Enter when Tamsin was last seen, or choose “Not known”", WHEN),
    _report("when", "Last seen", "a time in the future", "The time Tamsin was last seen must be in the past", WHEN, last_seen_at=90),
    _report("when", "Last seen", "a time with its hour left out", "The time Tamsin was last seen must include an hour and a minute", WHEN | {"last_seen_at-day": "1", "last_seen_at-month": "2", "last_seen_at-year": "2026"}),
    _report("when", "Last seen", "a time that no clock shows", "Enter a time like 19:45, on the 24-hour clock; for another day, 20/11 19:45", WHEN | {"noticed_at": "25:10"}, last_seen_at=-60),
    _report("when", "Last seen", "no place where the child went from", "Choose where Tamsin went from", {"last_seen": "not_known", "is_back": "no"}),
    _report("when", "Last seen", "“somewhere else” and no more", "Say where Tamsin went from", {"last_seen": "not_known", "is_back": "no", "origin": "other"}),
    _report("when", "Last seen", "nothing about whether the child is back", "Choose whether Tamsin is back", {"last_seen": "not_known", "origin": "care"}),
    _report("before", "What happened", "a worry and no words for it", "Say what worries you, so that the police can act on it", {"worry": "yes"}),
    _report("before", "What happened", "a child of another home", "Choose from the children listed", {"together": ["C-NONE-SUCH"]}),
    _report("checks", "Checks so far", "a known place and no place", "Say where Tamsin is", {"outcome": "known", "where_how": "voice", "where_at": "00:00"}),
    _report("checks", "Checks so far", "a known place that nothing confirms", "Choose how it was confirmed", {"outcome": "known", "where_place": "Her aunt's", "where_at": "00:00"}),
    _report("checks", "Checks so far", "a known place without since when", "Enter the time from which you knew where Tamsin was", {"outcome": "known", "where_place": "Her aunt's", "where_how": "voice"}),
    _report("checks", "Checks so far", "the child's word without a place", "Say where Tamsin says they are, or “would not say”", {"outcome": "said_where"}),
    _report("checks", "Checks so far", "a deadline without a time", "Enter when the checks must end", {"deadline": "yes", "deadline_reason": "Dark"}),
    _report("checks", "Checks so far", "a deadline without a reason", "Say why this time is right for Tamsin", {"deadline": "yes"}, deadline_at=20),
    _report("told", "Who has been told", "police told at no time", "Enter when you rang the police", {"police": "yes"}),
    _report("told", "Who has been told", "parents told at no time", "Enter when the parents were told", {"parents": "yes"}),
    _report("told", "Who has been told", "parents not told, and no reason", "Choose why the parents are not told", {"parents": "not_to_be", "parents_decided_by": "A", "parents_words": "b"}),
    _report("told", "Who has been told", "parents not told, and nobody decided", "Say who decided this", {"parents": "not_to_be", "parents_reason": "against_welfare", "parents_words": "b"}),
    _report("told", "Who has been told", "parents not told, and no words", "Give the reason in a few words", {"parents": "not_to_be", "parents_reason": "against_welfare", "parents_decided_by": "A"}),
    _report("told", "Who has been told", "a social worker told at no time", "Enter when they were told", {"others": ["social_worker"]}),
    _report("you", "You", "no name", "Enter your name", {"reporter_telephone": "01632 960101"}),
    _report("you", "You", "no number", "Enter a number on which you can be reached tonight", {"reporter_name": "Dean"}),
    _report("you", "You", "a number that cannot be rung", "Enter a telephone number, like 0121 496 0000 or 07700 900 982", {"reporter_name": "Dean", "reporter_telephone": "12"}),
]  # fmt: skip

NEW_CHILD = [
    Refused("A child without a record", "report:new-child", "no name", "Enter a name, or what the child is called", {"authority": "vale"}, who="call_handler"),
    Refused("A child without a record", "report:new-child", "no council", "Choose the council", {"given_name": "Jo"}, who="call_handler"),
    Refused("A child without a record", "report:new-child", "a birth that has not happened", "Date of birth must be today or in the past", {"given_name": "Jo", "authority": "vale", "born_on-day": "1", "born_on-month": "1", "born_on-year": "2199"}, who="call_handler"),
]  # fmt: skip

EPISODE = [
    _on("contact", "An attempt, enquiry, visit or sighting", "nothing said was done", "Choose what was done", {"result": "x"}, at=-5),
    _on("contact", "An attempt, enquiry, visit or sighting", "no result", "Say what came of it, or “no answer”", {"contact": "visit"}, at=-5),
    _on("contact", "An attempt, enquiry, visit or sighting", "a time in the future", "The time must be in the past", SAID, at=60),
    _on("contact", "An attempt, enquiry, visit or sighting", "a time years ago", "The time is more than five years ago. Check the year.", SAID, at=-6 * 366 * 1440),
    _on("whereabouts", "Where the child is", "nothing chosen", "Choose whether it is known where Tamsin is", at=-5),
    _on("whereabouts", "Where the child is", "known, and no place", "Say where Tamsin is", {"known": "yes", "corroboration": "voice"}, at=-5),
    _on("whereabouts", "Where the child is", "known, and not how", "Choose how it was confirmed", {"known": "yes", "place": "Her aunt's"}, at=-5),
    _on("whereabouts", "Where the child is", "confirmed another way, and not how", "Say how this was confirmed.", KNOWN | {"corroboration": "other"}, at=-5),
    _on("whereabouts", "Where the child is", "before last seen", "The time cannot be before the child was last seen, at", KNOWN, at=-600),
    _on("last-seen", "Last seen", "no time", "Enter the time Tamsin was last seen"),
    _on("last-seen", "Last seen", "no place", "Say where Tamsin was then, or “not known”", at=-5),
    _on("classification", "Police classification", "a question of the rulebook not answered", "Answer: Is any risk apparent?", DECIDED | {"risk.apparent": ""}, "duty_inspector", at=-5),
    _on("classification", "Police classification", "no decision", "Choose one: How do the police record Tamsin?", DECIDED | {"choice": ""}, "duty_inspector", at=-5),
    _on("classification", "Police classification", "no reasons", "Give the reasons for the decision in full", DECIDED | {"rationale": ""}, "duty_inspector", at=-5),
    _on("classification", "Police classification", "absent, with questions unanswered", "too little information is a risk in itself", DECIDED | {"choice": "absent", "risk_questions.not_answered": "yes"}, "duty_inspector", at=-5),
    _on("classification", "Police classification", "“not recorded” while whereabouts are not known", "Record the whereabouts first, or choose missing or absent", DECIDED | {"choice": "not_recorded_whereabouts_known"}, "duty_inspector", at=-5),
    _on("classification", "Police classification", "before the child went", "The decision cannot be before the child went, at", DECIDED, "duty_inspector", at=-600),
    _on("risk", "Grading of the risk", "no level", "Choose one: How great is the risk?", NO_GROUND | {"rationale": "x"}, "duty_inspector", at=-5),
    _on("risk", "Grading of the risk", "low, for a child", "A missing child is graded medium or high, never low", NO_GROUND | {"choice": "low", "rationale": "x"}, "duty_inspector", at=-5),
    _on("risk", "Grading of the risk", "high, and no ground", "Say why “high” is chosen all the same", NO_GROUND | {"choice": "high", "rationale": "x"}, "duty_inspector", at=-5),
    _on("risk", "Grading of the risk", "no reasons", "Give the reasons for the decision in full", NO_GROUND | {"choice": "medium"}, "duty_inspector", at=-5),
    _on("notification", "Who was told", "nobody chosen", "Choose who was told", TOLD | {"recipient": ""}, at=-5),
    _on("notification", "Who was told", "not told, and no reason", "Choose why they are not told", TOLD | {"told": "no", "decided_by": "A"}, at=-5),
    _on("notification", "Who was told", "not told, and nobody decided", "Say who decided not to tell them", TOLD | {"told": "no", "not_told_reason": "already_aware"}, at=-5),
    _on("notification", "Who was told", "not told, and no words", "Give the reason in a few words.", TOLD | {"told": "no", "not_told_reason": "already_aware", "decided_by": "A"}, at=-5),
    _on("located", "Located", "no place", "Say where Tamsin is", {"meaningful_contact": "yes"}, at=-5),
    _on("located", "Located", "nothing about contact", "Choose whether there is meaningful contact", {"place": "A flat"}, at=-5),
    _on("located", "Located", "before last seen", "The child cannot be located before last seen, at", FOUND, at=-600),
    _on("returned", "Back", "no time", "Enter the time Tamsin came back", BACK),
    _on("returned", "Back", "nothing about where the child is", "Choose where Tamsin is now", at=-5),
    _on("returned", "Back", "before last seen", "The return cannot be before the child was last seen, at", BACK, at=-600),
    _on("returned", "Back", "in the future", "The time Tamsin came back must be in the past", BACK, at=60),
    _on("returned", "Back", "in another place, and not where", "Say where Tamsin is now", {"ends": "new_placement"}, at=-5),
    _on("returned", "Back", "found on a day and at no time", "The time Tamsin was found must include a month, a year, an hour and a minute", BACK | {"found_at-day": "1"}, at=-5),
    _on("returned", "Back", "found after coming back", "The child was found before coming back. Check the two times.", BACK, at=-10, found_at=-5),
    _on("returned", "Back", "a distance that is no number", "Enter the distance in miles, like 2.5", BACK | {"distance_miles": "far"}, at=-5),
    _on("returned", "Back", "a distance beyond the country", "Enter the distance in miles, from 0 to 1,000.", BACK | {"distance_miles": "4000"}, at=-5),
    _on("discussion", "Talk after the return", "nothing done or said", "Say at least one thing that was done or said.", at=-5),
    _on("note", "Note", "no words", "Write the note", at=-5),
    _on("link", "Children who went together", "nobody chosen", "Choose at least one other child"),
    _on("error", "Reported in error", "no reason", "Say how it was found that Tamsin was not away", {}, "team_manager"),
]  # fmt: skip
