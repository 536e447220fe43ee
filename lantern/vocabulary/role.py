"""The roles people act in: who owes, who is told, who may decide (requirements section 2)."""

from lantern.vocabulary.term import Term


class Role(Term):
    """A role somebody holds in an agency, or for one child."""

    CARER = (
        "carer",
        "carer",
        "Whoever cares for the child today: the home's manager on duty or the foster carer.",
        "IAP L518; DfE 2014 ¶66",
    )
    FOSTER_CARER = (
        "foster_carer",
        "foster carer",
        "An approved carer with whom a looked-after child is placed.",
        "IFR L68; RO-004",
    )
    HOME_MANAGER = (
        "home_manager",
        "children's home manager",
        "The manager on duty of a children's home.",
        "IAP L518; RO-005",
    )
    KEY_WORKER = (
        "key_worker",
        "residential key worker",
        "The member of a home's staff who works most closely with the child.",
        "SCP L970; RO-006",
    )
    HOME_ON_CALL = (
        "home_on_call",
        "home's on-call manager",
        "The registered or service manager who supports a home out of hours.",
        "IFR L96; RO-007",
    )
    SOCIAL_WORKER = (
        "social_worker",
        "social worker",
        "The worker of the responsible authority to whom the child is allocated.",
        "SCP; RO-020",
    )
    TEAM_MANAGER = (
        "team_manager",
        "team manager",
        "The social worker's manager; chairs the missing strategy meeting.",
        "SCP L1043; RO-021",
    )
    EMERGENCY_DUTY_TEAM = (
        "emergency_duty_team",
        "emergency duty team",
        "The authority's social workers outside office hours.",
        "SCP L1008, L1069; RO-022",
    )
    INDEPENDENT_REVIEWING_OFFICER = (
        "independent_reviewing_officer",
        "independent reviewing officer",
        "Chairs the looked-after child's statutory reviews and is told of every absence.",
        "DfE 2014 ¶56; RO-023",
    )
    MASH = (
        "mash",
        "multi-agency safeguarding hub",
        "The authority's front door for safeguarding referrals.",
        "IFR L90; RO-024",
    )
    SENIOR_MANAGER = (
        "senior_manager",
        "senior manager for missing children",
        "The named senior manager of children's services who monitors policy and performance.",
        "DfE 2014 ¶14; RO-025",
    )
    MISSING_COORDINATOR = (
        "missing_coordinator",
        "missing children coordinator",
        "The authority's officer for missing children.",
        "001 L36; RO-026",
    )
    FOSTERING_SERVICE = (
        "fostering_service",
        "fostering service",
        "Supports foster carers, visits, and completes Schedule 7 reports.",
        "IFR L70-L84; RO-030",
    )
    FOSTERING_HEAD = (
        "fostering_head",
        "assistant head of service, fostering",
        "Signs off Schedule 7 reports.",
        "IFR L74; RO-031",
    )
    RESIDENTIAL_MANAGER = (
        "residential_manager",
        "service manager, residential",
        "Signs off the internal report of an absence from a home, with the assistant director.",
        "IFR L74; RO-032",
    )
    HOST_AUTHORITY = (
        "host_authority",
        "host authority",
        "The authority in whose area a child of another authority is placed.",
        "DfE 2014 ¶10; RO-050",
    )
    RESPONSIBLE_AUTHORITY = (
        "responsible_authority",
        "responsible authority",
        "The authority responsible for a looked-after child's care and its planning.",
        "DfE 2014 ¶10; RO-051",
    )
    DATA_OFFICER = (
        "data_officer",
        "data officer",
        "Prepares the statutory returns and the figures.",
        "002 L49; RO-028",
    )
    POLICE = (
        "police",
        "police",
        "The force that leads on finding a missing child, where no one officer is meant.",
        "IAP L261; RO-059",
    )
    CALL_HANDLER = (
        "call_handler",
        "call handler",
        "Takes the call, asks the questions and opens the log.",
        "WMP L1744; RO-060",
    )
    DUTY_INSPECTOR = (
        "duty_inspector",
        "duty inspector",
        "Decides whether the child is missing or absent, with the full rationale.",
        "WMP L1779-L1787; RO-061",
    )
    FORCE_INCIDENT_MANAGER = (
        "force_incident_manager",
        "force incident manager",
        "Decides where the informant disagrees with the duty inspector.",
        "WMP L1805; RO-062",
    )
    SUPERINTENDENT = (
        "superintendent",
        "superintendent",
        "Alone may authorise a reduction from high risk.",
        "WMP L1862; RO-063",
    )
    SENIOR_POLICE_OFFICER = (
        "senior_police_officer",
        "senior management officer, police",
        "Examines lines of enquiry and approves staffing in high-risk cases.",
        "DfE 2014 ¶25; RO-065",
    )
    INVESTIGATING_OFFICER = (
        "investigating_officer",
        "investigating officer",
        "Takes the report and investigates.",
        "DfE 2014 ¶25; RO-066",
    )
    POLICE_SUPERVISOR = (
        "police_supervisor",
        "police supervisor",
        "Reviews the level of risk and revisits it.",
        "WMP L1830; RO-067",
    )
    POLICE_MISSING_COORDINATOR = (
        "police_missing_coordinator",
        "police missing persons coordinator",
        "Monitors absents and trends; attends the strategy meeting.",
        "SCP L1037; RO-069",
    )
    RETURN_INTERVIEW_PROVIDER = (
        "return_interview_provider",
        "return interview provider",
        "Offers and holds the independent return interview.",
        "IFR L90; RO-110",
    )
    DESIGNATED_HEALTH = (
        "designated_health",
        "designated nurse or doctor",
        "The designated health professional for looked-after children.",
        "IAP L514; RO-100",
    )
    SCHOOL = (
        "school",
        "school safeguarding lead",
        "The designated safeguarding lead of the child's school.",
        "IAP L754; RO-091",
    )
    HOME_OFFICE = (
        "home_office",
        "Home Office",
        "Staff of the Home Office or Border Force.",
        "IAP L869; RO-123",
    )
    PARENTS = (
        "parents",
        "parents and others with parental responsibility",
        "Told of the absence and the return unless a recorded reason prevents it.",
        "DfE 2014 ¶66; RO-002",
    )
    SAFEGUARDING_BOARD = (
        "safeguarding_board",
        "safeguarding board",
        "Scrutinises the protocol and its figures.",
        "DfE 2014 ¶15; RO-140",
    )
    HOME_PROVIDER = (
        "home_provider",
        "children's home provider",
        "Runs one or more homes and answers for their missing policy.",
        "DfE 2014 ¶63; RO-008",
    )
    INDEPENDENT_VISITOR = (
        "independent_visitor",
        "independent person visiting the home",
        "Visits each home monthly and reads its missing reports.",
        "DfE 2014 ¶62; RO-010",
    )
    PROTOCOL_OWNER = (
        "protocol_owner",
        "protocol owner",
        "Keeps the partnership's rulebooks and takes them to adoption.",
        "DfE 2014 ¶15; design section 3",
    )
    ADMINISTRATOR = (
        "administrator",
        "administrator",
        "Keeps accounts, teams and areas; sees no child's record.",
        "SYS: somebody must keep the accounts and need not see the children",
    )
    AUDITOR = (
        "auditor",
        "auditor",
        "Sees who did and who saw what.",
        "IS-069",
    )
