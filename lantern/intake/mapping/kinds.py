"""The kinds of file that case systems give, and what Lantern can take from a row of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lantern.vocabulary.absence import Classification, WhereaboutsKnown
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.person import Ethnicity, Gender
from lantern.vocabulary.placement import PersonRelation, PlacementKind
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.risk import RiskLevel
from lantern.vocabulary.role import Role
from lantern.vocabulary.term import Term


class Reading(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    DAY = "day"
    INSTANT = "instant"
    TERM = "term"
    YES_NO = "yes or no"
    POSTCODE = "postcode"
    TELEPHONE = "telephone"
    EMAIL = "email"
    NHS_NUMBER = "nhs number"
    PUPIL_NUMBER = "pupil number"
    REFERENCE = "reference"
    AGENCY = "agency"


MEANINGS: Final[Mapping[Reading, str]] = {
    Reading.TEXT: "taken as written, without spaces before and after",
    Reading.DAY: "a day as people and spreadsheets write it",
    Reading.INSTANT: (
        "a day with a time in London; a day alone is taken as a day, and no time is made up"
    ),
    Reading.TERM: "one of Lantern’s words, or a code that the mapping gives a word for",
    Reading.YES_NO: "yes, y, true, 1; or no, n, false, 0; or a code that the mapping says is one",
    Reading.POSTCODE: "a full postcode, put in its one spelling",
    Reading.TELEPHONE: "a telephone number, put in its one spelling",
    Reading.EMAIL: "an email address",
    Reading.NHS_NUMBER: "ten digits, of which the last checks the others",
    Reading.PUPIL_NUMBER: "13 characters, of which the first checks the others",
    Reading.REFERENCE: "a number or reference of at most 40 characters",
    Reading.AGENCY: "an agency by its short name, its code or number, or its name",
}
"""What each reading takes, for the page of the reference."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """Something that Lantern can take from a row."""

    name: str
    meaning: str
    reading: Reading = Reading.TEXT
    terms: type[Term] | None = None
    only: frozenset[str] = frozenset()
    needed: bool = False
    longest: int = 0

    def words(self) -> tuple[Term, ...]:
        """The words that a cell of this field may come to."""
        found = tuple(self.terms) if self.terms is not None else ()
        return tuple(term for term in found if not self.only or term in self.only)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of file: what a row is, its fields, and those of which each row must fill one."""

    name: str
    row: str
    fields: Mapping[str, Field]
    one_of: tuple[str, ...] = ()


def _field(
    name: str,
    meaning: str,
    reading: Reading = Reading.TEXT,
    *,
    needed: bool = False,
    longest: int = 0,
) -> Field:
    return Field(name=name, meaning=meaning, reading=reading, needed=needed, longest=longest)


def _term(name: str, meaning: str, terms: type[Term], *only: Term, needed: bool = False) -> Field:
    return Field(
        name=name,
        meaning=meaning,
        reading=Reading.TERM,
        terms=terms,
        only=frozenset(only),
        needed=needed,
    )


def _kind(name: str, row: str, one_of: tuple[str, ...], *fields: Field) -> Kind:
    named = MappingProxyType({field.name: field for field in fields})
    return Kind(name=name, row=row, fields=named, one_of=one_of)


NUMBERS: Final = (
    _field("authority_reference", "the case system’s number for the child", Reading.REFERENCE),
    _field("nhs_number", "the child’s NHS number", Reading.NHS_NUMBER),
    _field("upn", "the child’s unique pupil number", Reading.PUPIL_NUMBER),
    _field("police_reference", "the force’s number for the child", Reading.REFERENCE),
    _field("home_office_reference", "the Home Office’s number", Reading.REFERENCE),
    _field("lantern_reference", "the child’s reference in Lantern, such as C-7K3P-9QX2"),
)
"""The fields by which a row says which child it means; any one is enough."""
NUMBER_NAMES: Final = tuple(field.name for field in NUMBERS)

_CHILDREN: Final = _kind(
    "children",
    "a child",
    NUMBER_NAMES,
    *NUMBERS,
    _field("given_name", "the child’s first name or names", longest=80),
    _field("family_name", "the child’s family name", longest=80),
    _field("also_known_as", "other names the child goes by", longest=160),
    _field("born_on", "the day the child was born", Reading.DAY),
    _term("gender", "the child’s gender", Gender),
    _term("ethnicity", "the child’s ethnic background", Ethnicity),
    _field("language", "the language the child speaks best", longest=60),
    _field("telephone", "the child’s own telephone", Reading.TELEPHONE, longest=30),
    _field("home_address", "where the family lives, without the postcode"),
    _field("home_postcode", "the postcode of the family home", Reading.POSTCODE),
    _field("address_is_protected", "whether the address must be kept back", Reading.YES_NO),
    _field("school", "the school, where it takes part", Reading.AGENCY),
)
_STAFF: Final = _kind(
    "staff",
    "a member of staff in one role",
    (),
    _field("email", "the address with which they sign in", Reading.EMAIL, needed=True),
    _field("name", "the person’s full name", needed=True, longest=120),
    _field("telephone", "the telephone at work", Reading.TELEPHONE, longest=30),
    _field("agency", "the agency they work for", Reading.AGENCY, needed=True),
    _term("role", "the role they hold there", Role, needed=True),
    _field("team", "the team, by its name", longest=80),
)
_HOMES: Final = _kind(
    "homes",
    "a children’s home or foster household",
    ("short_name", "number"),
    _field("short_name", "the home’s short name in addresses of pages", longest=40),
    _field("number", "its number with Ofsted, or in the case system", longest=12),
    _field("name", "the name of the home", needed=True, longest=120),
    _term(
        "kind",
        "a children’s home or a foster household",
        AgencyKind,
        AgencyKind.CHILDRENS_HOME,
        AgencyKind.FOSTER_HOUSEHOLD,
        needed=True,
    ),
    _field("address", "the address, without the postcode", needed=True),
    _field("postcode", "the postcode", Reading.POSTCODE, needed=True),
    _field("telephone", "the home’s telephone", Reading.TELEPHONE, longest=30),
    _field("provider", "the body that runs it", longest=120),
    _field("authority", "the local authority in whose area it is", Reading.AGENCY),
    _field("run_by", "the authority whose own home it is", Reading.AGENCY),
)
_PLACEMENTS: Final = _kind(
    "placements",
    "a placement of a child",
    NUMBER_NAMES,
    *NUMBERS,
    _term("kind", "the kind of placement", PlacementKind, needed=True),
    _field("carer", "the home or foster household", Reading.AGENCY, needed=True),
    _field("host_authority", "the authority in whose area it is", Reading.AGENCY),
    _field("began", "when the child came to it", Reading.INSTANT, needed=True),
    _field("ended", "when the child left it; empty while the child is there", Reading.INSTANT),
)
_CONTACTS: Final = _kind(
    "contacts",
    "somebody around a child",
    NUMBER_NAMES,
    *NUMBERS,
    _field("name", "the person’s name", needed=True, longest=120),
    _term("relation", "who the person is to the child", PersonRelation, needed=True),
    _field("telephone", "the person’s telephone", Reading.TELEPHONE, longest=30),
    _field("address", "where the person lives"),
    _field(
        "has_parental_responsibility",
        "whether the person has parental responsibility",
        Reading.YES_NO,
    ),
    _field("may_be_told", "whether the person may be told of an absence", Reading.YES_NO),
    _field("why_not_told", "the reason why the person may not be told"),
    _field("note", "anything else to know of the person"),
)
_PROFILES: Final = _kind(
    "profiles",
    "a child’s profile kept ready",
    NUMBER_NAMES,
    *NUMBERS,
    _field("description", "what the child looks like", needed=True),
    _field("risks", "what could happen to the child, or that no risk is known", needed=True),
    _field("tracing", "where and with whom the child could be", needed=True),
    _field("medical", "health, medicines and what happens without them"),
    _field("routines", "the child’s usual day"),
    _field("wishes", "what the child wants, in the child’s words"),
    _field("drawn_up_by", "who drew it up", needed=True, longest=240),
    _field("drawn_up", "when it was drawn up", Reading.INSTANT, needed=True),
)
_MISSING: Final = _kind(
    "missing",
    "a time when a child was missing or away",
    NUMBER_NAMES,
    *NUMBERS,
    _field("row_number", "the case system’s own number for the episode", Reading.REFERENCE),
    _field(
        "began", "when the child was last seen, or left the placement", Reading.INSTANT, needed=True
    ),
    _field("ended", "when the child was found or came back", Reading.INSTANT),
    _field("reported", "when it was reported to the police", Reading.INSTANT),
    _term("whereabouts", "whether it was known where the child was", WhereaboutsKnown, needed=True),
    _term("classification", "the police decision", Classification),
    _term("risk", "the level of risk that somebody decided on", RiskLevel),
    _field("words", "what the case system says of it"),
    _term("interview_offered", "whether a return interview was offered", Answer),
    _term("interview_accepted", "whether the child accepted it", Answer),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (_CHILDREN, _STAFF, _HOMES, _PLACEMENTS, _CONTACTS, _PROFILES, _MISSING)
    }
)
"""Every kind of file that a mapping may be for."""
