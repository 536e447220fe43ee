"""The record of one child's meeting, as a form: long, saved as its author goes, nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lantern.meetings.actions.holding import Held
from lantern.meetings.details import Attended, PartSaid, Record, Shared, Weighed
from lantern.plans.details import Agreed
from lantern.vocabulary.meeting import Came, LegalChoice, LegalStep, Part, Placed, Reach
from lantern.web.asking import AboutChild, choices
from lantern.web.dates import DateField, LondonMomentField
from lantern.web.fields import LongTextField, RadiosField, SelectField, YesNoField
from lantern.web.plans.owners import owner_of

FEWEST_ROWS: Final = 3
MOST_ROWS: Final = 40
WORDS: Final[Mapping[str, Part]] = {
    "known": Part.KNOWN,
    "done": Part.DONE,
    "needed": Part.NEEDED,
    "locating": Part.LOCATING,
    "legal": Part.LEGAL,
    "placed_words": Part.PLACED,
    "publicity": Part.MEDIA,
    "harbouring": Part.HARBOURING,
    "preventing": Part.PREVENTING,
    "organised": Part.ORGANISED,
    "dynamics": Part.DYNAMICS,
    "decisions": Part.DECISIONS,
}
"""The part of the record that each long answer is."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a form about one meeting has to know: who was invited, and what the record warns of."""

    members: tuple[tuple[str, str], ...]
    """Key and name of each who was invited."""
    agencies: tuple[tuple[str, str, int | None], ...]
    """Field's name, name and number of each agency that may share something."""
    owners: tuple[tuple[str, str], ...]
    warnings: Mapping[LegalStep, str]
    others: str
    """The children who went together with this one; empty where there are none."""
    rows: int
    is_correction: bool


class HoldForm(AboutChild):
    """What the chair records."""

    held_at = LondonMomentField(label="When did it begin?", subject="When it began", past=True)
    known = LongTextField(
        label="What is known of the disappearance?",
        help_text="From the record. Put right or add what the meeting heard",
        required=False,
        rows=8,
    )
    done = LongTextField(label="What has been done so far?", required=False, rows=8)
    needed = LongTextField(label="What more must be found out?", required=False, rows=3)
    locating = LongTextField(
        label="How will {child} be found and brought back?", required=False, rows=3
    )
    legal_reason = LongTextField(label="Why is it sought all the same?", required=False, rows=2)
    legal = LongTextField(label="Legal action: what was said and decided", required=False, rows=3)
    placed = RadiosField(
        label="Where does {child} go once found?", choices=choices(Placed), required=False
    )
    placed_words = LongTextField(label="Why there, and who arranges it?", required=False, rows=2)
    publicity = LongTextField(
        label="Media and publicity",
        help_text="The police lead, after consulting the parents and the team manager",
        required=False,
        rows=2,
    )
    media_decided = YesNoField(
        label="Did the police decide on the use of the media?", required=False
    )
    harbouring_agreed = YesNoField(
        label="Were harbouring notices agreed?",
        required=False,
        reveals={"yes": "harbouring"},
    )
    harbouring = LongTextField(
        label="For whom, and who serves them?", rows=2, missing="Say for whom"
    )
    preventing = LongTextField(
        label="What will make it less likely that {child} goes again?", required=False, rows=3
    )
    organised_abuse = YesNoField(
        label="Is organised abuse or exploitation feared?",
        required=False,
        reveals={"yes": ("organised", "hub_consulted")},
    )
    organised = LongTextField(
        label="What is feared, and why?", rows=3, missing="Say what is feared"
    )
    hub_consulted = YesNoField(
        label="Was the safeguarding hub consulted?",
        missing="Select yes if the safeguarding hub was consulted",
    )
    dynamics = LongTextField(
        label="The children who went together",
        help_text="Do not take it that they stay together, or are in one place",
        required=False,
        rows=3,
    )
    decisions = LongTextField(
        label="What did the meeting decide?", rows=4, missing="Say what the meeting decided"
    )
    review_on = DateField(
        label="On which day is the plan reviewed?", subject="The day of the review"
    )
    reason = LongTextField(
        label="Why is the record put right?", rows=2, missing="Say why the record is put right"
    )

    def __init__(self, *args: Any, around: Around, **kwargs: Any) -> None:
        self.around = around
        super().__init__(*args, more=_more(around), **kwargs)
        self._leave_out()

    def _leave_out(self) -> None:
        """What this meeting does not ask."""
        if not self.around.others:
            del self.fields["dynamics"]
        if not self.around.is_correction:
            del self.fields["reason"]
        if self.around.warnings:
            warned = " ".join(self.around.warnings.values())
            self.fields["legal_reason"].help_text = warned
        else:
            del self.fields["legal_reason"]

    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Headings, and the questions under each, in the order of the agenda (QS-077)."""
        around = self.around
        shared = tuple(each for name, _, _ in around.agencies for each in (name, f"{name}-reach"))
        steps = tuple(f"legal-{one}" for one in LegalStep)
        groups = (
            (
                "The meeting",
                ("held_at", *(came_of(place) for place, _ in enumerate(around.members))),
            ),
            ("The disappearance", ("known", "done")),
            ("What each agency shared", shared),
            ("Finding the child", ("needed", "locating")),
            ("Legal action", (*steps, "legal_reason", "legal")),
            ("Once the child is found", ("placed", "placed_words")),
            ("Media and notices", ("publicity", "media_decided", "harbouring_agreed")),
            ("What must change", ("preventing", "organised_abuse", "dynamics")),
            ("Decisions", ("decisions", "review_on", "reason")),
        )
        return tuple(
            (heading, tuple(name for name in names if name in self.fields))
            for heading, names in groups
        )

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """The questions of each action."""
        return tuple(
            (f"what-{place}", f"owner-{place}", f"due_on-{place}")
            for place in range(self.around.rows)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for what, owner, due_on in self.rows():
            said = bool(cleaned.get(what, "").strip())
            for name, sentence in (
                (what, "Say what is to be done"),
                (owner, "Select who does it"),
                (due_on, "Enter the day by which it is done"),
            ):
                is_begun = said or cleaned.get(owner) or cleaned.get(due_on)
                if is_begun and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    def refuse(self, fault: Any) -> None:
        """The plan names an action by its place among those that were filled in."""
        places = [place for place in range(self.around.rows) if self._is_filled(place)]
        named = {}
        for name, sentence in fault.messages.items():
            field, _, place = name.rpartition("-")
            moved = f"{field}-{places[int(place)]}" if place.isdigit() else name
            named[moved.replace("person-", "owner-")] = sentence
        if "attended" in named:
            named[came_of(0)] = named.pop("attended")
        super().refuse(type(fault)(named))

    def _is_filled(self, place: int) -> bool:
        return bool(self.cleaned_data.get(f"what-{place}", "").strip())

    @property
    def held(self) -> Held:
        """What was recorded."""
        given = self.cleaned_data
        return Held(
            held_at=given["held_at"],
            review_on=given["review_on"],
            record=self._record(),
            actions=tuple(self._actions()),
        )

    def _record(self) -> Record:
        given = self.cleaned_data
        words = ((part, given.get(name) or "") for name, part in WORDS.items())
        return Record(
            attended=tuple(self._attended()),
            shared=tuple(self._shared()),
            parts=tuple(PartSaid(part=part, words=said) for part, said in words if said.strip()),
            legal=tuple(self._weighed()),
            placed=Placed(given["placed"]) if given.get("placed") else None,
            media_decided=bool(given.get("media_decided")),
            harbouring_agreed=bool(given.get("harbouring_agreed")),
            organised_abuse=bool(given.get("organised_abuse")),
            hub_consulted=bool(given.get("hub_consulted")),
        )

    def _attended(self) -> Any:
        given = self.cleaned_data
        for place, (key, _) in enumerate(self.around.members):
            yield Attended(member=key, came=Came(given[came_of(place)] or Came.ABSENT))

    def _shared(self) -> Any:
        given = self.cleaned_data
        for name, agency, number in self.around.agencies:
            if given[name].strip():
                # What nobody said may go to all goes to the fewest who have to work with it.
                reach = Reach(given[f"{name}-reach"] or Reach.POLICE_AND_SOCIAL_CARE)
                yield Shared(agency=agency, agency_id=number, words=given[name], reach=reach)

    def _weighed(self) -> Any:
        given = self.cleaned_data
        for step in LegalStep:
            choice = LegalChoice(given[f"legal-{step}"] or LegalChoice.NOT_CONSIDERED)
            warned = self.around.warnings.get(step, "")
            sought = choice is LegalChoice.SOUGHT and bool(warned)
            reason = given.get("legal_reason", "") if sought else ""
            yield Weighed(step=step, choice=choice, warned=warned if sought else "", reason=reason)

    def _actions(self) -> Any:
        given = self.cleaned_data
        for place in range(self.around.rows):
            if self._is_filled(place):
                who: dict[str, Any] = owner_of(given[f"owner-{place}"])
                due_on = given[f"due_on-{place}"]
                yield Agreed(what=given[f"what-{place}"], due_on=due_on, **who)


def came_of(place: int) -> str:
    """The name of the question whether the member at this place took part."""
    return f"came-{place}"


def _more(around: Around) -> dict[str, Any]:
    """The questions that this meeting's agencies, legal steps and actions give rise to."""
    found: dict[str, Any] = {
        came_of(place): SelectField(label=name, choices=choices(Came), required=False)
        for place, (_, name) in enumerate(around.members)
    }
    for name, agency, _ in around.agencies:
        found[name] = LongTextField(label=f"{agency} shared", required=False, rows=3)
        found[f"{name}-reach"] = SelectField(
            label=f"Who may read what {agency} shared?",
            choices=choices(Reach),
            required=False,
            empty="Choose one, if something was shared",
        )
    for step in LegalStep:
        found[f"legal-{step}"] = RadiosField(
            label=step.label, choices=choices(LegalChoice), required=False, inline=True
        )
    for place in range(around.rows):
        found[f"what-{place}"] = LongTextField(
            label=f"Action {place + 1}", required=False, rows=2, max_length=2000
        )
        owner = SelectField(label="Who does it?", required=False)
        owner.choices = list(around.owners)
        found[f"owner-{place}"] = owner
        found[f"due_on-{place}"] = DateField(
            label="By which day?", subject="The day by which it is done", required=False
        )
    return found
