"""The events that a regulator has to be told of: one regulation for each kind of placement."""

from dataclasses import dataclass
from typing import Final

from lantern.vocabulary.placement import PlacementKind
from lantern.vocabulary.term import Term


class RegulatorEvent(Term):
    """An event that the regulations name; its definition is to whom it is told, without delay.

    A child going missing is not among those of a home (Children's Homes (England) Regulations 2015
    reg 40), nor of supported accommodation (Supported Accommodation (England) Regulations 2023 reg
    27). Among those of a fostering service it is told to the responsible authority alone (Fostering
    Services (England) Regulations 2011 Schedule 7).

    The events of reg 27 are those of Ofsted's guidance on it ("Report a serious incident in a
    supported accommodation service", gov.uk); whom to tell beside Ofsted is as providers' published
    procedures have it, and no more exact than they are.
    """

    HOME_DEATH = (
        "home_death",
        "The child died",
        (
            "Ofsted, the placing authority, the Secretary of State and the area's authority "
            "where neither placed the child, the integrated care board, the prisons "
            "ombudsman of a secure home, and others concerned."
        ),
        "CHR 2015 reg 40(1)",
    )
    HOME_BARRING = (
        "home_barring",
        "A worker was referred to the barring service",
        "Ofsted, the placing authority and each other person concerned.",
        "CHR 2015 reg 40(3)",
    )
    HOME_EXPLOITATION = (
        "home_exploitation",
        "The child is involved in, subject to, or suspected of sexual exploitation",
        "Ofsted and each other person concerned.",
        "CHR 2015 reg 40(4)(a)",
    )
    HOME_POLICE = (
        "home_police",
        "An incident needed the police and the registered person considers it serious",
        "Ofsted and each other person concerned.",
        "CHR 2015 reg 40(4)(b)",
    )
    HOME_ALLEGATION = (
        "home_allegation",
        "An allegation of abuse against the home or somebody who works there",
        "Ofsted and each other person concerned.",
        "CHR 2015 reg 40(4)(c)",
    )
    HOME_ENQUIRY = (
        "home_enquiry",
        "A child protection enquiry began or ended",
        "Ofsted and each other person concerned; of its end, with the outcome.",
        "CHR 2015 reg 40(4)(d)",
    )
    HOME_SERIOUS = (
        "home_serious",
        "Another incident that the registered person considers serious",
        "Ofsted and each other person concerned.",
        "CHR 2015 reg 40(4)(e)",
    )
    FOSTER_DEATH = (
        "foster_death",
        "The child died",
        (
            "Ofsted, the responsible authority, the Secretary of State, the area's "
            "authority and health."
        ),
        "FSR 2011 Schedule 7",
    )
    FOSTER_BARRING = (
        "foster_barring",
        "A worker was referred to the barring service",
        "Ofsted and the responsible authority.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_ILLNESS = (
        "foster_illness",
        "The child is seriously ill or had a serious accident",
        "Ofsted and the responsible authority.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_DISEASE = (
        "foster_disease",
        "An outbreak of infectious disease",
        "Those whom the row of the Schedule names.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_OFFENCE = (
        "foster_offence",
        "An allegation that the child committed a serious offence",
        "Those whom the row of the Schedule names.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_EXPLOITATION = (
        "foster_exploitation",
        "The child is involved in, or suspected of, sexual exploitation",
        "Those whom the row of the Schedule names.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_POLICE = (
        "foster_police",
        "A serious incident needed the police",
        "Those whom the row of the Schedule names.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_ABSCONDED = (
        "foster_absconded",
        "The child absconded",
        "The responsible authority alone.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_COMPLAINT = (
        "foster_complaint",
        "A serious complaint about a foster carer",
        "Those whom the row of the Schedule names.",
        "FSR 2011 Schedule 7",
    )
    FOSTER_ENQUIRY = (
        "foster_enquiry",
        "A child protection enquiry began or ended",
        "Those whom the row of the Schedule names.",
        "FSR 2011 Schedule 7",
    )
    SUPPORTED_DEATH = (
        "supported_death",
        "The child died",
        (
            "At once: Ofsted, the accommodating authority, the area's authority, the integrated "
            "care board, and others concerned."
        ),
        "SAR 2023 reg 27",
    )
    SUPPORTED_BARRING = (
        "supported_barring",
        "A worker was referred to the barring service",
        "Ofsted, the accommodating authority and each other person concerned.",
        "SAR 2023 reg 27",
    )
    SUPPORTED_EXPLOITATION = (
        "supported_exploitation",
        "The child is involved in, subject to, or suspected of sexual or criminal exploitation",
        "Ofsted, the accommodating authority and each other person concerned.",
        "SAR 2023 reg 27",
    )
    SUPPORTED_POLICE = (
        "supported_police",
        "An incident needed the police and the registered person considers it serious",
        "Ofsted, the accommodating authority and each other person concerned.",
        "SAR 2023 reg 27",
    )
    SUPPORTED_ALLEGATION = (
        "supported_allegation",
        "An allegation of abuse against the service or somebody who works there",
        "Ofsted, the accommodating authority and each other person concerned.",
        "SAR 2023 reg 27",
    )
    SUPPORTED_ENQUIRY = (
        "supported_enquiry",
        "A child protection enquiry began or ended",
        "Ofsted, the accommodating authority and each other person concerned.",
        "SAR 2023 reg 27",
    )
    SUPPORTED_RESTRAINT = (
        "supported_restraint",
        "The child was restrained",
        "Ofsted, the accommodating authority and each other person concerned.",
        "SAR 2023 reg 27",
    )
    SUPPORTED_SERIOUS = (
        "supported_serious",
        "Another incident that the registered person considers serious",
        "Ofsted, the accommodating authority and each other person concerned.",
        "SAR 2023 reg 27",
    )

    @property
    def regulation(self) -> "Regulation":
        """The regulation that names it."""
        return next(one for one in REGULATIONS if self.value.startswith(one.prefix))


@dataclass(frozen=True, kw_only=True)
class Regulation:
    """A regulation on serious events: of which kind of placement, and what to know before it is
    answered. `prefix` begins the value of each of its events."""

    prefix: str
    placed: PlacementKind
    words: str

    @property
    def events(self) -> tuple[RegulatorEvent, ...]:
        """The events that it names."""
        return tuple(one for one in RegulatorEvent if one.regulation is self)


REGULATIONS: Final = (
    Regulation(
        prefix="home_",
        placed=PlacementKind.CHILDRENS_HOME,
        words=(
            "Regulation 40 of the Children’s Homes (England) Regulations 2015 does not name going "
            "missing as such. It has to be told when it meets one of these, without delay."
        ),
    ),
    Regulation(
        prefix="foster_",
        placed=PlacementKind.FOSTER_CARE,
        words=(
            "Schedule 7 of the Fostering Services (England) Regulations 2011 names these events. "
            "That a child absconded is told to the responsible authority alone."
        ),
    ),
    Regulation(
        prefix="supported_",
        placed=PlacementKind.SUPPORTED,
        words=(
            "Regulation 27 of the Supported Accommodation (England) Regulations 2023 does not name "
            "going missing as such. It has to be told when it meets one of these, without delay: "
            "within 24 hours where possible, and a death at once."
        ),
    ),
)
"""One for each kind of placement that has regulations; never two for one child."""


def regulation_for(placed: PlacementKind | None) -> Regulation | None:
    """The regulation on serious events where the child lived; None where there is none."""
    return next((one for one in REGULATIONS if one.placed is placed), None)
