"""Find a child to report, or add one who has no record yet."""

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from lantern.web.dates import DateField
from lantern.web.fields import HiddenField, SelectField, TextField
from lantern.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantern.agencies.models import Agency


class SearchForm(Form):
    """Find a child by name, date of birth or a number."""

    q = TextField(
        label="Find a child by name, date of birth or number", max_length=100, required=False
    )

    def box(self) -> SafeString:
        """The one input."""
        return self["q"].__html__()


class NewChildForm(Form):
    """As little as is known tonight: a name, or only what somebody calls the child."""

    given_name = TextField(
        label="First name, or what the child is called",
        missing="Enter a name, or what the child is called",
        max_length=80,
    )
    family_name = TextField(label="Last name", max_length=80, required=False)
    born_on = DateField(
        label="Date of birth",
        help_text="For example, 27 3 2012. Leave empty if not known",
        required=False,
        past=True,
    )
    authority = SelectField(
        label="Council that looks after the child, or where the child lives",
        missing="Choose the council",
    )
    is_new = HiddenField(required=False)

    def __init__(self, *args: Any, authorities: "Iterable[Agency]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.councils = {each.slug: each for each in authorities}
        found = [(each.slug, each.name) for each in self.councils.values()]
        self.fields["authority"].choices = found  # type: ignore[attr-defined]
        if len(found) == 1:
            self.initial.setdefault("authority", found[0][0])
