# ruff: noqa: E501  a table, one case a line
"""What `lantern import children` and the others refuse, and what they say.

`rows` are in the file: each says only what differs from the example of its kind.
"""

from dataclasses import dataclass, field

EXAMPLES = {
    "children": {"Authority reference": "CC1", "First name": "Tamsin", "Family name": "Redfern", "Date of birth": "01/06/2011", "Gender": "F"},
    "staff": {"Email": "rosa.field@calderbrook.example", "Name": "Rosa Field", "Agency": "calderbrook", "Role": "Social worker", "Team": ""},
    "homes": {"Short name": "birch-house", "Number": "SC123456", "Name": "Birch House", "Kind": "Home", "Address": "2 Birch Road", "Postcode": "CC1 9AB", "Local authority": "", "Run by": ""},
    "placements": {"Authority reference": "CC1", "Kind": "Children's home", "Home": "birch-house", "From": "05/01/2026", "Until": "", "Host authority": ""},
    "contacts": {"Authority reference": "CC1", "Name": "Bea Redfern", "Relationship": "Aunt", "May be told": "", "Why not told": ""},
    "profiles": {"Authority reference": "CC1", "Description": "Tall", "Risks": "None is known", "Tracing": "Her aunt", "Drawn up by": "Ruth Adeyemi", "Drawn up on": "03/02/2026"},
    "missing": {"Episode number": "77", "Authority reference": "CC1", "Last seen": "02/03/2026 18:30", "Found or returned": "04/03/2026", "Whereabouts": "Missing", "Reported": ""},
}  # fmt: skip
FIRST = (("homes", [EXAMPLES["homes"]]), ("children", [EXAMPLES["children"]]))


@dataclass(frozen=True)
class Refused:
    """One thing that is refused, and the sentence about it."""

    kind: str
    wrong: str
    says: str
    rows: list = field(default_factory=list)
    options: tuple = ()
    mapping: str = ""
    authority: str = "calderbrook"
    before: tuple = ()

    @property
    def form(self):
        """The command."""
        return f"lantern import {self.kind}"


def _command(wrong, says, *options, mapping="", authority="calderbrook"):
    rows = [EXAMPLES["children"]]
    return Refused("children", wrong, says, rows, options, mapping, authority)


def _row(kind, wrong, says, *, before=(), **cells):
    cells = {name.replace("_", " "): text for name, text in cells.items()}
    return Refused(kind, wrong, says, [EXAMPLES[kind] | cells], before=before)


def _care(kind, wrong, says, **cells):
    return _row(kind, wrong, says, before=FIRST, **cells)


COMMAND = [
    _command("no authority is named, and there is more than one", "Say whose records these are with --authority", authority=""),
    _command("the authority is none", "Say whose records these are with --authority", authority="nowhere"),
    _command("the mapping is none", "No mapping for children is called “lantren” (did you mean `lantern`?)", "--mapping", "lantren"),
    _command("the mapping’s file is not there", "this file can't be read", "--mapping", "no-such-file.yaml"),
    _command("the mapping is one of another kind", "this is a mapping for staff, not for children", "--mapping", "ours.yaml", mapping="mapping: ours\nkind: staff\ntitle: Ours\nkey: email\ncolumns:\n  - {field: email, from: A}\n  - {field: name, from: B}\n  - {field: agency, from: C}\n  - {field: role, from: D}\n"),
    _command("the mapping names a field that there is not", "“born_at” is no field (did you mean `born_on`?)", "--mapping", "ours.yaml", mapping="mapping: ours\nkind: children\ntitle: Ours\nkey: upn\ncolumns:\n  - {field: upn, from: A}\n  - {field: born_at, from: B}\n"),
    _command("the mapping has no key", "a mapping needs “key”", "--mapping", "ours.yaml", mapping="mapping: ours\nkind: children\ntitle: Ours\ncolumns:\n  - {field: upn, from: A}\n"),
    _command("one row is wrong, and all or nothing was asked", "Nothing was taken, because not every row could be.", "--all-or-nothing", "--mapping", "ours.yaml", mapping="mapping: ours\nkind: children\ntitle: Ours\nkey: upn\ncolumns:\n  - {field: upn, from: Authority reference}\n"),
]  # fmt: skip

ROWS = [
    _row("children", "no number says which child it is", "The row has no number or name by which it could be known", Authority_reference=""),
    _row("children", "a birth that is no date", "‘31/02/2011’ is not a day of the calendar", Date_of_birth="31/02/2011"),
    _row("children", "a birth that has not come", "Date of birth must be today or in the past", Date_of_birth="01/06/2031"),
    _row("children", "a word that the mapping does not know", "“Femal” is no gender that this mapping knows. Perhaps ‘Female’ is meant", Gender="Femal"),
    _row("children", "an NHS number that fails its check", "“9990000019” is no NHS number", NHS_number="9990000019"),
    _row("children", "a postcode that is none", "“CC1” is no home postcode", Postcode="CC1"),
    _row("children", "a school that does not take part", "No school in Lantern is called “Nowhere”", School="Nowhere"),
    _row("staff", "an address that is none", "“rosa” is no email address", Email="rosa"),
    _row("staff", "an agency that there is not", "No agency in Lantern is called “Nowhere”", Agency="Nowhere"),
    _row("staff", "a team that there is not", "has no team called “Nobody”", Team="Nobody"),
    _row("staff", "a role that nobody in the agency can have", "Nobody in a local authority can be a duty inspector", Role="Duty inspector"),
    _row("homes", "a short name that can’t stand in an address", "“Birch House” can’t stand in the address of a page", Short_name="Birch House"),
    _row("homes", "an authority that there is not", "No local authority in Lantern is called “Nowhere”", Local_authority="Nowhere"),
    _care("placements", "a child who is not here", "No child in Lantern has this number. Bring the children in first", Authority_reference="CC9"),
    _care("placements", "a home that is not here", "No home or foster household in Lantern is called “Nowhere”", Home="Nowhere"),
    _care("placements", "a home that does not offer that kind", "Birch House does not offer foster care", Kind="Foster care"),
    _care("placements", "an end before the beginning", "The child left before or as the child came", Until="04/01/2026"),
    Refused("placements", "two that overlap", "This overlaps a placement on record from 5 January 2026. Give that one its end first", [EXAMPLES["placements"], EXAMPLES["placements"] | {"From": "01/03/2026", "Home": "alder-house"}], before=FIRST),
    _care("contacts", "somebody who may not be told, without a reason", "Give the reason why this person may not be told", May_be_told="no"),
    _care("profiles", "one of a day that has not come", "This has not come yet", Drawn_up_on="03/02/2031"),
    _care("missing", "back before going", "The child came back before going missing", Found_or_returned="01/03/2026"),
    _care("missing", "reported before the child was last seen", "It was reported before the child was last seen", Reported="01/03/2026"),
    _care("missing", "a time that happened twice", "happened twice in London when the clocks went back", Last_seen="26/10/2025 01:30", Found_or_returned="27/10/2025"),
    Refused("missing", "two that overlap", "This overlaps another episode of the same child", [EXAMPLES["missing"], EXAMPLES["missing"] | {"Episode number": "78", "Last seen": "03/03/2026"}], before=FIRST),
    Refused("missing", "one number for two that do not agree", "The same is on line 3, and the lines do not agree", [EXAMPLES["missing"], EXAMPLES["missing"] | {"Last seen": "01/01/2026"}], before=FIRST),
]  # fmt: skip
