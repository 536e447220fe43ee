"""What forms refuse and what they say: each row is a test that sends it."""

from collections.abc import Iterable

from docs.generate.tables import table
from tests.spec import refused_reports
from tests.spec.refused_reports import Refused


def page() -> str:
    """Every form's table, area by area."""
    groups = (
        ("The report", refused_reports.REPORT),
        ("Adding a child in the report", refused_reports.NEW_CHILD),
        ("The episode", refused_reports.EPISODE),
    )
    sections = [f"### {title}\n\n{_table(cases)}" for title, cases in groups]
    return (
        "# What forms refuse, and what they say\n\nNothing that was typed is lost: the page comes "
        "back with it, the faults in a list at the top and each beside its question. A page of the "
        "report is kept even with its faults; the report is sent only without.\n\n"
        "## Reports and episodes\n\n" + "\n".join(sections)
    )


def _table(cases: Iterable[Refused]) -> str:
    return table(
        ["form", "what is wrong", "what it says"],
        [(case.form, case.wrong, case.says) for case in cases],
    )
