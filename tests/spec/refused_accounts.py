"""What the pages of signing in, accounts, agencies and oversight refuse, and what they say.

`at` is the address by its name, `who` tries it (see `tests.web.test_accounts_refusals`).
"""

from dataclasses import dataclass, field

PASSWORD = "lamps along the quay"  # noqa: S105  nobody's


@dataclass(frozen=True)
class Refused:
    """One thing that is refused, and the sentence about it."""

    form: str
    wrong: str
    says: str
    at: str
    who: str = "nobody"
    status: int = 200
    typed: dict = field(default_factory=dict)


def _sign_in(wrong, says, status=200, **typed):
    given = {"email": "ruth.adeyemi@calderbrook.example", "password": "a wrong password"} | typed
    return Refused("Sign in", wrong, says, "sign-in", status=status, typed=given)


def _password(wrong, new, says, present=PASSWORD):
    typed = {"present_password": present, "new_password": new}
    return Refused(
        "Change the password", wrong, says, "change-password", "social_worker", typed=typed
    )


SIGNING_IN = [
    _sign_in("no email address", "Enter email address", email=""),
    _sign_in(
        "an email address that is none",
        "Enter an email address in the correct format",
        email="ruth",
    ),
    _sign_in("no password", "Enter password", password=""),
    _sign_in("a wrong password, or an address nobody has", "these do not belong together"),
    Refused(
        "Sign in",
        "the fifth wrong password in a quarter of an hour",
        "Wait 15 minutes, then try again.",
        "locked",
        status=429,
    ),
    Refused(
        "Choose a password",
        "a link that was used, replaced or is too old",
        "This link no longer works",
        "dead-link",
        status=404,
        typed={"new_password": PASSWORD},
    ),
    _password(
        "a wrong present password",
        "kettles in the harbour",
        "Enter your present password: this is not it",
        present="a guess",
    ),
    _password("no new password", "", "Enter new password"),
    _password("fewer than 12 characters", "short one", "Enter a password of 12 characters or more"),
    _password("more than 128 characters", "a" * 129, "128 characters or fewer"),
    _password("a common password", "password1234", "this one is on a list of common passwords"),
    _password(
        "like the name or the address",
        "ruth.adeyemi@calderbrook",
        "Choose a password that is not like your name or email address",
    ),
    Refused(
        "Choose an agency",
        "one where the person has no role",
        "Select an agency",
        "choose-agency",
        "social_worker",
        typed={"agency": "vale"},
    ),
]


def _somebody(wrong, says, **typed):
    given = {"name": "Nia Newcome", "email": "nia@vale.example", "role": "social_worker"} | typed
    return Refused("Add somebody", wrong, says, "accounts:add-to", "administrator", typed=given)


ACCOUNTS = [
    _somebody("no name", "Enter full name", name=""),
    _somebody(
        "an email address that is none", "Enter an email address in the correct format", email="nia"
    ),
    _somebody(
        "an email address that somebody has",
        "Somebody has an account with this email address",
        email="Ruth.Adeyemi@calderbrook.example",
    ),
    _somebody(
        "a telephone number that cannot be dialled", "Enter a telephone number", telephone="12"
    ),
    _somebody("a role that nobody has in such an agency", "Select a role", role="call_handler"),
    _somebody("no role", "Select a role", role=""),
    _somebody("another agency’s team", "Select team", team="99999"),
    Refused(
        "Give a role",
        "an administrator who is to see children",
        "one account cannot hold both roles",
        "accounts:role-in",
        "administrator",
        403,
        {"role": "administrator"},
    ),
    Refused(
        "Give a role",
        "to oneself",
        "You cannot give yourself a role. Ask another administrator.",
        "own-role",
        "administrator",
        403,
        {"role": "auditor"},
    ),
    Refused(
        "End a role",
        "one’s own",
        "You cannot end your own role. Ask another administrator.",
        "own-end",
        "administrator",
        403,
        {"sure": "yes"},
    ),
    Refused(
        "Close an account",
        "one’s own",
        "Ask another administrator to change your own account.",
        "own-close",
        "administrator",
        403,
        {"sure": "yes"},
    ),
    Refused(
        "Make a link",
        "for somebody who works elsewhere too",
        "You do not keep the accounts of Vale District Council",
        "wide-link",
        "keeper",
        403,
        {"sure": "yes"},
    ),
    Refused(
        "Add somebody",
        "by somebody who keeps no accounts",
        "Your role here (social worker) does not allow this. Ask an administrator.",
        "accounts:add-to",
        "social_worker",
        403,
        {"sure": "yes"},
    ),
]


def _agency(wrong, says, **typed):
    given = {"name": "Fern Bank", "slug": "fern-bank", "kind": "childrens_home"} | typed
    return Refused("Add an agency", wrong, says, "agencies:add", "administrator", typed=given)


def _hours(wrong, says, **typed):
    given = {"days": ["0"], "opens": "09:00", "closes": "17:00"} | typed
    return Refused("Office hours", wrong, says, "agencies:hours", "administrator", typed=given)


AGENCIES = [
    _agency("no name", "Enter name", name=""),
    _agency(
        "a short name with other characters",
        "Use small letters, digits and hyphens only",
        slug="fern bank",
    ),
    _agency(
        "a short name that an agency has", "There is an agency called “vale” already", slug="vale"
    ),
    _agency(
        "a short name that is an address of Lantern’s", "Choose another short name", slug="add"
    ),
    _agency("no kind", "Select the kind of agency", kind=""),
    _agency("a rulebook that is not there", "Select rulebook", rulebook="nowhere-1999"),
    _agency(
        "a first day that is no day",
        "must be a real date",
        **{"first_day_on-day": "31", "first_day_on-month": "2", "first_day_on-year": "2026"},
    ),
    Refused(
        "Add an agency",
        "by an agency’s own administrator",
        "Only the partnership’s own administrator adds an agency",
        "agencies:add",
        "keeper",
        403,
        {"sure": "yes"},
    ),
    Refused(
        "Add a team",
        "no name",
        "Enter team’s name",
        "agencies:team",
        "administrator",
        typed={"name": "", "email": ""},
    ),
    Refused(
        "What a team does",
        "a role of another kind of agency",
        "Select a role",
        "agencies:cover",
        "administrator",
        typed={"role": "call_handler", "when": "always"},
    ),
    Refused(
        "What a team does",
        "no hours",
        "Select when",
        "agencies:cover",
        "administrator",
        typed={"role": "mash", "when": ""},
    ),
    _hours(
        "a closing time before the opening time",
        "Enter a closing time that is after the opening time",
        closes="08:00",
    ),
    _hours("a time that is none", "Enter a time like 09:00, on the 24-hour clock", opens="25:00"),
    Refused(
        "Add an area",
        "no name",
        "Enter area’s name",
        "agencies:area",
        "administrator",
        typed={"name": " "},
    ),
]


def _emergency(wrong, says, status=200, who="neighbour", **typed):
    given = {"reason": "Found at the bus station, will not say where she lives"} | typed
    return Refused("Open a record in an emergency", wrong, says, "emergency", who, status, given)


OVERSIGHT = [
    _emergency("no reason", "Say what has happened and why you need this record now", reason=""),
    _emergency(
        "a reason that says nothing",
        "Say what has happened and why you need this record now",
        reason="urgent",
    ),
    _emergency(
        "a name and no date of birth",
        "No one record fits",
        404,
        given_name="Tamsin",
        family_name="Redfern",
    ),
    _emergency("a reference that nobody has", "No one record fits", 404, reference="C-2222-2222"),
    _emergency(
        "a date that is no day",
        "must be a real date",
        **{"born_on-day": "31", "born_on-month": "2", "born_on-year": "2012"},
    ),
    _emergency("by a role that answers no emergencies", "does not allow this", 403, "teacher"),
    Refused(
        "Review emergency access",
        "no finding",
        "Say what you found",
        "oversight:emergency",
        "auditor",
        typed={"outcome": "proper", "finding": ""},
    ),
    Refused(
        "Review emergency access",
        "no outcome",
        "Select what you found",
        "oversight:emergency",
        "auditor",
        typed={"outcome": "", "finding": "Fine."},
    ),
    Refused(
        "Review emergency access",
        "of another authority’s record",
        "Page not found",
        "oversight:emergency",
        "team_manager",
        404,
        {"outcome": "proper", "finding": "Fine."},
    ),
    Refused(
        "What was done",
        "by somebody who is no auditor",
        "Ask an auditor.",
        "oversight:activity",
        "team_manager",
        403,
    ),
]
