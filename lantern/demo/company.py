"""The rest of the partnership: homes, households, a college and their people."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lantern.demo.partnership import (
    ALWAYS,
    BODIES,
    BY_DAY,
    DESKS,
    HOME,
    HOUSEHOLD,
    PEOPLE,
    Body,
    Desk,
    Person,
)
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role

_CARE: Final = ((Role.CARER, ALWAYS), (Role.HOME_MANAGER, ALWAYS))
_FOSTERING: Final = ((Role.FOSTERING_SERVICE, BY_DAY), (Role.FOSTERING_HEAD, BY_DAY))
_REVIEWING: Final = ((Role.INDEPENDENT_REVIEWING_OFFICER, BY_DAY),)

_MORE_BODIES: Final = (
    Body("millrace-house", "Millrace House", HOME, "calderbrook"),
    Body("fernbank", "Fernbank", HOME, "calderbrook"),
    Body("kestrel-view", "Kestrel View", HOME, "vale"),
    Body("heron-court", "Heron Court", HOME, "northmoor"),
    Body("brightwell", "The Brightwell household", HOUSEHOLD, "vale"),
    Body("tansley", "The Tansley household", HOUSEHOLD, "calderbrook"),
    Body("larkhill", "The Larkhill household", HOUSEHOLD, "vale"),
    Body("vale-college", "Vale College", AgencyKind.SCHOOL, "vale"),
)

_MORE_DESKS: Final = (
    Desk("millrace-house", "Staff", _CARE, "staff@millrace-house.example"),
    Desk("fernbank", "Staff", _CARE, "staff@fernbank.example"),
    Desk("kestrel-view", "Staff", _CARE, "staff@kestrel-view.example"),
    Desk("heron-court", "Staff", _CARE, "staff@heron-court.example"),
    Desk("calderbrook", "Fostering service", _FOSTERING, "fostering@calderbrook.example"),
    Desk("calderbrook", "Reviewing officers", _REVIEWING, "reviewing@calderbrook.example"),
    Desk("vale", "Fostering service", _FOSTERING, "fostering@vale.example"),
    Desk("vale", "Reviewing officers", _REVIEWING, "reviewing@vale.example"),
    Desk("northmoor", "Reviewing officers", _REVIEWING, "reviewing@northmoor.example"),
    Desk(
        "vale-college",
        "Safeguarding",
        ((Role.SCHOOL, BY_DAY),),
        "safeguarding@vale-college.example",
    ),
)

_MORE_PEOPLE: Final = (
    Person(
        "second_social_worker",
        "Marek Dolanski",
        "calderbrook",
        Role.SOCIAL_WORKER,
        "Children in care team",
    ),
    Person("hub_worker", "Yvonne Achterly", "calderbrook", Role.MASH, "Safeguarding hub"),
    Person(
        "fostering_worker",
        "Del Hargrove",
        "calderbrook",
        Role.FOSTERING_SERVICE,
        "Fostering service",
    ),
    Person(
        "fostering_head", "Moira Tennick", "calderbrook", Role.FOSTERING_HEAD, "Fostering service"
    ),
    Person("residential_manager", "Bashir Conwy", "calderbrook", Role.RESIDENTIAL_MANAGER),
    Person("vale_manager", "Rosalind Teague", "vale", Role.TEAM_MANAGER, "Children's team"),
    Person(
        "vale_duty_worker", "Femi Oldacre", "vale", Role.EMERGENCY_DUTY_TEAM, "Emergency duty team"
    ),
    Person(
        "vale_reviewing_officer",
        "Ottilie Barrow",
        "vale",
        Role.INDEPENDENT_REVIEWING_OFFICER,
        "Reviewing officers",
    ),
    Person(
        "vale_coordinator", "Parveen Locke", "vale", Role.MISSING_COORDINATOR, "Children's team"
    ),
    Person(
        "vale_fostering_worker", "Lindiwe Parr", "vale", Role.FOSTERING_SERVICE, "Fostering service"
    ),
    Person(
        "vale_fostering_head", "Graham Eastlake", "vale", Role.FOSTERING_HEAD, "Fostering service"
    ),
    Person(
        "northmoor_manager", "Gareth Swinburn", "northmoor", Role.TEAM_MANAGER, "Children's team"
    ),
    Person(
        "northmoor_duty_worker",
        "Ada Fenwick-Sey",
        "northmoor",
        Role.EMERGENCY_DUTY_TEAM,
        "Emergency duty team",
    ),
    Person(
        "northmoor_reviewing_officer",
        "Hugh Calloway",
        "northmoor",
        Role.INDEPENDENT_REVIEWING_OFFICER,
        "Reviewing officers",
    ),
    Person("millrace_manager", "Tanya Redfearn", "millrace-house", Role.HOME_MANAGER, "Staff"),
    Person("millrace_key_worker", "Luca Bennington", "millrace-house", Role.KEY_WORKER, "Staff"),
    Person("fernbank_manager", "Abiola Grantley", "fernbank", Role.HOME_MANAGER, "Staff"),
    Person("fernbank_key_worker", "Sian Postlethorne", "fernbank", Role.KEY_WORKER, "Staff"),
    Person("lodge_key_worker", "Sam Everleigh", "quarry-lodge", Role.KEY_WORKER, "Staff"),
    Person("kestrel_manager", "Niall Thackerby", "kestrel-view", Role.HOME_MANAGER, "Staff"),
    Person("kestrel_key_worker", "Shanthi Rowell", "kestrel-view", Role.KEY_WORKER, "Staff"),
    Person("heron_manager", "Carol Duxford", "heron-court", Role.HOME_MANAGER, "Staff"),
    Person("brightwell_carer", "Alan Brightwell", "brightwell", Role.FOSTER_CARER),
    Person("tansley_carer", "Joy Tansley", "tansley", Role.FOSTER_CARER),
    Person("larkhill_carer", "Rob Larkhill", "larkhill", Role.FOSTER_CARER),
    Person(
        "second_interviewer",
        "Farah Linden",
        "open-door",
        Role.RETURN_INTERVIEW_PROVIDER,
        "Interviewers",
    ),
    Person(
        "police_supervisor",
        "Dinesh Arkwright",
        "calderbrook-vale-police",
        Role.POLICE_SUPERVISOR,
        "Control room",
    ),
    Person(
        "second_inspector",
        "Craig Mortlake",
        "calderbrook-vale-police",
        Role.DUTY_INSPECTOR,
        "Duty inspectors",
    ),
    Person("college_teacher", "Hester Quayle", "vale-college", Role.SCHOOL, "Safeguarding"),
)

_SERVES_ALL: Final = frozenset({"open-door", "health"})
"""In the demonstration the whole partnership shares one provider and one health body."""

BODIES_SHOWN: Final = (
    *(replace(body, within="") if body.slug in _SERVES_ALL else body for body in BODIES),
    *_MORE_BODIES,
)
DESKS_SHOWN: Final = (*DESKS, *_MORE_DESKS)
PEOPLE_SHOWN: Final = (*PEOPLE, *_MORE_PEOPLE)

ROLES_BY_AUTHORITY: Final[Mapping[str, Mapping[Role, tuple[str, ...]]]] = {
    "calderbrook": {
        Role.SOCIAL_WORKER: ("social_worker", "second_social_worker"),
        Role.TEAM_MANAGER: ("team_manager",),
        Role.EMERGENCY_DUTY_TEAM: ("duty_worker",),
        Role.INDEPENDENT_REVIEWING_OFFICER: ("reviewing_officer",),
        Role.FOSTERING_SERVICE: ("fostering_worker",),
        Role.FOSTERING_HEAD: ("fostering_head",),
    },
    "vale": {
        Role.SOCIAL_WORKER: ("host_worker",),
        Role.TEAM_MANAGER: ("vale_manager",),
        Role.EMERGENCY_DUTY_TEAM: ("vale_duty_worker",),
        Role.INDEPENDENT_REVIEWING_OFFICER: ("vale_reviewing_officer",),
        Role.FOSTERING_SERVICE: ("vale_fostering_worker",),
        Role.FOSTERING_HEAD: ("vale_fostering_head",),
    },
    "northmoor": {
        Role.SOCIAL_WORKER: ("neighbour",),
        Role.TEAM_MANAGER: ("northmoor_manager",),
        Role.EMERGENCY_DUTY_TEAM: ("northmoor_duty_worker",),
        Role.INDEPENDENT_REVIEWING_OFFICER: ("northmoor_reviewing_officer",),
    },
}
"""Who of the cast acts for an authority's children."""

CARERS: Final = {
    "alder-house": ("home_manager", "key_worker"),
    "millrace-house": ("millrace_manager", "millrace_key_worker"),
    "fernbank": ("fernbank_manager", "fernbank_key_worker"),
    "quarry-lodge": ("other_home_manager", "lodge_key_worker"),
    "kestrel-view": ("kestrel_manager", "kestrel_key_worker"),
    "heron-court": ("heron_manager", "heron_manager"),
    "okafor": ("foster_carer", "foster_carer"),
    "brightwell": ("brightwell_carer", "brightwell_carer"),
    "tansley": ("tansley_carer", "tansley_carer"),
    "larkhill": ("larkhill_carer", "larkhill_carer"),
}
"""Who cares for the children of a home or household: the manager or carer, and the key worker."""

OWN_SERVICE: Final = {
    "alder-house": "calderbrook",
    "millrace-house": "calderbrook",
    "okafor": "calderbrook",
    "tansley": "calderbrook",
    "brightwell": "vale",
    "larkhill": "vale",
}
"""The authority whose own home or carer it is; the others belong to independent providers."""

ADDRESSES: Final = {
    "alder-house": ("7 Alder Lane, Eastmere, Calderbrook", "CC3 5AL"),
    "millrace-house": ("The Millrace, Weir Lane, Calderbrook", "CC1 2MR"),
    "fernbank": ("Fernbank, 40 Heron Road, Calderbrook", "CC6 8FB"),
    "quarry-lodge": ("Quarry Lodge, Marl Lane, Lower Quarry, Vale", "EV2 1QL"),
    "kestrel-view": ("Kestrel View, Five Ways, Vale", "EV7 3KV"),
    "heron-court": ("Heron Court, Chapel Brow, Northmoor", "NM1 9HC"),
    "okafor": ("15 Orchard Rise, Calderbrook", "CC4 7RS"),
    "brightwell": ("2 Dovecote Rise, Vale", "EV5 4DV"),
    "tansley": ("88 Canalside, Calderbrook", "CC2 6CN"),
    "larkhill": ("Larkhill Farm, Marl Lane, Vale", "EV2 8LF"),
}
"""Invented streets, in postcode areas that do not exist."""

AREA_OF: Final = {body.slug: body.within for body in BODIES_SHOWN}
"""The authority in whose area a home, household or school is."""


def is_household(slug: str) -> bool:
    """Whether this is a foster household."""
    return any(body.slug == slug and body.kind == HOUSEHOLD for body in BODIES_SHOWN)
