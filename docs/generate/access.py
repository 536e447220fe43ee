"""Who may do what: the table of roles and permissions."""

from docs.generate.tables import table
from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.access.sharing import EMERGENCY, PARTS, Part
from lantern.vocabulary.agency import InvolvementBasis


def page() -> str:
    """Each role with what it may do, and each permission with who has it."""
    by_role = [
        (role.label, ", ".join(f"`{p}`" for p in sorted(allowed)) or "nothing")
        for role, allowed in PERMISSIONS.items()
    ]
    by_permission = [
        (f"`{p}`", ", ".join(role.label for role, allowed in PERMISSIONS.items() if p in allowed))
        for p in Permission
    ]
    return (
        "# Roles and permissions\n\nWhat a role allows. Whose records it reaches depends on the "
        "agency's involvement with the child.\n\n## By role\n\n"
        + table(["role", "may"], by_role)
        + "\n## By permission\n\n"
        + table(["permission", "held by"], by_permission)
        + _sharing()
    )


def _sharing() -> str:
    """Why an agency is involved with a child, and the parts of the record which that opens."""
    bases = {
        **{one.value: (one.label, one.definition, one.source) for one in InvolvementBasis},
        EMERGENCY: ("emergency access", "A person with a reason, for four hours.", "IS-069"),
    }
    rows = [
        (
            *bases[basis],
            ", ".join(part.name.lower().replace("_", " ") for part in Part if part in parts),
        )
        for basis, parts in PARTS.items()
        if basis in bases
    ]
    parts = [(part.name.lower().replace("_", " "), part.value) for part in Part]
    return (
        "\n## Why an agency sees a record, and what of it\n\n"
        + table(["because it is", "meaning", "source", "it sees"], rows)
        + "\nThe parts:\n\n"
        + table(["part", "holds"], parts)
        + "\nAn agency always sees what it recorded itself. A restricted record is open only to "
        "people named for the child, and in an emergency.\n"
    )
