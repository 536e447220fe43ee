"""Who may open which page: every named address, every member of the cast, and somebody signed out.

Each row holds the status that each is answered with, about the records of `tests.addresses`. A row
is made of groups, so that who may is read at a glance:

- `signed_in` and `anybody`: the page is about nobody else;
- `by_role`: those whose role allows it, and 403 with a sentence for others;
- `of_the_child`: those who may; 403 for others who see Tamsin's record; 404 for those who may not
  know that there is one.
"""

from tests.cast import EVERYONE

SOCIAL_WORK = {
    "social_worker",
    "team_manager",
    "duty_worker",
    "coordinator",
    "senior_manager",
}
MANAGERS = {"team_manager", "coordinator", "senior_manager"}
ELSEWHERE = {"host_worker", "neighbour", "stranger"}
HOME = {"home_manager", "key_worker"}
DECIDING = {"duty_inspector", "incident_manager", "superintendent"}
POLICE = DECIDING | {"call_handler", "investigating_officer", "police_coordinator"}
INVOLVED = SOCIAL_WORK | HOME | POLICE | {"reviewing_officer"}
WITHOUT_CHILDREN = {"data_officer", "board_chair", "administrator", "auditor"}
ALL = {person.key for person in EVERYONE}
WITH_CHILDREN = ALL - WITHOUT_CHILDREN
ARRANGING = SOCIAL_WORK | {"reviewing_officer", "police_coordinator"}
REPORTING = (SOCIAL_WORK | HOME | POLICE | ELSEWHERE) | {
    "other_home_manager",
    "foster_carer",
    "teacher",
}


def row(able, *, status=200, refused=frozenset(), otherwise):
    """A status for each; somebody signed out is always sent to sign in."""
    others = dict.fromkeys(ALL, otherwise) | dict.fromkeys(refused, 403)
    return {"nobody": 302} | others | dict.fromkeys(able, status)


def by_role(able, status=200):
    """A role allows it, whatever record it is about."""
    return row(able, status=status, otherwise=403)


def of_the_child(able, status=200):
    """A role allows it, and the agency is involved with the child."""
    return row(able, status=status, refused=INVOLVED, otherwise=404)


def signed_in(status=200):
    """Everybody who is signed in, about themselves."""
    return row(ALL, status=status, otherwise=status)


def anybody(status=200):
    """Everybody, signed in or not."""
    return signed_in(status) | {"nobody": status}


ACCOUNTS = by_role({"administrator"})
SEEN = of_the_child(INVOLVED)
CHANGED = of_the_child(SOCIAL_WORK)
KEPT_READY = of_the_child(SOCIAL_WORK | HOME)
ABSENCE = of_the_child(INVOLVED - {"reviewing_officer"})
MINE = row({"home_manager"}, otherwise=404)
LISTED = by_role(WITH_CHILDREN)
# The administrator may bring in records, but the partnership is no authority and has none.
BRINGING = by_role({"data_officer"})
BROUGHT = BRINGING

# Whoever keeps the directory of services; others read it.
KEEPERS = {"coordinator", "senior_manager", "board_chair", "administrator"}
KEEPING = by_role(KEEPERS)

# A letter to Ottilie, who lives with the Okafors: shared as the work of her authority is.
TO_OTTILIE = SOCIAL_WORK | {"foster_carer", "reviewing_officer"}
NOT_SHOWN = POLICE | {"teacher", "interviewer"}
LETTER = row(TO_OTTILIE, refused=NOT_SHOWN, otherwise=404)

# The draft is Calderbrook's; its reviewers may look at it and not change it.
DRAFTERS = {"coordinator", "senior_manager", "board_chair"}
REVIEWERS = {"team_manager", "duty_worker", "reviewing_officer"}
DRAFTING = row(DRAFTERS, refused=REVIEWERS, otherwise=404)

# The return interview of Ottilie, who is back with the Okafors; Open Door carries it out.
TOLD_OF_INTERVIEW = SOCIAL_WORK | POLICE | {"foster_carer", "reviewing_officer", "interviewer"}
INTERVIEWED = row(TOLD_OF_INTERVIEW, refused={"teacher"}, otherwise=404)
INTERVIEWING = row({"interviewer"}, refused=TOLD_OF_INTERVIEW | {"teacher"}, otherwise=404)
INTERVIEWERS = {"interviewer", "social_worker"} | ELSEWHERE
# The child's authority and carers follow what others carry out.
FOLLOWING = SOCIAL_WORK | HOME | {"reviewing_officer", "other_home_manager", "foster_carer"}
# What she said is read by fewer than her record.
READING_IT = {"interviewer"} | MANAGERS
NOT_READING_IT = TOLD_OF_INTERVIEW | {"teacher"}
INTERVIEW = row(READING_IT, refused=NOT_READING_IT, otherwise=404)
WRITING_IT = row({"interviewer"}, refused=NOT_READING_IT, otherwise=404)
REVIEWING_IT = row(MANAGERS, refused=NOT_READING_IT, otherwise=404)
GIVEN_IT = READING_IT | {"police_coordinator", "investigating_officer", "duty_inspector"}
ANSWERING = MANAGERS | {"superintendent", "police_coordinator", "data_officer", "board_chair"}

MATRIX = {
    "home": signed_in(302),
    "sign-in": signed_in(302) | {"nobody": 200},
    "sign-out": anybody(302),
    "still-here": signed_in(),
    "account": signed_in(),
    "choose-agency": signed_in(),
    "change-password": signed_in(),
    "sign-out-everywhere": signed_in(),
    "choose-password": anybody(),
    "demo": anybody(404),
    "accessibility": anybody(),
    "components": anybody(404),
    "components-minute": anybody(404),
    "accounts:list": ACCOUNTS,
    "accounts:add": ACCOUNTS,
    "accounts:add-to": ACCOUNTS,
    "accounts:person": ACCOUNTS,
    "accounts:role": ACCOUNTS,
    "accounts:role-in": ACCOUNTS,
    "accounts:role-end": ACCOUNTS,
    "accounts:link": ACCOUNTS,
    "accounts:sign-out": ACCOUNTS,
    "accounts:close": ACCOUNTS,
    "accounts:open": ACCOUNTS,
    "agencies:list": ACCOUNTS,
    "agencies:add": ACCOUNTS,
    "agencies:agency": ACCOUNTS,
    "agencies:change": ACCOUNTS,
    "agencies:team": ACCOUNTS,
    "agencies:cover": ACCOUNTS,
    "agencies:uncover": ACCOUNTS,
    "agencies:team-areas": ACCOUNTS,
    "agencies:hours": ACCOUNTS,
    "agencies:area": ACCOUNTS,
    "oversight:activity": by_role({"auditor"}),
    "oversight:seen": by_role({"auditor"}),
    "oversight:looks": by_role(MANAGERS | {"auditor"}),
    "oversight:emergencies": by_role(MANAGERS | {"auditor"}),
    # It is about a child of Northmoor, so Calderbrook's managers may not know of it.
    "oversight:emergency": by_role({"auditor"}) | dict.fromkeys(MANAGERS, 404),
    "emergency": by_role(SOCIAL_WORK | POLICE | ELSEWHERE | {"nurse"}),
    "emergency-end": by_role({"stranger"}, 302) | dict.fromkeys(MANAGERS, 404),
    "children": LISTED,
    "children:search": LISTED,
    "children:add": by_role(SOCIAL_WORK | POLICE | ELSEWHERE),
    "children:page": SEEN,
    "children:details": CHANGED,
    "children:number": of_the_child(SOCIAL_WORK | POLICE),
    "children:restrict": of_the_child(MANAGERS | DECIDING),
    "children:contact-add": KEPT_READY,
    "children:contact": KEPT_READY,
    "children:contact-end": KEPT_READY,
    "children:people": of_the_child(MANAGERS),
    "children:authority": of_the_child(MANAGERS),
    "children:assign": of_the_child(MANAGERS),
    "children:assign-end": of_the_child(MANAGERS),
    "children:assign-unlisted": of_the_child(MANAGERS),
    "children:status": CHANGED,
    "children:status-end": CHANGED,
    "children:status-error": CHANGED,
    "children:placement": CHANGED,
    "children:placement-end": CHANGED,
    "children:placement-error": CHANGED,
    "children:flag": SEEN,
    "children:flag-end": CHANGED,
    "children:flag-error": CHANGED,
    "children:history": SEEN,
    "children:profiles": SEEN,
    "children:profile": KEPT_READY,
    "children:assessments": SEEN,
    "children:risk": KEPT_READY,
    "children:photographs": SEEN,
    "children:photograph": KEPT_READY,
    "children:steps": SEEN,
    "children:step": SEEN,
    "photographs:large": SEEN,
    "photographs:small": SEEN,
    "report": by_role(REPORTING),
    "report:new-child": by_role(SOCIAL_WORK | POLICE | ELSEWHERE),
    "report:begin": of_the_child(INVOLVED - {"reviewing_officer"}, 302),
    "report:check": MINE,
    "report:add": row({"home_manager"}, status=302, otherwise=404),
    "report:discard": row({"home_manager"}, status=302, otherwise=404),
    "report:sent": MINE,
    "report:told": MINE,
    "report:page": MINE,
    "episodes:episode": SEEN,
    # An absence reported in Lantern has its duties on its record, and is sent there.
    "episodes:owed-then": of_the_child(INVOLVED, 302),
    "episodes:now": SEEN,
    "episodes:steps": SEEN,
    "episodes:step": SEEN,
    # A note of the home's: its own to correct, and not the police's to see.
    "episodes:correct": of_the_child(HOME) | dict.fromkeys(POLICE, 404),
    "episodes:withdraw": of_the_child(HOME) | dict.fromkeys(POLICE, 404),
    "episodes:acknowledge": SEEN,
    "episodes:contact": SEEN,
    "episodes:whereabouts": ABSENCE,
    "episodes:last-seen": ABSENCE,
    "episodes:notification": SEEN,
    "episodes:classification": of_the_child(DECIDING),
    "episodes:decide": of_the_child(DECIDING - {"superintendent"} | {"call_handler"}),
    "episodes:risk": of_the_child(DECIDING | {"investigating_officer"}),
    "episodes:strategy": SEEN,
    "episodes:located": ABSENCE,
    "episodes:returned": ABSENCE,
    "episodes:discussion": ABSENCE,
    "episodes:note": SEEN,
    "episodes:link": ABSENCE,
    "episodes:error": of_the_child(MANAGERS | DECIDING),
    "returns:check": of_the_child(POLICE),
    "returns:not-checked": of_the_child(POLICE),
    "returns:told": SEEN,
    "returns:step": CHANGED,
    "returns:checked": SEEN,
    "returns:correct": of_the_child(POLICE),
    "returns:agreements": SEEN,
    "returns:agree": CHANGED,
    "returns:review": CHANGED,
    "returns:end": CHANGED,
    "arrivals:list": BRINGING,
    "arrivals:new": BRINGING,
    "arrivals:bring": BRINGING,
    "arrivals:template": BRINGING,
    "arrivals:arrival": BROUGHT,
    "arrivals:state": BROUGHT,
    "arrivals:look-again": row({"data_officer"}, status=302, otherwise=403),
    "arrivals:approve": row({"data_officer"}, status=302, otherwise=403),
    "arrivals:turn-away": row({"data_officer"}, status=302, otherwise=403),
    "arrivals:throw-away": row({"data_officer"}, status=302, otherwise=403),
    "arrivals:handed-back": BROUGHT,
    "arrivals:rows": BROUGHT,
    "arrivals:doubts": BRINGING,
    "arrivals:doubt": BROUGHT,
    "protocol": signed_in(),
    **{
        f"drafting:{each}": DRAFTING
        for each in ("rules", "rule", "settings", "setting", "reading", "add", "text", "changed")
    },
    "rehearsal:rehearse": row(DRAFTERS | REVIEWERS, otherwise=404),
    "rehearsal:cases": row(DRAFTERS | REVIEWERS, otherwise=404),
    # A story without an event is sent back to be told.
    "rehearsal:keep": row(DRAFTERS, status=302, refused=REVIEWERS, otherwise=404),
    "rehearsal:expect": DRAFTING,
    "rehearsal:withdraw": row(DRAFTERS, status=302, refused=REVIEWERS, otherwise=404),
    "drafting:on": row(DRAFTERS, status=400, refused=REVIEWERS, otherwise=404),
    "drafts:list": signed_in(),
    "drafts:start": by_role(DRAFTERS),
    "drafts:draft": row(DRAFTERS | REVIEWERS, otherwise=404),
    "drafts:read": row(DRAFTERS | REVIEWERS, otherwise=404),
    **{f"drafts:{each}": DRAFTING for each in ("day", "ask", "adopt", "withdraw")},
    # Nobody was asked about this one, and it was not adopted.
    "drafts:answer": row(set(), refused=DRAFTERS | REVIEWERS, otherwise=404),
    "drafts:again": row(
        {"senior_manager"}, status=404, refused=DRAFTERS | REVIEWERS, otherwise=404
    ),
    **{
        f"simulations:{each}": row(DRAFTERS | REVIEWERS, otherwise=404)
        for each in ("of-draft", "simulation", "state", "children")
    },
    "protocol-booklet": signed_in(),
    "protocol-differences": signed_in(),
    "protocol-rule": signed_in(),
    "referrals:queue": by_role(INTERVIEWERS | FOLLOWING),
    "referrals:region": by_role(INTERVIEWERS | FOLLOWING),
    "referrals:workers": by_role(INTERVIEWERS),
    "referrals:how-soon": by_role(INTERVIEWERS | ANSWERING),
    "referrals:referral": INTERVIEWED,
    "referrals:refer": SEEN,
    **{
        f"referrals:{each}": INTERVIEWING
        for each in ("rate", "allocate", "contact", "offer", "answer", "parents")
    },
    "interviews:list": by_role(INTERVIEWERS | MANAGERS),
    "interviews:agreements": by_role({"coordinator", "senior_manager"}),
    "interviews:question-sets": by_role({"coordinator", "senior_manager"}),
    # Leads those who may read it to the interview that is there.
    "interviews:begin": row(READING_IT, status=302, refused=NOT_READING_IT, otherwise=404)
    | {"social_worker": 200},
    "interviews:interview": INTERVIEW,
    "interviews:part": WRITING_IT,
    "interviews:finish": WRITING_IT | {"interviewer": 302},
    "interviews:review": REVIEWING_IT,
    **{
        f"interviews:{each}": INTERVIEW
        for each in ("outcome", "outcome-error", "action", "suggestion", "share", "printed")
    },
    "interviews:shared": row(GIVEN_IT, refused=NOT_READING_IT, otherwise=404),
    "referrals:chase": row(
        TO_OTTILIE, refused=TOLD_OF_INTERVIEW - TO_OTTILIE | {"teacher"}, otherwise=404
    ),
    "referrals:provider": row(SOCIAL_WORK, refused=TOLD_OF_INTERVIEW | {"teacher"}, otherwise=404),
    "missing-now": LISTED,
    "missing-now-region": LISTED,
    "my-duties": LISTED,
    "follow_up:at-risk": LISTED,
    "follow_up:placement-review": CHANGED,
    "follow_up:placement-plan": CHANGED,
    "follow_up:repeat-discussion": CHANGED,
    "follow_up:assessment": SEEN,
    "follow_up:regulator": of_the_child({"home_manager"}),
    "follow_up:statutory-review": of_the_child({"reviewing_officer"}),
    "follow_up:safety-plan": KEPT_READY,
    "follow_up:care-plan-request": of_the_child(HOME),
    "follow_up:early-help": SEEN,
    "follow_up:behaviour-plan": of_the_child(SOCIAL_WORK | {"reviewing_officer"}),
    "follow_up:latest-plan": of_the_child(SOCIAL_WORK | {"reviewing_officer"}, 302),
    "follow_up:plan": of_the_child(INVOLVED - POLICE),
    "follow_up:schedule-7": of_the_child(INVOLVED - POLICE),
    "follow_up:regulation-40": of_the_child(INVOLVED - POLICE),
    "follow_up:record": SEEN,
    "follow_up:for-the-child": SEEN,
    # The home recorded it, so the home alone puts it right.
    "follow_up:correct": of_the_child(HOME),
    "support:services": signed_in(),
    "support:service-add": KEEPING,
    "support:service": KEEPING,
    "support:service-end": by_role(KEEPERS, 302),
    "support:wording": KEEPING,
    "support:letters": row(
        TO_OTTILIE | {"interviewer"}, refused=POLICE | {"teacher"}, otherwise=404
    ),
    "support:letter": LETTER,
    "support:letter-pdf": LETTER,
    "support:letter-back": row(
        SOCIAL_WORK, refused=NOT_SHOWN | {"foster_carer", "reviewing_officer"}, otherwise=404
    ),
    "support:offer": CHANGED,
    "support:offer-after": CHANGED,
    "support:support": of_the_child(INVOLVED - POLICE),
    "support:end": CHANGED,
    "support:back": CHANGED,
    "support:session-back": CHANGED,
    "support:childs-page": SEEN,
    "support:childs-page-pdf": SEEN,
    "duties:duty": SEEN,
    # The protocol lets nobody excuse this one.
    "duties:excuse": of_the_child(set()),
    "meetings:list": LISTED,
    "meetings:of-episode": of_the_child(INVOLVED, 302),
    "meetings:meeting": SEEN,
    "meetings:minutes": SEEN,
    **{
        f"meetings:{each}": of_the_child(ARRANGING)
        for each in ("arrange", "members", "move", "hold", "review", "reviewed", "taken-back")
    },
    # The chair alone, who is a team manager.
    "meetings:cancel": of_the_child({"team_manager"}),
    "meetings:cancelled": of_the_child({"team_manager"}),
    "plans:plan": SEEN,
    "plans:add": SEEN,
    "plans:end": of_the_child(SOCIAL_WORK | {"reviewing_officer"}),
    # Planned by social care for the home: no work of the police, who see only what is theirs.
    "plans:action": row(INVOLVED - POLICE, otherwise=404),
    "messages": signed_in(),
    "messages-read-all": signed_in(302),
    "message-read": row({"call_handler"}, status=302, otherwise=404),
    "messages-unsent": by_role(
        {"coordinator", "senior_manager", "police_coordinator", "administrator"}
    ),
    "message-send-again": by_role(
        {"coordinator", "senior_manager", "police_coordinator", "administrator"}, 302
    ),
    "handover": row(POLICE, otherwise=404),
    # Leads on to the record, which answers for itself.
    "open": signed_in(302),
}
