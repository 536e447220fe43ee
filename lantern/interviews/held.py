"""How an interview was held, and how that stands against each source's rule. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lantern.core.instants import LONDON, day_in_london
from lantern.episodes.codec import from_json, to_json
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.interviewing import Company, Dependence, Ending, InterviewerKind
from lantern.vocabulary.returning import Answer


@dataclass(frozen=True, kw_only=True)
class Held:
    """When, where, by whom and with whom an interview was held (RF-214.01 to .09).

    Independence of the placement and of the authority are two facts (CF-46). Where only the day is
    known, `precision` is a day and no time is made up.
    """

    at: datetime
    precision: Precision = Precision.MINUTE
    ending: Ending = Ending.WHOLE
    ending_words: str = ""
    interviewer: str = ""
    interviewer_kind: InterviewerKind = InterviewerKind.PROVIDER
    interviewer_role: str = ""
    interviewer_agency: str = ""
    police_reason: str = ""
    is_trained: Answer = Answer.NOT_KNOWN
    from_placement: Answer = Answer.NOT_KNOWN
    from_authority: Answer = Answer.NOT_KNOWN
    knows_child: Answer = Answer.NOT_KNOWN
    dependence: Dependence | None = None
    dependence_words: str = ""
    choice: str = ""
    choice_met: Answer = Answer.NOT_KNOWN
    venue: str = ""
    is_neutral: Answer = Answer.NOT_KNOWN
    feels_safe_there: Answer = Answer.NOT_KNOWN
    company: Company = Company.ALONE
    companion: str = ""
    advocate: Answer = Answer.NOT_KNOWN
    before_return: Answer = Answer.NOT_KNOWN

    @property
    def is_independent(self) -> Answer:
        """Independent of both; unknown where either is, unless one is a plain no."""
        both = {self.from_placement, self.from_authority}
        if Answer.NO in both:
            return Answer.NO
        return Answer.YES if both == {Answer.YES} else Answer.NOT_KNOWN


@dataclass(frozen=True, kw_only=True)
class Compliance:
    """One rule of one source on how an interview is held, and whether it was kept."""

    rule: str
    source: str
    kept: Answer
    is_exception: bool = False


def write(held: Held) -> dict[str, Any]:
    """As the record stores it."""
    written: dict[str, Any] = to_json(held)
    return written


def read(written: Mapping[str, Any]) -> Held:
    """As it was given."""
    return from_json(Held, written)


def on_day(day: date, now: datetime) -> datetime:
    """The instant that stands for a day whose time nobody recorded: its last minute in London, so
    that nothing is counted in time that may not have been; or now, where the day is not over."""
    return min(datetime(day.year, day.month, day.day, 23, 59, tzinfo=LONDON), now)


def faults(held: Held, *, ended_at: datetime | None, now: datetime) -> dict[str, str]:
    """A sentence for each thing that is missing or cannot be."""
    found: dict[str, str] = {}
    for name, sentence in _needed(held):
        if not str(getattr(held, name) or "").strip():
            found[name] = sentence
    for name, sentence in (
        ("from_placement", "Say whether the interviewer is independent of the placement"),
        ("from_authority", "Say whether the interviewer is independent of the authority"),
    ):
        if getattr(held, name) not in set(Answer):
            found[name] = sentence
    if held.at > now:
        found["at"] = "The interview cannot be in the future"
    elif held.before_return != Answer.YES and _is_before(held, ended_at):
        # A child may be seen once located and before being back (DfE 2014 ¶69).
        found["at"] = "This is before the child was back. If so, say yes to “before going back”"
    return found


def _is_before(held: Held, ended_at: datetime | None) -> bool:
    """Whether it lies before the return, by days alone where no time is known."""
    if ended_at is None:
        return False
    if held.precision == Precision.DAY:
        return day_in_london(held.at) < day_in_london(ended_at)
    return held.at < ended_at


def _needed(held: Held) -> list[tuple[str, str]]:
    """What has to be said, by what else was said."""
    needed = [("interviewer", "Name who held the interview")]
    if held.is_independent is Answer.NO:
        needed.append(("dependence", "Say why somebody who is not independent held it"))
        needed.append(("dependence_words", "Say more about why, in the child’s words if you can"))
    if held.interviewer_kind is InterviewerKind.POLICE:
        needed.append(("police_reason", "Say why a police officer held the interview"))
    if held.company is not Company.ALONE:
        needed.append(("companion", "Say who else was there, and why"))
    if held.ending is not Ending.WHOLE:
        needed.append(("ending_words", "Say what happened"))
    return needed


def compliance(held: Held) -> tuple[Compliance, ...]:
    """Each source words independence and the setting in its own way; each is answered apart."""
    excepted = held.dependence is Dependence.CHILDS_PREFERENCE
    return (
        Compliance(
            rule="Independent of the placement and of the authority",
            source="SCP L1080; DfE 2014 ¶69 (“usually”)",
            kept=held.is_independent,
            is_exception=excepted and held.is_independent is Answer.NO,
        ),
        Compliance(
            rule="Independent of the placement",
            source="SCP L1120; DfE 2014 ¶32",
            kept=held.from_placement,
            is_exception=excepted and held.from_placement is Answer.NO,
        ),
        Compliance(
            rule="Does not usually work with the child",
            source="IAP L705",
            kept=_opposite(held.knows_child),
            is_exception=excepted and held.knows_child is Answer.YES,
        ),
        Compliance(
            rule="Trained to hold these interviews", source="IAP L575", kept=held.is_trained
        ),
        Compliance(
            rule="Alone, unless the child asked for somebody",
            source="IAP L575",
            kept=Answer.NO if held.company is Company.NOT_ASKED_FOR else Answer.YES,
        ),
        Compliance(
            rule="In a neutral place where the child feels safe",
            source="IAP L577",
            kept=_all(held.is_neutral, held.feels_safe_there),
        ),
        Compliance(
            rule="With a person the child chose",
            source="IFR L88; SCP L1120",
            kept=held.choice_met,
        ),
    )


def _opposite(answer: Answer) -> Answer:
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(answer, Answer.NOT_KNOWN)


def _all(*answers: Answer) -> Answer:
    if Answer.NO in answers:
        return Answer.NO
    return Answer.YES if set(answers) == {Answer.YES} else Answer.NOT_KNOWN
