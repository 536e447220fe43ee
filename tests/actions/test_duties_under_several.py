"""Several rulebooks bind one child: each duty of each of them stands in the ledger, by the
strictest clock, and each fact is decided under the rulebook that decides it."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.access.actor import system_actor
from lantern.agencies.actions import agencies
from lantern.agencies.details import AgencyChanges
from lantern.agreements import library
from lantern.agreements.binding import Rulebooks, protocols_of
from lantern.core.errors import Refused
from lantern.core.instants import LONDON
from lantern.duties import queries
from lantern.duties.actions import rebuilding, rounds
from lantern.duties.actions.excuses import excuse
from lantern.duties.bearings import rulebooks_around
from lantern.duties.derivation import derived, horizon
from lantern.duties.models import Duty
from lantern.duties.owners import Places
from lantern.duties.subjects import Subject, subjects
from lantern.episodes import asked, ruling
from lantern.episodes.actions import decisions, entries
from lantern.episodes.models import Entry
from lantern.people.actions import assignments
from lantern.people.askable import vocabulary_of
from lantern.protocol import load
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts, Record
from lantern.protocol.layers import Library
from lantern.protocol.load import library as shipped
from lantern.protocol.several import BETWEEN, bound, brought
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method, Recipient
from tests import builders
from tests.builders import LATER, REPORTED, SEEN
from tests.protocol.test_properties_of_every_rulebook import ASKED, one_record

SYSTEM = system_actor("test")
NOW = LATER + timedelta(hours=1)
SOURCE = "{agreed_by: nobody (invented), on: 2020-01-01}"
HOST = f"""
rulebook: hosting-2020
title: Children who go missing in Hostshire (invented)
agreed_by: nobody (invented)
layer: partnership
in_force: {{from: 2020-01-01}}
extends: [dfe-2014]
changes:
  - {{rule: return-interview-held, set: {{within: 24 hours}}, reason: sooner, source: {SOURCE},
     approved_by: nobody (invented), on: 2020-01-01}}
"""
HOME = f"""
rulebook: alder-house-2020
title: When a child of ours is missing, Alder House (invented)
agreed_by: nobody (invented)
layer: home
in_force: {{from: 2020-01-01}}
facts:
  - {{name: alder_house.searched, kind: event, subject: episode, words: Alder House was searched,
     did: Alder House searched, meaning: The house and the garden., recorded_on: step,
     asked_of: [home_manager, key_worker], source: {SOURCE}}}
  - {{name: alder_house.room_kept, kind: state, subject: child, words: the room is kept, meaning: x,
     recorded_on: step, question: Is the room kept?, source: {SOURCE}}}
rules:
  - {{id: search, duty: Search the house and the garden, stage: checks, owner: home_manager,
     within: 30 minutes, met_by: alder_house.searched,
     arises: {{any: [{{since: episode.reported}}, alder_house.room_kept]}},
     tell: {{arises: [owner]}}, source: {SOURCE}}}
  - {{id: ring-police, same_as: tell-police, duty: Ring the police, stage: checks,
     owner: home_manager, within: 10 minutes, arises: {{since: episode.reported}},
     met_by: notified.police, excused_by: [{{person: [team_manager], why: with a reason}}],
     source: {SOURCE}}}
"""


@pytest.fixture
def laid(monkeypatch):
    """The product where the host and the home have a rulebook of their own."""
    shelf = load.with_texts({"host.yaml": HOST, "home.yaml": HOME})
    assert isinstance(shelf, Library), "\n".join(str(fault) for fault in shelf)
    monkeypatch.setattr(library, "_held", library.Held(stamp=(), texts={}, laid=shelf))


def works_to(agency, rulebook):
    agency.rulebook = rulebook
    agency.save(update_fields=["rulebook"])


def tell(episode, by, recipient, at=LATER):
    told = {"person": "Kezia", "method": Method.TELEPHONE}
    entries.record_notification(episode, by=by, recipient=recipient, at=at, now=at, **told)


def duty(episode, rule):
    return Duty.objects.get(subject=episode.reference, rule=rule)


def telling_provider(cast, episode=None):
    found = episode or builders.a_returned_episode(cast)
    tell(found, cast.social_worker, Recipient.RETURN_INTERVIEW_PROVIDER)
    return found


def test_a_provider_owes_what_its_own_rulebook_asks_beside_what_the_authority_asks(cast):
    episode = telling_provider(cast)

    rated, held = duty(episode, "child-rated"), duty(episode, "return-interview-held")

    assert (rated.agency, rated.under) == (cast.open_door, "streetwise-2015")
    assert "Sorting referrals for return interviews" in rated.because
    assert (held.under, held.rulebook) == ("calderbrook-2026", "dfe-2014")
    # The national 72 hours, which the provider's rulebook extends, are Calderbrook's 48 here.
    assert held.due_at - held.arose_at == timedelta(hours=48)


def test_without_a_rulebook_of_its_own_a_provider_owes_what_the_authority_asks(cast):
    works_to(cast.open_door, "")
    episode = telling_provider(cast)

    assert rulebooks_around(episode.child_id, episode).ids == ("calderbrook-2026",)
    assert not Duty.objects.filter(rulebook="streetwise-2015").exists()


def test_it_is_the_rulebook_of_whoever_is_given_the_interview_that_binds(cast):
    works_to(cast.northmoor, "haringey-2009")
    episode = telling_provider(cast)
    assignments.assign(
        episode.child,
        role=Role.RETURN_INTERVIEW_PROVIDER,
        agency=cast.northmoor,
        name="Peter Haines",
        by=cast.team_manager,
        at=NOW,
    )

    assert rulebooks_around(episode.child_id, episode).provider == "haringey-2009"
    assert not Duty.objects.filter(rule="child-rated").exists()


def test_a_fact_is_decided_under_the_rulebook_that_decides_it(cast):
    episode = telling_provider(cast)

    assert ruling.decider_of(episode, "triage.rating").id == "streetwise-2015"
    assert ruling.decider_of(episode, "police.risk").id == "calderbrook-2026"
    decided = ruling.ruled(episode, "triage.rating", by=cast.interviewer, at=NOW, now=NOW)
    assert decided.preset == "green"
    with pytest.raises(Refused, match="is asked of: return interview provider"):
        decisions.decide(episode, "triage.rating", "green", by=cast.social_worker, at=NOW, now=NOW)


def test_what_is_decided_raises_the_duties_of_the_rulebook_that_decides(cast):
    episode = telling_provider(cast)

    decisions.decide(episode, "triage.rating", "green", by=cast.interviewer, at=NOW, now=NOW)

    assert duty(episode, "child-rated").met_at == NOW
    assert duty(episode, "green-letter-to-child").agency == cast.open_door


def test_a_provider_is_asked_what_its_rulebook_declares_and_others_are_not(cast):
    episode = telling_provider(cast)
    protocols = ruling.protocols_of(episode)
    steps = {one.name for one in asked.declared(protocols)}

    assert {"triage.absences_seen", "letter.sent_to_parents"} <= steps
    entries.record_step(
        episode, by=cast.interviewer, fact="triage.absences_seen", at=LATER, now=LATER
    )
    with pytest.raises(Refused, match="is asked of"):
        entries.record_step(
            episode, by=cast.social_worker, fact="triage.absences_seen", at=LATER, now=LATER
        )


def test_where_a_child_is_placed_elsewhere_the_stricter_clock_of_the_host_binds(cast, laid):
    works_to(cast.vale, "hosting-2020")
    child = builders.a_looked_after_child(cast)
    child.placements.update(host_authority=cast.vale)
    episode = builders.a_returned_episode(cast, child)

    held = duty(episode, "return-interview-held")

    assert held.under == "calderbrook-2026 hosting-2020"
    assert held.due_at - held.arose_at == timedelta(hours=24)
    assert "The clock of “Children who go missing in Hostshire (invented)” binds" in held.because


def test_a_home_adds_its_own_steps_and_its_own_clock_to_what_the_council_asks(cast, laid):
    works_to(cast.alder_house, "alder-house-2020")
    episode = builders.an_episode(cast)

    search, police = duty(episode, "search"), duty(episode, "tell-police")

    assert (search.agency, search.under) == (cast.alder_house, "alder-house-2020")
    assert police.under == "calderbrook-2026 alder-house-2020/ring-police"
    assert (police.role, police.due_at) == ("carer", REPORTED + timedelta(minutes=10))
    assert "It is also owed under “When a child of ours is missing, Alder House" in police.because
    assert "alder_house.room_kept" in vocabulary_of(episode.child)


def test_what_two_rulebooks_ask_is_excused_by_whom_both_let_excuse_it(cast, laid):
    works_to(cast.alder_house, "alder-house-2020")
    episode = builders.an_episode(cast)
    police = duty(episode, "tell-police")

    assert not queries.may_excuse(cast.team_manager, police, LATER)
    with pytest.raises(Refused, match="lets nobody excuse"):
        excuse(police, by=cast.team_manager, at=LATER, reason="They rang us.")


def test_a_ledger_rebuilt_under_several_rulebooks_is_row_for_row_the_same(cast, laid):
    works_to(cast.alder_house, "alder-house-2020")
    episode = telling_provider(cast)
    decisions.decide(episode, "triage.rating", "green", by=cast.interviewer, at=NOW, now=NOW)

    assert rebuilding.rebuild(by=SYSTEM, at=NOW).total == 0
    assert len({one.split(BETWEEN)[0] for one in _under(episode)}) == 3


def _under(episode):
    rows = Duty.objects.filter(episode=episode).values_list("under", flat=True)
    return {one for under in rows for one in under.split()}


@pytest.mark.parametrize(
    ("agency", "rulebook"), [("open_door", ""), ("alder_house", "larch-house-2016")]
)
def test_where_an_agency_works_to_another_rulebook_the_worker_derives_the_duties_anew(
    cast, agency, rulebook
):
    telling_provider(cast)
    builders.a_child(cast, "Elsewhere", authority=cast.northmoor)
    found = getattr(cast, agency)
    since = {"rulebook": rulebook, "rulebook_from": builders.BEFORE.date()}

    agencies.change(found, AgencyChanges(name=found.name, **since), by=cast.administrator, at=NOW)
    looked_at = rounds.go_on(by=SYSTEM, at=NOW)

    assert looked_at == 1
    assert rebuilding.rebuild(by=SYSTEM, at=NOW, keep=False).total == 0
    assert Duty.objects.filter(rule="child-rated").exists() is (agency == "alder_house")


@pytest.mark.parametrize("days", [0, 1])
def test_an_absence_is_judged_by_the_rulebooks_of_the_day_on_which_it_was_reported(cast, days):
    works_to(cast.open_door, "")
    episode = telling_provider(cast)
    reported_on = episode.judged_on
    starts_on = reported_on + timedelta(days=days)
    chosen = AgencyChanges(name="Open Door", rulebook="streetwise-2015", rulebook_from=starts_on)

    agencies.change(cast.open_door, chosen, by=cast.administrator, at=NOW)
    rounds.go_on(by=SYSTEM, at=NOW)

    assert Duty.objects.filter(rule="child-rated").exists() is (days == 0)
    assert rebuilding.rebuild(by=SYSTEM, at=NOW, keep=False).total == 0


def test_another_rulebook_binds_from_the_day_on_which_it_is_chosen_and_the_old_one_until_then(cast):
    (day, next_day) = (REPORTED.date(), REPORTED.date() + timedelta(days=1))
    chosen = AgencyChanges(name="Open Door", rulebook="haringey-2009")

    changed = agencies.change(
        cast.open_door, chosen, by=cast.administrator, at=REPORTED + timedelta(days=1)
    )

    assert (changed.rulebook_on(day), changed.rulebook_on(next_day)) == (
        "streetwise-2015",
        "haringey-2009",
    )


def test_several_rulebooks_are_read_in_as_many_queries_as_one(cast, django_assert_num_queries):
    ours = [telling_provider(cast).child_id]
    with django_assert_num_queries(15) as one:
        subjects(SYSTEM, ours)
    works_to(cast.alder_house, "larch-house-2016")
    more = [
        builders.an_episode(cast, builders.a_looked_after_child(cast, name)).child_id
        for name in ("Ada", "Colm")
    ]

    with django_assert_num_queries(len(one)):
        found = subjects(SYSTEM, [*ours, *more])

    assert {one.rulebooks.home for one in found} == {"larch-house-2016"}


AREAS = ["calderbrook-2026", "aldermere-2016", "birmingham-2015", "dfe-2014"]
HOMES, PROVIDERS = ["", "larch-house-2016"], ["", "streetwise-2015", "west-midlands-cse-2015"]
PLACES = Places(responsible=1, host=2, force=3, carer=4, school=5)
AT = datetime(2026, 3, 9, 12, tzinfo=LONDON)


@st.composite
def bearings(draw):
    """Rulebooks around a child, and what is recorded of the child and one absence."""
    rulebooks = Rulebooks(
        authority=draw(st.sampled_from(AREAS)),
        host=draw(st.sampled_from(["", *AREAS])),
        home=draw(st.sampled_from(HOMES)),
        provider=draw(st.sampled_from(PROVIDERS)),
    )
    facts = [fact for name in rulebooks.ids for fact in ASKED[name]]
    some = draw(st.lists(one_record(facts, SEEN), max_size=10))
    before = SEEN - timedelta(days=60)
    begun = [
        Record("child.looked_after", before, before, "care"),
        Record("child.placement", before, before, "home", "childrens_home"),
        Record("child.placed_at_larch_house", before, before, "larch"),
        Record("whereabouts", SEEN, SEEN, "gone", "not_known"),
        Record("episode.reported", REPORTED, REPORTED, "report"),
        Record("notified.return_interview_provider", LATER, LATER, "told"),
    ]
    return rulebooks, (*begun, *some)


def _subject(rulebooks, records):
    return Subject(
        reference="E-2B3C-4D5F",
        kind="episode",
        child_id=1,
        episode_id=1,
        rulebooks=rulebooks,
        born_on=date(2011, 3, 4),
        records=records,
        excuses=(),
        places=PLACES,
        first_day_on=None,
    )


def _alone(rulebooks, records):
    """Each duty as one of the rulebooks asks for it by itself."""
    protocols = protocols_of(rulebooks)
    for protocol in protocols.all:
        facts = Facts.of(records, born=date(2011, 3, 4), vocabulary=protocols.vocabulary)
        its_own = {one.id for one in brought(shipped(), protocol.id)}
        in_part = protocol.id in protocols.in_part
        for one in duties_owed(facts, protocol, until=horizon(AT)):
            if not in_part or one.rule.id in its_own:
                yield protocol.id, one


def _tokens(row):
    """Each rulebook that asks for a row, with the id of its rule."""
    mine = row.rule.rpartition(BETWEEN)[2]
    for one in row.under.split():
        rulebook, _, rule = one.partition(BETWEEN)
        yield rulebook, rule or mine


@settings(max_examples=40)
@given(bearings())
def test_every_duty_of_each_rulebook_alone_is_there_and_none_is_due_later(world):
    every_duty_is_there(world)


@pytest.mark.soak
@given(bearings())
def test_ten_thousand_children_under_several_rulebooks_lose_no_duty(world):
    every_duty_is_there(world)


def every_duty_is_there(world):
    rows = [one.row for one in derived(_subject(*world), AT)]
    alone = list(_alone(*world))

    asked_for = Counter(token for row in rows for token in _tokens(row))
    assert asked_for == Counter((name, one.rule.id) for name, one in alone)
    assert len({row.identity for row in rows}) == len(rows)
    clocks = {(name, one.rule.id, one.due_at) for name, one in alone}
    for row in rows:
        assert row.due_at is None or any((*one, row.due_at) in clocks for one in _tokens(row))
    for name, one in alone:
        theirs = [row for row in rows if (name, one.rule.id) in _tokens(row)]
        assert any(row.arose_at <= one.arose_at and _is_in_time(row, one) for row in theirs)


def _is_in_time(row, one):
    return one.due_at is None or (row.due_at is not None and row.due_at <= one.due_at)


@settings(max_examples=25)
@given(bearings())
def test_a_service_takes_nothing_away_and_changes_no_clock_of_the_authorities(world):
    rulebooks, records = world
    with_service = {one.row.identity: one.row for one in derived(_subject(rulebooks, records), AT)}
    without = Rulebooks(authority=rulebooks.authority, host=rulebooks.host, home=rulebooks.home)

    for one in derived(_subject(without, records), AT):
        theirs = with_service[one.row.identity]
        assert theirs.under.split()[: len(one.row.under.split())] == one.row.under.split()
        if theirs.under == one.row.under:
            assert theirs == one.row


def test_a_home_upon_the_councils_rulebook_stands_in_its_place():
    protocols = bound(shipped(), ("aldermere-2016",), ("larch-house-2016", "streetwise-2015"))

    assert protocols.ids == ("larch-house-2016", "streetwise-2015")
    assert not protocols.mixed


def test_entries_of_one_rulebook_are_words_of_the_record_under_all(cast):
    episode = telling_provider(cast)
    decisions.decide(episode, "triage.rating", "green", by=cast.interviewer, at=NOW, now=NOW)
    entry = Entry.objects.get(episode=episode, fact="triage.rating")

    assert ruling.vocabulary_of(episode)[entry.fact].says(entry.value).endswith("green")
