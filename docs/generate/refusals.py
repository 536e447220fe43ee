"""What forms refuse and what they say: each row is a test that sends it."""

from collections.abc import Iterable
from typing import Protocol

from docs.generate.tables import table
from tests.spec import (
    refused_accounts,
    refused_arrivals,
    refused_case_files,
    refused_children,
    refused_drafting,
    refused_duties,
    refused_reports,
    refused_returns,
)


def page() -> str:
    """Every form's table, area by area."""
    episodes = (
        ("The report", refused_reports.REPORT),
        ("Adding a child in the report", refused_reports.NEW_CHILD),
        ("The episode", refused_reports.EPISODE),
    )
    children = (
        ("Finding and adding", refused_children.FINDING),
        ("The record", refused_children.RECORD),
        ("What holds for a time", refused_children.STANDING),
        ("What is kept ready", refused_children.KEPT_READY),
    )
    duties = (
        ("Duties", refused_duties.DUTIES),
        ("Handovers", refused_duties.HANDOVERS),
        ("Messages", refused_duties.MESSAGES),
    )
    accounts = (
        ("Signing in", refused_accounts.SIGNING_IN),
        ("Accounts", refused_accounts.ACCOUNTS),
        ("Agencies", refused_accounts.AGENCIES),
        ("Oversight and emergency access", refused_accounts.OVERSIGHT),
    )
    drafting = (
        ("A limit", refused_drafting.LIMITS),
        ("A new form or meeting", refused_drafting.ADDING),
        ("A simulation", refused_drafting.SIMULATING),
    )
    returns = (
        ("The command", refused_returns.COMMAND),
        ("The files", refused_returns.FILES),
        ("The rows", refused_returns.ROWS),
    )
    cases = (
        ("The commands", refused_case_files.COMMAND),
        ("Rows", refused_case_files.ROWS),
    )
    return (
        "# What forms refuse, and what they say\n\nNothing that was typed is lost: the page comes "
        "back with it, the faults in a list at the top and each beside its question. A page of the "
        "report is kept even with its faults; the report is sent only without.\n\n"
        "## Reports and episodes\n\n"
        + _area(episodes)
        + "\n## Children\n\n"
        + _area(children)
        + "\n## Duties and messages\n\n"
        + _area(duties)
        + "\n## Signing in, accounts and oversight\n\n"
        + _area(accounts)
        + "\n## Drafting a protocol\n\n"
        + _area(drafting)
        + "\n## Bringing in records from a page\n\n"
        "What is wrong inside a file is shown before anything is taken, in the words below.\n\n"
        + _area((("The page", refused_arrivals.ARRIVALS),))
        + "\n## Bringing in the statutory return\n\n"
        "What is wrong with a row is said with its file, line and column. Other rows are taken.\n\n"
        + _area(returns)
        + "\n## Bringing in the files of a case system\n\n"
        "Likewise; and a mapping that is not sound is refused before a file is read.\n\n"
        + _area(cases)
    )


class Refused(Protocol):
    """A row of any of the tables."""

    form: str
    wrong: str
    says: str


def _area(groups: Iterable[tuple[str, Iterable[Refused]]]) -> str:
    return "\n".join(f"### {title}\n\n{_table(cases)}" for title, cases in groups)


def _table(cases: Iterable[Refused]) -> str:
    return table(
        ["form", "what is wrong", "what it says"],
        [(case.form, case.wrong, case.says) for case in cases],
    )
