"""Which role may do what: one table. Whose records it reaches is `sharing`'s business."""

from collections.abc import Mapping
from typing import Final

from lantern.access.permissions import Permission as May
from lantern.vocabulary.role import Role

_LOOK: Final = {May.CHILD_SEE, May.EPISODE_SEE, May.DUTY_SEE, May.PROTOCOL_SEE}
_WORK: Final = _LOOK | {
    May.EPISODE_ADD,
    May.HANDOVER_ACKNOWLEDGE,
    May.CHILD_FLAG,
    May.STEP_RECORD,
    May.PLAN_AGREE,
}
_CARE: Final = _WORK | {
    May.EPISODE_REPORT,
    May.EPISODE_WHEREABOUTS,
    May.EPISODE_RETURN,
    May.EPISODE_LINK,
    May.PROFILE_DRAW_UP,
    May.RISK_ASSESS,
    May.SAFETY_PLAN_AGREE,
}
# The registered person of a home decides whether the regulator must be told, and asks for reviews.
_HOME: Final = _CARE | {May.CARE_PLAN_REVIEW_ASK, May.REGULATOR_DECIDE, May.INTERNAL_REPORT_WRITE}
_SOCIAL_CARE: Final = _CARE | {
    May.CHILD_ADD,
    May.CHILD_CHANGE,
    May.CHILD_STATUS,
    May.PLACEMENT_CHANGE,
    May.EMERGENCY_OPEN,
    May.HARM_DECIDE,
    May.FREQUENCY_AGREE,
    May.FOLLOW_UP_RECORD,
    # Whoever chairs it and whoever arranges it: social workers and their managers (SCP L1026–1043).
    May.MEETING_ARRANGE,
    May.SUPPORT_RECORD,
}
_SOCIAL_CARE_MANAGER: Final = _SOCIAL_CARE | {
    May.CHILD_ASSIGN,
    May.CHILD_RESTRICT,
    May.DUTY_EXCUSE,
    May.EPISODE_CLOSE_AS_ERROR,
    May.INTERVIEW_REVIEW,
    May.INTERVIEW_SHARE,
    May.FIGURES_SEE,
    May.LOOKS_SEE,
    May.EMERGENCY_REVIEW,
}
_POLICE: Final = _WORK | {
    May.CHILD_ADD,
    May.EMERGENCY_OPEN,
    May.EPISODE_REPORT,
    May.EPISODE_WHEREABOUTS,
    May.EPISODE_RETURN,
    May.EPISODE_LINK,
    May.SAFE_AND_WELL_RECORD,
    # Which rank decides what is the protocol's to say.
    May.EPISODE_CLASSIFY,
    May.EPISODE_GRADE_RISK,
}
_POLICE_DECIDING: Final = _POLICE | {
    May.EPISODE_CLOSE_AS_ERROR,
    May.CHILD_RESTRICT,
    May.DUTY_EXCUSE,
}

_DRAFT: Final = {May.PROTOCOL_DRAFT, May.PROTOCOL_REVIEW}
_REVIEW: Final = {May.PROTOCOL_REVIEW}
_ADOPT: Final = _DRAFT | {May.PROTOCOL_ADOPT}

PERMISSIONS: Final[Mapping[Role, frozenset[May]]] = {
    role: frozenset(allowed)
    for role, allowed in {
        Role.CARER: _CARE,
        Role.FOSTER_CARER: _CARE,
        Role.HOME_MANAGER: _HOME | _REVIEW,
        Role.KEY_WORKER: _CARE | {May.CARE_PLAN_REVIEW_ASK},
        Role.HOME_ON_CALL: _HOME,
        Role.HOME_PROVIDER: {May.PROTOCOL_SEE, May.FIGURES_SEE} | _REVIEW,
        Role.SOCIAL_WORKER: _SOCIAL_CARE | {May.INTERVIEW_RECORD, May.INTERVIEW_SHARE},
        Role.EMERGENCY_DUTY_TEAM: _SOCIAL_CARE | _REVIEW,
        Role.TEAM_MANAGER: _SOCIAL_CARE_MANAGER | _REVIEW,
        Role.SENIOR_MANAGER: _SOCIAL_CARE_MANAGER
        | {May.DELIVERY_SEE, May.INTERNAL_REPORT_SIGN, May.INTERVIEW_AGREE}
        | {May.DIRECTORY_KEEP}
        | _ADOPT,
        Role.MISSING_COORDINATOR: _SOCIAL_CARE_MANAGER
        | {May.DELIVERY_SEE, May.INTERVIEW_AGREE, May.DIRECTORY_KEEP}
        | _DRAFT,
        Role.RESPONSIBLE_AUTHORITY: _SOCIAL_CARE,
        Role.HOST_AUTHORITY: _WORK,
        Role.INDEPENDENT_REVIEWING_OFFICER: _WORK
        | _REVIEW
        | {May.MEETING_ARRANGE, May.STATUTORY_REVIEW_RECORD},
        Role.MASH: _SOCIAL_CARE | _REVIEW,
        Role.FOSTERING_SERVICE: _WORK
        | {May.EPISODE_REPORT, May.INTERNAL_REPORT_WRITE, May.REGULATOR_DECIDE},
        Role.FOSTERING_HEAD: _WORK | _REVIEW | {May.INTERNAL_REPORT_SIGN, May.REGULATOR_DECIDE},
        Role.RESIDENTIAL_MANAGER: _WORK | _REVIEW | {May.INTERNAL_REPORT_SIGN},
        Role.DATA_OFFICER: {May.PROTOCOL_SEE, May.FIGURES_SEE, May.RECORDS_BRING_IN},
        Role.POLICE: _POLICE,
        Role.CALL_HANDLER: _POLICE,
        Role.INVESTIGATING_OFFICER: _POLICE,
        Role.POLICE_SUPERVISOR: _POLICE,
        Role.DUTY_INSPECTOR: _POLICE_DECIDING | _REVIEW,
        Role.FORCE_INCIDENT_MANAGER: _POLICE_DECIDING | _REVIEW,
        Role.SUPERINTENDENT: _POLICE_DECIDING | {May.FIGURES_SEE} | _REVIEW,
        Role.SENIOR_POLICE_OFFICER: _POLICE_DECIDING | _REVIEW,
        Role.POLICE_MISSING_COORDINATOR: _POLICE
        | {May.FIGURES_SEE, May.DELIVERY_SEE, May.MEETING_ARRANGE}
        | _REVIEW,
        Role.RETURN_INTERVIEW_PROVIDER: _WORK
        | {May.INTERVIEW_RECORD, May.INTERVIEW_REVIEW, May.INTERVIEW_SHARE}
        | {May.SAFETY_PLAN_AGREE, May.SUPPORT_RECORD}
        | _REVIEW,
        Role.DESIGNATED_HEALTH: _WORK | {May.EMERGENCY_OPEN} | _REVIEW,
        Role.SCHOOL: _WORK | {May.EPISODE_REPORT} | _REVIEW,
        Role.HOME_OFFICE: _WORK,
        Role.PARENTS: set(),
        Role.SAFEGUARDING_BOARD: {May.PROTOCOL_SEE, May.FIGURES_SEE, May.DIRECTORY_KEEP} | _DRAFT,
        Role.INDEPENDENT_VISITOR: {May.PROTOCOL_SEE},
        Role.PROTOCOL_OWNER: {May.PROTOCOL_SEE, May.FIGURES_SEE} | _ADOPT,
        Role.ADMINISTRATOR: {
            May.ACCOUNT_MANAGE,
            May.PROTOCOL_SEE,
            May.DELIVERY_SEE,
            May.RECORDS_BRING_IN,
            May.DIRECTORY_KEEP,
        },
        Role.AUDITOR: {May.AUDIT_SEE, May.LOOKS_SEE, May.PROTOCOL_SEE},
    }.items()
}
