"""Each action is on the record, and without its record nothing of it happens."""

import ast
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import Model

from lantern.audit.models import AuditEvent
from tests.actions import (
    calls_of_accounts,
    calls_of_agreements,
    calls_of_arrivals,
    calls_of_case_files,
    calls_of_children,
    calls_of_episodes,
    calls_of_follow_up,
    calls_of_interviews,
    calls_of_meetings,
    calls_of_plans,
    calls_of_referrals,
    calls_of_returns,
    calls_of_safe_and_well,
    calls_of_simulations,
    calls_of_stories,
    calls_of_support,
)
from tests.actions.audited import CALLS
from tests.architecture.source import modules

__all__ = [
    "calls_of_accounts",
    "calls_of_agreements",
    "calls_of_arrivals",
    "calls_of_case_files",
    "calls_of_children",
    "calls_of_episodes",
    "calls_of_follow_up",
    "calls_of_interviews",
    "calls_of_meetings",
    "calls_of_plans",
    "calls_of_referrals",
    "calls_of_returns",
    "calls_of_safe_and_well",
    "calls_of_simulations",
    "calls_of_stories",
    "calls_of_support",
]

NOT_DEEDS = {
    "lantern.agreements.actions.reminding.remind": "messages, which are a record of themselves",
    "lantern.accounts.actions.sessions.forget_ended": "throws away what has ended",
    "lantern.duties.actions.ledger.begin_episode": "derives rows from what is on record",
    "lantern.duties.actions.ledger.refresh_child": "derives rows from what is on record",
    "lantern.duties.actions.ledger.refresh_episode": "derives rows from what is on record",
    "lantern.duties.actions.rebuilding.rebuild": "derives rows from what is on record",
    "lantern.duties.actions.rounds.begin": "the change of the agency that it follows is announced",
    "lantern.duties.actions.rounds.go_on": "derives rows from what is on record",
    "lantern.duties.actions.sweeping.sweep": "derives rows from what is on record",
    "lantern.duties.actions.telling.tell": "messages, which are a record of themselves",
    "lantern.episodes.actions.drafts.begin": "its author's alone until it is sent",
    "lantern.episodes.actions.drafts.discard": "its author's alone until it is sent",
    "lantern.episodes.actions.drafts.save": "its author's alone until it is sent",
    "lantern.episodes.actions.writing.add": "a step of the actions, which announce it",
    "lantern.episodes.actions.writing.align_not_known": "a step of the actions",
    "lantern.episodes.actions.writing.announce_end": "a step of the actions",
    "lantern.episodes.actions.writing.correcting": "a step of the actions",
    "lantern.episodes.actions.writing.put": "a step of the actions",
    "lantern.episodes.actions.writing.settle": "a step of the actions",
    "lantern.episodes.actions.writing.withdrawing": "a step of the actions",
    "lantern.people.actions.care_episodes.bring_in": "a step of an arrival, which announces it",
    "lantern.follow_up.actions.writing.require_asked": "reads, and writes nothing",
    "lantern.follow_up.actions.writing.state": "a step of the actions, which announce it",
    "lantern.plans.actions.writing.step_of": "the columns of a row, which the actions write",
    "lantern.intake.actions.arrivals.look_again": "reads again what it read before",
    "lantern.intake.actions.carrying.carry_out": "what it does is an action, which announces it",
    "lantern.meetings.actions.facts.keep": "a step of the actions, which announce it",
    "lantern.meetings.actions.facts.put_right": "a step of the actions, which announce it",
    "lantern.meetings.actions.facts.take_back": "a step of the actions, which announce it",
    "lantern.meetings.actions.holding.save_notes": "its author's alone until it is recorded",
    "lantern.intake.actions.errands.ask": "a step of the actions, which announce it",
    "lantern.intake.actions.errands.claim": "the row says which worker has it",
    "lantern.intake.actions.errands.fail": "the row says why it could not be done",
    "lantern.intake.actions.errands.finish": "what was done is announced by whoever did it",
    "lantern.intake.actions.errands.keep": "the row says which worker has it",
    "lantern.intake.actions.errands.put_back": "the row says that no worker has it",
    "lantern.intake.actions.errands.say_how_far": "the row says how far it has come",
    "lantern.intake.actions.errands.stumble": "the row says that no worker has it",
    "lantern.intake.actions.finishing.announce_children": "a step of an arrival: it announces",
    "lantern.intake.actions.finishing.finish": "a step of an arrival, and announces it",
    "lantern.intake.actions.returns.preview": "reads, and writes nothing",
    "lantern.intake.actions.case_files.preview": "undoes what it does, and writes nothing",
    "lantern.intake.actions.case_files.take_again": "a step of a decision, which announces it",
    "lantern.people.actions.case_children.add": "a step of an arrival, which announces it",
    "lantern.people.actions.case_children.bring_up_to_date": "a step of an arrival, likewise",
    "lantern.interviews.actions.records.save": "a draft; what is finished is announced",
    "lantern.interviews.actions.stating.add": "a step of the actions, which announce it",
    "lantern.interviews.actions.stating.state": "a step of the actions, which announce it",
    "lantern.referrals.actions.referring.refer_if_owed": "asks, as `refer` does, if it is owed",
    "lantern.referrals.actions.steps.enter": "a step of the actions, which announce it",
    "lantern.referrals.actions.steps.hold": "a step of the actions",
    "lantern.simulation.actions.runs.claim": "the row says which worker has it",
    "lantern.simulation.actions.runs.fail": "the row says why it could not be done",
    "lantern.simulation.actions.runs.finish": "what somebody asked for, which was announced",
    "lantern.simulation.actions.runs.put_back": "the row says that no worker has it",
    "lantern.simulation.actions.runs.say_how_far": "the row says how far it has come",
    "lantern.simulation.actions.runs.stumble": "the row says that no worker has it",
    "lantern.people.actions.newcomers.add": "a step of an arrival, which announces it",
    "lantern.people.actions.newcomers.bring_up_to_date": "a step of an arrival, likewise",
    "lantern.notifications.actions.handovers.begin_all": "several at once, as `begin` does one",
    "lantern.people.actions.involvements.begin_anew": "a step of a report, which announces it",
    "lantern.notifications.actions.handovers.rest": "follows an announced end, in its transaction",
    "lantern.notifications.actions.messages.mark_all_read": "the row says who read it, and when",
    "lantern.notifications.actions.messages.mark_read": "the row says who read it, and when",
}


@pytest.fixture(autouse=True)
def a_demonstration_in_a_folder_of_its_own(settings, tmp_path):
    settings.LANTERN_DEMO = True
    settings.MEDIA_ROOT = tmp_path


def lose_the_audit_trail():
    """From now on the database refuses any row of the audit trail."""
    refusal = (
        "BEGIN SELECT RAISE(ABORT, 'the trail is lost'); END"
        if connection.vendor == "sqlite"
        else "FOR EACH ROW EXECUTE FUNCTION lose()"
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'the trail is lost'; END $$"
            )
        connection.check_constraints()
        cursor.execute(f"CREATE TRIGGER lost BEFORE INSERT ON audit_auditevent {refusal}")


def everything(folder):
    """All rows of all tables, and all files, each table and file as one hash."""
    tables = {
        model._meta.db_table: sha256(
            repr(sorted(map(repr, model._base_manager.values_list()))).encode()
        ).hexdigest()
        for model in apps.get_models(include_auto_created=True)
        if issubclass(model, Model)
    }
    files = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return tables | files


@pytest.mark.requirement("IS-069")
@pytest.mark.parametrize("name", sorted(CALLS))
def test_an_action_is_on_the_record(cast, name):
    act = CALLS[name](cast)
    before = AuditEvent.objects.count()

    act()

    assert AuditEvent.objects.count() > before


@pytest.mark.requirement("IS-069")
@pytest.mark.parametrize("name", sorted(CALLS))
def test_without_its_record_nothing_of_an_action_is_saved(cast, name, tmp_path):
    act = CALLS[name](cast)
    lose_the_audit_trail()
    before = everything(tmp_path)

    with pytest.raises(DatabaseError, match="the trail is lost"):
        act()

    assert everything(tmp_path) == before


def actions():
    """Every public function of the actions that says who does it."""
    return {
        f"{'.'.join(path.with_suffix('').parts)}.{node.name}"
        for path, tree in modules("lantern").items()
        if "actions" in {path.stem, *path.parts}
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "by" in {each.arg for each in node.args.kwonlyargs}
    } | {"lantern.accounts.actions.passwords.set_by_link"}


def test_every_action_has_a_call_or_a_reason():
    assert actions() - set(CALLS) - set(NOT_DEEDS) == set(), "add a call: see audited.py"


def test_no_call_or_reason_has_outlived_its_action():
    assert (set(CALLS) | set(NOT_DEEDS)) - actions() == set()
