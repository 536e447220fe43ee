"""Which signatures a report needs: those of the paper that the protocol of the day asks for."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from lantern.core.instants import to_microseconds
from lantern.episodes import ruling
from lantern.follow_up.models import InternalReport
from lantern.protocol.conditions import facts_of
from lantern.protocol.versions import Protocol
from lantern.vocabulary.follow_up import CHAINS, Chain, ReportKind

if TYPE_CHECKING:
    from lantern.episodes.models import Episode


def chain_of(report: InternalReport) -> Chain:
    """The chain of this version: as the protocol had it when the report was completed."""
    return chain_for(ReportKind(report.kind), report.episode, report.at)


def chain_for(kind: ReportKind, episode: "Episode", at: datetime) -> Chain:
    """The chain of a report completed at an instant.

    A partnership may do without a signature, and says so by switching its rule off. One whose
    rulebooks know nothing of the report has the whole chain.
    """
    whole = CHAINS[kind]
    instant = to_microseconds(at)
    asked = {
        fact
        for begins, ends, fact in _asked(ruling.protocol_of(episode))
        if begins <= instant < ends
    }
    if whole.completed not in asked:
        return whole
    return replace(whole, links=tuple(link for link in whole.links if link.fact in asked))


@lru_cache(maxsize=64)
def _asked(protocol: Protocol) -> tuple[tuple[int, int, str], ...]:
    """The facts of reports by which a rule is met, and from when until when the rule binds."""
    known = {
        fact
        for chain in CHAINS.values()
        for fact in (chain.completed, *(link.fact for link in chain.links))
    }
    return tuple(
        (version.begins, version.ends, fact)
        for version in protocol.versions
        for fact in sorted(facts_of(version.rule.met_by) & known)
    )
