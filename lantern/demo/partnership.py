"""The invented partnership: its agencies, its teams and who works there. Nobody here is real."""

from dataclasses import dataclass
from typing import Final

from lantern.agencies.details import When
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role

RULEBOOK: Final = "calderbrook-2026"
OF_PROVIDER: Final = "streetwise-2015"
"""How the provider of return interviews sorts the children it is told of."""
ALWAYS, BY_DAY, BY_NIGHT = When.ALWAYS, When.OFFICE_HOURS, When.OUT_OF_HOURS


@dataclass(frozen=True)
class Body:
    """An agency. `within` names another; an authority has a code that is nobody's."""

    slug: str
    name: str
    kind: AgencyKind
    within: str = ""
    code: str = ""

    @property
    def rulebook(self) -> str:
        """The rulebook to which it works, if it has one of its own."""
        if self.kind == AgencyKind.INTERVIEW_PROVIDER:
            return OF_PROVIDER
        return RULEBOOK if self.kind == AgencyKind.LOCAL_AUTHORITY else ""


@dataclass(frozen=True)
class Desk:
    """A team, and the roles it covers at which hours."""

    agency: str
    name: str
    covers: tuple[tuple[Role, When], ...]
    email: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody of the cast. `key` is how tests call on them."""

    key: str
    name: str
    agency: str
    role: Role
    team: str = ""


FORCE, AUTHORITY = AgencyKind.POLICE_FORCE, AgencyKind.LOCAL_AUTHORITY
HOME, HOUSEHOLD = AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD

BODIES: Final = (
    Body("calderbrook-vale-police", "Calderbrook & Vale Police", FORCE),
    Body(
        "calderbrook",
        "Calderbrook City Council",
        AUTHORITY,
        "calderbrook-vale-police",
        "E99000001",
    ),
    Body("vale", "Vale District Council", AUTHORITY, "calderbrook-vale-police", "E99000002"),
    Body(
        "northmoor", "Northmoor County Council", AUTHORITY, "calderbrook-vale-police", "E99000003"
    ),
    Body("alder-house", "Alder House", HOME, "calderbrook"),
    Body("quarry-lodge", "Quarry Lodge", HOME, "vale"),
    Body("okafor", "The Okafor household", HOUSEHOLD, "calderbrook"),
    Body("open-door", "Open Door Returns", AgencyKind.INTERVIEW_PROVIDER, "calderbrook"),
    Body("health", "Calderbrook & Vale Health Partnership", AgencyKind.HEALTH, "calderbrook"),
    Body("millbrook", "Millbrook Academy", AgencyKind.SCHOOL, "calderbrook"),
    Body(
        "partnership", "Calderbrook & Vale Safeguarding Partnership", AgencyKind.SAFEGUARDING_BOARD
    ),
)

ELSEWHERE: Final = Body("eastmarch", "Eastmarch Council", AUTHORITY, "", "E99000009")
"""An authority that takes no part in this partnership; only tests know it."""

_DUTY_TEAM: Final = (
    (Role.EMERGENCY_DUTY_TEAM, ALWAYS),
    (Role.SOCIAL_WORKER, BY_NIGHT),
    (Role.TEAM_MANAGER, BY_NIGHT),
    (Role.HOST_AUTHORITY, BY_NIGHT),
    (Role.RESPONSIBLE_AUTHORITY, BY_NIGHT),
)
_SOCIAL_WORK: Final = (
    (Role.SOCIAL_WORKER, BY_DAY),
    (Role.TEAM_MANAGER, BY_DAY),
    (Role.RESPONSIBLE_AUTHORITY, BY_DAY),
    (Role.HOST_AUTHORITY, BY_DAY),
)
_CARE: Final = ((Role.CARER, ALWAYS), (Role.HOME_MANAGER, ALWAYS))

DESKS: Final = (
    Desk(
        "calderbrook-vale-police",
        "Control room",
        ((Role.POLICE, ALWAYS), (Role.CALL_HANDLER, ALWAYS)),
        "control.room@police.example",
    ),
    Desk(
        "calderbrook-vale-police",
        "Duty inspectors",
        ((Role.DUTY_INSPECTOR, ALWAYS), (Role.FORCE_INCIDENT_MANAGER, ALWAYS)),
        "inspectors@police.example",
    ),
    Desk(
        "calderbrook-vale-police",
        "Missing persons unit",
        ((Role.POLICE_MISSING_COORDINATOR, BY_DAY),),
        "missing.unit@police.example",
    ),
    Desk(
        "calderbrook", "Children in care team", _SOCIAL_WORK, "children.in.care@calderbrook.example"
    ),
    Desk("calderbrook", "Emergency duty team", _DUTY_TEAM, "duty@calderbrook.example"),
    Desk(
        "calderbrook",
        "Safeguarding hub",
        ((Role.MASH, BY_DAY), (Role.MISSING_COORDINATOR, BY_DAY)),
        "hub@calderbrook.example",
    ),
    Desk("vale", "Children's team", (*_SOCIAL_WORK, (Role.MASH, BY_DAY)), "children@vale.example"),
    Desk("vale", "Emergency duty team", _DUTY_TEAM, "duty@vale.example"),
    Desk(
        "northmoor",
        "Children's team",
        (*_SOCIAL_WORK, (Role.MASH, BY_DAY)),
        "children@northmoor.example",
    ),
    Desk("northmoor", "Emergency duty team", _DUTY_TEAM, "duty@northmoor.example"),
    Desk("alder-house", "Staff", _CARE, "staff@alder-house.example"),
    Desk("quarry-lodge", "Staff", _CARE, "staff@quarry-lodge.example"),
    Desk(
        "open-door",
        "Interviewers",
        ((Role.RETURN_INTERVIEW_PROVIDER, ALWAYS),),
        "interviews@open-door.example",
    ),
    Desk(
        "health",
        "Children in care nurses",
        ((Role.DESIGNATED_HEALTH, BY_DAY),),
        "nurses@health.example",
    ),
    Desk("millbrook", "Safeguarding", ((Role.SCHOOL, BY_DAY),), "safeguarding@millbrook.example"),
)

PEOPLE: Final = (
    Person(
        "social_worker", "Ruth Adeyemi", "calderbrook", Role.SOCIAL_WORKER, "Children in care team"
    ),
    Person(
        "team_manager", "Helen Marsh", "calderbrook", Role.TEAM_MANAGER, "Children in care team"
    ),
    Person(
        "duty_worker",
        "Tomasz Zielny",
        "calderbrook",
        Role.EMERGENCY_DUTY_TEAM,
        "Emergency duty team",
    ),
    Person("reviewing_officer", "Grace Oduya", "calderbrook", Role.INDEPENDENT_REVIEWING_OFFICER),
    Person(
        "coordinator", "Imran Sadiq", "calderbrook", Role.MISSING_COORDINATOR, "Safeguarding hub"
    ),
    Person("senior_manager", "Caroline Pike", "calderbrook", Role.SENIOR_MANAGER),
    Person("data_officer", "Ravi Menon", "calderbrook", Role.DATA_OFFICER),
    Person("home_manager", "Dean Whitlock", "alder-house", Role.HOME_MANAGER, "Staff"),
    Person("key_worker", "Bronwen Ellis", "alder-house", Role.KEY_WORKER, "Staff"),
    Person("other_home_manager", "Steph Garner", "quarry-lodge", Role.HOME_MANAGER, "Staff"),
    Person("foster_carer", "Ngozi Okafor", "okafor", Role.FOSTER_CARER),
    Person(
        "call_handler", "Jo Lambert", "calderbrook-vale-police", Role.CALL_HANDLER, "Control room"
    ),
    Person(
        "duty_inspector",
        "Saira Khalid",
        "calderbrook-vale-police",
        Role.DUTY_INSPECTOR,
        "Duty inspectors",
    ),
    Person(
        "incident_manager",
        "Martin Boyle",
        "calderbrook-vale-police",
        Role.FORCE_INCIDENT_MANAGER,
        "Duty inspectors",
    ),
    Person("superintendent", "Fiona Grant", "calderbrook-vale-police", Role.SUPERINTENDENT),
    Person(
        "investigating_officer", "Lewis Tran", "calderbrook-vale-police", Role.INVESTIGATING_OFFICER
    ),
    Person(
        "police_coordinator",
        "Anita Rowe",
        "calderbrook-vale-police",
        Role.POLICE_MISSING_COORDINATOR,
        "Missing persons unit",
    ),
    Person(
        "interviewer", "Kezia Brand", "open-door", Role.RETURN_INTERVIEW_PROVIDER, "Interviewers"
    ),
    Person("nurse", "Mairead Kelly", "health", Role.DESIGNATED_HEALTH, "Children in care nurses"),
    Person("teacher", "Olu Banjo", "millbrook", Role.SCHOOL, "Safeguarding"),
    Person("host_worker", "Ellen Stroud", "vale", Role.SOCIAL_WORKER, "Children's team"),
    Person("neighbour", "Peter Haines", "northmoor", Role.SOCIAL_WORKER, "Children's team"),
    Person("board_chair", "Lorna Petrie", "partnership", Role.SAFEGUARDING_BOARD),
    Person("administrator", "Colin Webb", "partnership", Role.ADMINISTRATOR),
    Person("auditor", "Judith Frost", "partnership", Role.AUDITOR),
)

STRANGER: Final = Person("stranger", "Sandra Voss", ELSEWHERE.slug, Role.SOCIAL_WORKER)
"""A social worker of the authority elsewhere; only tests know her."""
