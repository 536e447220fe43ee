"""What holds for the child for a time: status, placement, concerns, restriction."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lantern.vocabulary.placement import PlacementKind, StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.web.dates import LondonMomentField
from lantern.web.fields import LongTextField, RadiosField, SelectField, TextField
from lantern.web.forms import Form

if TYPE_CHECKING:
    from lantern.agencies.models import Agency


class StatusForm(Form):
    """A legal or care status began."""

    kind = RadiosField(
        label="Which status?",
        missing="Select the status",
        choices=StatusKind.choices(),
        hints={kind.value: kind.definition for kind in StatusKind},
    )
    from_at = LondonMomentField(label="From when?", subject="The start", past=True)


class EndForm(Form):
    """Something that held came to an end."""

    until_at = LondonMomentField(label="When did it end?", subject="The end", past=True)


class PlacementForm(Form):
    """The child came to a placement."""

    kind = RadiosField(
        label="What kind of placement is it?",
        missing="Select the kind of placement",
        choices=PlacementKind.choices(),
    )
    carer = SelectField(
        label="Which home or foster household?", missing="Select the home or foster household"
    )
    host_authority = SelectField(
        label="In which authority’s area is it?",
        missing="Select the authority",
        required=False,
        empty="The authority recorded for the home",
    )
    from_at = LondonMomentField(label="From when?", subject="The start", past=True)

    def __init__(
        self,
        *args: Any,
        carers: Iterable["Agency"],
        authorities: Iterable["Agency"],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        homes = [(each.slug, each.name) for each in carers]
        hosts = [(each.slug, each.name) for each in authorities]
        self.fields["carer"].choices = homes  # type: ignore[attr-defined]
        self.fields["host_authority"].choices = hosts  # type: ignore[attr-defined]


class FlagForm(Form):
    """A concern about the child."""

    kind = RadiosField(
        label="What is the concern?",
        missing="Select the concern",
        choices=FlagKind.choices(),
        hints={kind.value: kind.definition for kind in FlagKind},
    )
    said_by = TextField(
        label="Who is concerned, or where does this come from?",
        missing="Say who is concerned, or where the information comes from",
        max_length=160,
    )
    note = LongTextField(
        label="What makes them concerned?", rows=4, required=False, help_text="If you know"
    )
    from_at = LondonMomentField(label="Since when?", subject="The start", past=True)
