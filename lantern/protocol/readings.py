"""How silent or ambiguous sources are read: named settings with defaults, changed by a rulebook."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One question that the sources leave open, the answers allowed, and the one taken by
    default."""

    name: str
    question: str
    options: Mapping[str, str]
    default: str


READINGS: Mapping[str, Reading] = {
    reading.name: reading
    for reading in (
        Reading(
            "hours",
            "How are hours counted?",
            {
                "elapsed": "real hours, counted in UTC, whatever the clocks do",
                "clock": "by the clock on the wall: a day has 24 hours even when the clocks change",
            },
            "elapsed",
        ),
        Reading(
            "working_days_start",
            "Which day is the first working day?",
            {
                "next_day": "the first working day after the day of the trigger",
                "same_day": "the day of the trigger, when it is a working day",
            },
            "next_day",
        ),
        Reading(
            "working_days_end",
            "When on the last working day is the duty due?",
            {
                "end_of_day": "at 24:00 in London",
                "close_of_office": "when the office closes",
            },
            "end_of_day",
        ),
        Reading(
            "calendar_days",
            "When do so many calendar days end?",
            {
                "same_time": "at the same time of day so many days later",
                "end_of_day": "at 24:00 on the last day",
            },
            "same_time",
        ),
        Reading(
            "months",
            "When do months and years from a day end?",
            {
                "day_before": "with the day before the day of the same number",
                "same_time": "at the same time on the day of the same number",
            },
            "day_before",
        ),
        Reading(
            "office_hours",
            "Which hours are office hours on a working day?",
            {
                "nine_to_five": "09:00 to 17:00",
                "quarter_to_nine_to_quarter_past_five": "08:45 to 17:15",
                "eight_to_six": "08:00 to 18:00",
            },
            "nine_to_five",
        ),
        Reading(
            "strategy_clock_starts",
            "From when do the 72 hours to the strategy meeting run?",
            {
                "last_seen": "from when the child was last seen; from the report if unknown",
                "report": "from the report",
            },
            "last_seen",
        ),
        Reading(
            "missing_in_social_care",
            "What does “missing” mean in the social care procedure?",
            {
                "whereabouts_not_known": "whereabouts not known, whatever the police class",
                "police_missing": "classified as missing by the police",
            },
            "whereabouts_not_known",
        ),
        Reading(
            "care_procedure_covers",
            "Which looked-after children does the social care procedure cover?",
            {
                "foster_and_homes": "those placed in a foster home or a children's home",
                "all_looked_after": "every looked-after child, wherever placed",
            },
            "foster_and_homes",
        ),
        Reading(
            "return_interview_after",
            "After which episodes is a return interview owed?",
            {
                "not_known_or_reported": (
                    "every episode in which whereabouts were not known or the child was reported to"
                    " the police"
                ),
                "not_known": "every episode in which whereabouts were not known",
            },
            "not_known_or_reported",
        ),
        Reading(
            "return_interview_clock_starts",
            "From when do the 72 hours of the return interview run?",
            {
                "contact_or_return": "from the earlier of located with contact and returned",
                "return": "from the return",
            },
            "contact_or_return",
        ),
        Reading(
            "home_meeting_days_from",
            "From when do the 7 days to the meeting of a child at home run?",
            {
                "report": "from the report",
                "last_seen": "from when the child was last seen",
            },
            "report",
        ),
        Reading(
            "count_without_window",
            "Over how long does a count run when the source gives no window?",
            {"life": "over the child's life"},
            "life",
        ),
        Reading(
            "change_of_protocol",
            "Which version of a protocol binds a duty?",
            {"when_arose": "the version in force when the duty arose"},
            "when_arose",
        ),
    )
}
"""Design section 3, “Readings where the sources are silent”; requirements section 14 (CF-15,
CF-16)."""

DEFAULTS: Mapping[str, str] = {name: reading.default for name, reading in READINGS.items()}

OFFICE_HOURS: Mapping[str, tuple[int, int]] = {
    "nine_to_five": (9 * 60, 17 * 60),
    "quarter_to_nine_to_quarter_past_five": (8 * 60 + 45, 17 * 60 + 15),
    "eight_to_six": (8 * 60, 18 * 60),
}
"""Opening and closing, in minutes after midnight by London's clocks."""
