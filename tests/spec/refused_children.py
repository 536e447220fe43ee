# ruff: noqa: E501  a table, one case a line
"""What the pages of children refuse, and what they say: the cases behind the page of refusals.

`typed` is what is sent; an `upload` is the name of a file in `tests.pictures`; `minutes` are
instants, in minutes from now; `who` sends it. `page` names the address, with what follows the child.
"""

from lantern.risk.questions import QUESTIONS
from tests.spec.refused_reports import Refused

DETAILS = {"address_is_protected": "no", "version": "1"}
CONTACT = {
    "name": "Mum",
    "relation": "mother",
    "has_parental_responsibility": "yes",
    "may_be_told": "yes",
}
PROFILE = {
    "description": "Tall",
    "risks": "None known",
    "tracing": "The park",
    "drawn_up_by": "Ruth Adeyemi",
    "version": "0",
}
ASSESSED = {question.id: "no" for question in QUESTIONS} | {
    "reasons": "Her brother", "risks": "Trains", "mitigations": "Calls on Sundays", "owner": "Ruth Adeyemi",
    "review_on-day": "1", "review_on-month": "6", "review_on-year": "2190", "version": "0",
}  # fmt: skip
TAKEN = {"taken_on-day": "1", "taken_on-month": "2", "taken_on-year": "2026"}


def _without(typed, *names):
    return {name: value for name, value in typed.items() if name not in names}


def _born(day, month, year):
    return {"born_on-day": day, "born_on-month": month, "born_on-year": year}


def _row(page, form, wrong, says, typed=None, who="social_worker", **minutes):
    return Refused(form, f"children:{page}", wrong, says, typed or {}, minutes, who)


FINDING = [
    _row("search", "Find a child", "nothing to look for", "Enter a name, a date of birth, or a reference such as an NHS number", {"text": " "}),
    _row("search", "Find a child", "more words than any name", "Name, date of birth or reference must be 200 characters or fewer", {"text": "a" * 201}),
    _row("search", "Find a child", "a name that nobody has", "Try one name alone, the start of a name, or the date of birth", {"text": "Nobody"}),
    _row("search", "Find a child", "a date on which nobody was born", "Try the name instead: a date is often recorded wrongly", {"text": "1 January 2001"}),
    _row("search", "Find a child", "a number that nobody has", "Check each digit, or try the name", {"text": "999 000 0344"}),
    _row("add", "Add a child", "nothing at all", "Enter a name, a date of birth or an NHS number", {"given_name": ""}),
    _row("add", "Add a child", "a name without a letter", "Enter a name with at least one letter, or leave it empty", {"given_name": "--"}),
    _row("add", "Add a child", "a birth that has not happened", "Date of birth must be today or in the past", _born("1", "1", "2190")),
    _row("add", "Add a child", "a birth too long ago", "This record is for children, and for care leavers up to 25. Check the year of birth", _born("1", "1", "1970")),
    _row("add", "Add a child", "a day that is none", "Date of birth must be a real date", _born("31", "2", "2011")),
    _row("add", "Add a child", "a date with its month left out", "Date of birth must include a month", _born("3", "", "2011")),
    _row("add", "Add a child", "an NHS number that fails its check", "Enter an NHS number of ten digits; the one given fails its check digit", {"given_name": "Jo", "nhs_number": "999 000 0019"}),
    _row("add", "Add a child", "another child's NHS number", "Another child’s record has this NHS number", {"given_name": "Jo", "nhs_number": "999 000 0018"}),
    _row("add", "Add a child", "no authority", "Select the local authority", {"given_name": "Jo"}, "call_handler"),
]  # fmt: skip

RECORD = [
    _row("details", "Change details", "a name without a letter", "Enter a name with at least one letter, or leave it empty", DETAILS | {"family_name": "…"}),
    _row("details", "Change details", "a birth that has not happened", "Date of birth must be today or in the past", DETAILS | _born("1", "1", "2190")),
    _row("details", "Change details", "a postcode that is none", "Enter a full postcode, like CC1 4AB", DETAILS | {"home_postcode": "CC1"}),
    _row("details", "Change details", "a number that cannot be rung", "Enter a telephone number, like 0121 496 0000 or 07700 900 982", DETAILS | {"telephone": "ask mum"}),
    _row("details", "Change details", "no word on secrecy", "Select yes if it must be kept secret where the child is", {"version": "1"}),
    _row("details", "Change details", "too long a name", "First names must be 80 characters or fewer", DETAILS | {"given_name": "a" * 81}),
    _row("details", "Change details", "what somebody else changed meanwhile", "Somebody else changed this record while you were writing. Choose what to keep.", DETAILS | {"language": "Twi", "version": "0"}),
    _row("number", "Add a number", "no kind", "Select the kind of number", {"value": "1"}),
    _row("number", "Add a number", "no number", "Enter number", {"kind": "nhs_number"}),
    _row("number", "Add a number", "an NHS number that fails its check", "Enter an NHS number of ten digits; the one given fails its check digit", {"kind": "nhs_number", "value": "1234567890"}),
    _row("number", "Add a number", "a pupil number that fails its check", "Enter a unique pupil number of 13 characters; the one given fails its check letter", {"kind": "upn", "value": "A823432113429"}),
    _row("number", "Add a number", "an authority's number, and not whose", "Say whose number the Authority's reference is", {"kind": "authority_reference", "value": "1"}),
    _row("number", "Add a number", "another child's number", "Another child’s record has this NHS number", {"kind": "nhs_number", "value": "9990000018"}),
    _row("contact-add", "Family and friends", "no name", "Enter the person’s name, or what the child calls them", _without(CONTACT, "name")),
    _row("contact-add", "Family and friends", "not said who it is", "Select who this is to the child", _without(CONTACT, "relation")),
    _row("contact-add", "Family and friends", "nothing about parental responsibility", "Select yes if this person has parental responsibility", _without(CONTACT, "has_parental_responsibility")),
    _row("contact-add", "Family and friends", "not to be told, and no reason", "Give the reason why this person may not be told", CONTACT | {"may_be_told": "no"}),
    _row("contact-add", "Family and friends", "a number that cannot be rung", "Enter a telephone number, like 0121 496 0000 or 07700 900 982", CONTACT | {"telephone": "12"}),
    _row("people", "Who is who", "no role", "Select what this person will do for the child", {"role": ""}, "team_manager"),
    _row("assign social_worker", "Who is who", "nobody chosen", "Select who it is", {}, "team_manager", from_at=-5),
    _row("assign social_worker", "Who is who", "a start in the future", "The start must be in the past", {"who": "{social_worker}"}, "team_manager", from_at=90),
    _row("assign-unlisted social_worker", "Who is who", "somebody unlisted without a name", "Enter name", {}, "team_manager", from_at=-5),
    _row("assign-unlisted social_worker", "Who is who", "somebody unlisted without an agency", "Select the agency they work for", {"name": "Jan Kos"}, "team_manager", from_at=-5),
    _row("assign-unlisted social_worker", "Who is who", "somebody unlisted who cannot be rung", "Enter telephone", {"name": "Jan Kos"}, "team_manager", from_at=-5),
    _row("assign-end social_worker", "Who is who", "an end of what nobody does", "Nobody is recorded as the child’s social worker", {}, "team_manager", until_at=-5),
]  # fmt: skip

STANDING = [
    _row("status", "Legal and care status", "no status", "Select the status", {}, from_at=-5),
    _row("status", "Legal and care status", "no time", "Enter the start", {"kind": "section_47"}),
    _row("status", "Legal and care status", "a time in the future", "The start must be in the past", {"kind": "section_47"}, from_at=90),
    _row("status", "Legal and care status", "a status that stands already", "Full care order is recorded already and has not ended", {"kind": "full_care_order"}, from_at=-5),
    _row("status", "Legal and care status", "one before the status it follows", "Full care order must end after it began", {"kind": "section_20"}, from_at=-60 * 24 * 400),
    _row("status-end section_47", "Legal and care status", "an end of what does not stand", "Section 47 enquiry is not open for this child", {}, until_at=-5),
    _row("placement", "Placement", "no kind", "Select the kind of placement", {"carer": "quarry-lodge"}, from_at=-5),
    _row("placement", "Placement", "no home", "Select the home or foster household", {"kind": "childrens_home"}, from_at=-5),
    _row("placement", "Placement", "a home that is no foster household", "Quarry Lodge does not offer foster care", {"kind": "foster_care", "carer": "quarry-lodge"}, from_at=-5),
    _row("placement", "Placement", "a time before the placement it follows", "The placement before began later than this. Check the date", {"kind": "childrens_home", "carer": "quarry-lodge"}, from_at=-60 * 24 * 400),
    _row("placement", "Placement", "a time in the future", "The start must be in the past", {"kind": "childrens_home", "carer": "quarry-lodge"}, from_at=90),
    _row("placement-end", "Placement", "an end in the future", "The end must be in the past", {}, until_at=90),
    _row("flag", "Concern", "no concern", "Select the concern", {"said_by": "School"}, from_at=-5),
    _row("flag", "Concern", "nobody who says so", "Say who is concerned, or where the information comes from", {"kind": "gangs"}, from_at=-5),
    _row("flag", "Concern", "a concern that stands already", "“Self-harm or suicide” is on the record already. Add to it, or lower it first", {"kind": "self_harm", "said_by": "School"}, from_at=-5),
    _row("flag-end gangs", "Concern", "an end of what does not stand", "“Gangs or criminal exploitation” is not on the record", {}, until_at=-5),
]  # fmt: skip

KEPT_READY = [
    _row("profile", "Profile", "no description", "Describe what the child looks like", _without(PROFILE, "description")),
    _row("profile", "Profile", "nothing on what could happen", "Say what could happen to the child, or that no risk is known", _without(PROFILE, "risks")),
    _row("profile", "Profile", "nothing on where the child could be", "Say where and with whom the child could be, or that it is not known", _without(PROFILE, "tracing")),
    _row("profile", "Profile", "not who drew it up", "Name the social worker and the carer who drew this up", _without(PROFILE, "drawn_up_by")),
    _row("profile", "Profile", "more words than are kept", "What does the child look like must be 10,000 characters or fewer", PROFILE | {"description": "a" * 10_001}),
    _row("photograph", "Photograph", "no file", "Choose photograph", TAKEN),
    _row("photograph", "Photograph", "an empty file", "The file is empty", TAKEN | {"upload": "nothing"}),
    _row("photograph", "Photograph", "a PDF", "The file is a PDF. Take a picture of the page, or save it as a JPEG", TAKEN | {"upload": "a PDF"}),
    _row("photograph", "Photograph", "a HEIC", "The file is a HEIC picture, which some iPhones take", TAKEN | {"upload": "a HEIC"}),
    _row("photograph", "Photograph", "an SVG", "The file is a drawing or a web page. Save it as a JPEG, PNG or WebP picture and choose it again", TAKEN | {"upload": "an SVG"}),
    _row("photograph", "Photograph", "a GIF", "The file is a GIF, TIFF or bitmap picture", TAKEN | {"upload": "a GIF"}),
    _row("photograph", "Photograph", "a text", "The file is not a picture", TAKEN | {"upload": "words"}),
    _row("photograph", "Photograph", "half a JPEG", "The file is damaged or only part of it arrived", TAKEN | {"upload": "a truncated JPEG"}),
    _row("photograph", "Photograph", "half a PNG", "The file is damaged or only part of it arrived", TAKEN | {"upload": "a truncated PNG"}),
    _row("photograph", "Photograph", "a file of 40 MB", "The file must be 10 MB or smaller", TAKEN | {"upload": "40 MB"}),
    _row("photograph", "Photograph", "a picture of 400 million pixels", "The picture is too large to open. Choose a smaller one", TAKEN | {"upload": "a decompression bomb"}),
    _row("photograph", "Photograph", "a picture of 36 million pixels that is no JPEG", "The picture has more than 25 million pixels. Choose a smaller one", TAKEN | {"upload": "a poster"}),
    _row("photograph", "Photograph", "not when it was taken", "Enter the day it was taken", {"upload": "a photograph"}),
    _row("photograph", "Photograph", "taken before the child was born", "The photograph cannot have been taken before the child was born", TAKEN | {"upload": "a photograph", "taken_on-year": "2001"}),
    _row("photograph", "Photograph", "taken tomorrow", "The day it was taken must be today or in the past", TAKEN | {"upload": "a photograph", "taken_on-year": "2190"}),
    _row("risk", "Risk assessment", "no reason to go", "Say why the child may go, or that no reason is known", _without(ASSESSED, "reasons")),
    _row("risk", "Risk assessment", "nothing on what could happen", "Say what could happen to the child while missing", _without(ASSESSED, "risks")),
    _row("risk", "Risk assessment", "nothing that is done about it", "Say what is done to keep the child safe", _without(ASSESSED, "mitigations")),
    _row("risk", "Risk assessment", "nobody who keeps it", "Name who keeps this assessment up to date", _without(ASSESSED, "owner")),
    _row("risk", "Risk assessment", "a review in the past", "Enter a review date in the future", ASSESSED | {"review_on-year": "2020"}),
    _row("risk", "Risk assessment", "a question without an answer", "Choose yes, no or not known: Has a mental illness been diagnosed?", _without(ASSESSED, "mental_illness")),
    _row("risk", "Risk assessment", "a yes without words", "Say more: Does the child need medicine or treatment?", ASSESSED | {"medication": "yes"}),
    _row("steps", "Something done", "not said what", "Select what was done", {"fact": ""}),
    _row("step placement_plan.reviewed", "Something done", "no time", "Enter the time", {"words": "Done"}),
    _row("step placement_plan.reviewed", "Something done", "a time in the future", "The time must be in the past", {"words": "Done"}, at=90),
    _row("step child.meets_referral_criteria", "Something done", "no decision", "Select what was decided", {}, at=-5),
]  # fmt: skip
