"""Who is around the child: family and friends, and the professionals."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.role import Role
from lantern.web.dates import LondonMomentField
from lantern.web.fields import (
    HiddenField,
    LongTextField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
    YesNoField,
)
from lantern.web.forms import Form

if TYPE_CHECKING:
    from lantern.agencies.models import Agency
    from lantern.people.known import Candidate

ROLES = (
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.INDEPENDENT_REVIEWING_OFFICER,
    Role.KEY_WORKER,
    Role.HOME_MANAGER,
    Role.FOSTER_CARER,
    Role.FOSTERING_SERVICE,
    Role.DESIGNATED_HEALTH,
    Role.SCHOOL,
    Role.RETURN_INTERVIEW_PROVIDER,
    Role.POLICE_MISSING_COORDINATOR,
    Role.INVESTIGATING_OFFICER,
)
"""The roles somebody can be named for on a child's page (RF-005)."""


class ContactForm(Form):
    """Somebody around the child."""

    name = TextField(
        label="Name",
        missing="Enter the person’s name, or what the child calls them",
        max_length=120,
        help_text="If you do not know it, what the child calls them",
    )
    relation = RadiosField(
        label="Who is this to the child?",
        missing="Select who this is to the child",
        choices=PersonRelation.choices(),
        hints={PersonRelation.ASSOCIATE: PersonRelation.ASSOCIATE.definition},
    )
    telephone = TelephoneField(label="Telephone", required=False)
    address = LongTextField(label="Address", rows=3, max_length=500, required=False)
    has_parental_responsibility = YesNoField(
        label="Does this person have parental responsibility?",
        missing="Select yes if this person has parental responsibility",
    )
    may_be_told = YesNoField(
        label="May this person be told when the child is missing?",
        missing="Select yes if this person may be told when the child is missing",
        reveals={"no": "why_not_told"},
        help_text="Parents are told unless that would put the child at risk or cannot be done",
    )
    why_not_told = LongTextField(
        label="Why not?", missing="Give the reason why this person may not be told", rows=3
    )
    note = LongTextField(
        label="Anything else", rows=3, required=False, help_text="For example when to ring"
    )
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decides:
            del self.fields["may_be_told"], self.fields["why_not_told"]


class RoleForm(Form):
    """For which role somebody is to be named."""

    role = RadiosField(
        label="What will this person do for the child?",
        missing="Select what this person will do for the child",
        choices=[(role.value, role.label.capitalize()) for role in ROLES],
        hints={role.value: role.definition for role in ROLES},
        is_heading=True,
    )


class AssignForm(Form):
    """Who takes the role, of those who have an account, and from when."""

    who = RadiosField(label="Who is it?", missing="Select who it is")
    from_at = LondonMomentField(label="From when?", subject="The start", past=True)

    def __init__(self, *args: Any, candidates: Iterable["Candidate"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (each.user.reference, f"{each.user.name}, {each.agency.name}") for each in candidates
        ]
        self.fields["who"].choices = choices  # type: ignore[attr-defined]


class UnlistedForm(Form):
    """Somebody without an account takes the role."""

    name = TextField(label="Name", max_length=120)
    agency = SelectField(
        label="Which agency do they work for?", missing="Select the agency they work for"
    )
    telephone = TelephoneField(label="Telephone", help_text="So that they can be rung at night")
    from_at = LondonMomentField(label="From when?", subject="The start", past=True)

    def __init__(self, *args: Any, agencies: Iterable["Agency"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.name) for each in agencies]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]
