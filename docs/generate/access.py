"""Who may do what: the table of roles and permissions."""

from docs.generate.tables import table
from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS


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
    )
