"""One case for every check of the return: what breaks it, and on which line of which table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    number: str
    where: str
    line: int
    case: dict

    def __str__(self):
        return f"{self.number} in {self.where}"


def _broken(number, where, line=2, **case):
    return Broken(number, where, line, case)


_NEXT = {"DECOM": "01/07/2025", "RNE": "P"}
_ENDED = {"DEC": "01/07/2025", "REC": "X1"}
_TABLES = {
    "AD1": ("INT01", "INT11"),
    "PlacedAdoption": ("INT02", "INT12"),
    "Missing": ("INT04", "INT13"),
    "OC2": ("INT05", "INT14"),
    "OC3": ("INT06", "INT15"),
    "PrevPerm": ("INT07", "INT16"),
    "Reviews": ("INT08", "INT17"),
    "UASC": ("INT09", "INT18"),
    "SWEpisodes": ("not-in-header", "other-birthday"),
    "DoLo": ("not-in-header", "other-birthday"),
}

MISSING = (
    _broken("too-many-rows", "Missing", 368, Missing=[{}] * 367),
    _broken("564", "Missing", Missing=[{"MIS_START": "", "MIS_END": ""}]),
    _broken("565", "Missing", Missing=[{"MISSING": "", "MIS_END": ""}]),
    _broken("566", "Missing", Missing=[{"MISSING": "", "MIS_START": ""}]),
    _broken("567", "Missing", Missing=[{"MIS_START": "10/06/2025", "MIS_END": "09/06/2025"}]),
    _broken("570", "Missing", Missing=[{"MIS_START": "01/04/2026", "MIS_END": ""}]),
    _broken("571", "Missing", Missing=[{"MIS_START": "30/03/2025", "MIS_END": "31/03/2025"}]),
    _broken("571", "Missing", Missing=[{"MIS_END": "01/04/2026"}]),
    _broken(
        "574", "Missing", 3, Missing=[{"MIS_END": ""}, {"MIS_START": "12/07/2025", "MIS_END": ""}]
    ),
    _broken(
        "574", "Missing", 3, Missing=[{}, {"MIS_START": "11/06/2025", "MIS_END": "13/06/2025"}]
    ),
    _broken("574", "Missing", 3, Missing=[{}, {}]),
    _broken("575", "Missing", Episodes=[_ENDED, _NEXT], Missing=[{"MIS_END": ""}]),
    _broken(
        "576",
        "Missing",
        Missing=[{}],
        last={"Missing": [{"MIS_START": "30/03/2025", "MIS_END": ""}]},
    ),
    _broken(
        "577",
        "Missing",
        Episodes=[{"DEC": "11/06/2025", "REC": "E8"}],
        Missing=[{"MIS_END": "12/06/2025"}],
    ),
    _broken(
        "577", "Missing", Episodes=[{"DEC": "11/06/2025", "REC": "E8"}], Missing=[{"MIS_END": ""}]
    ),
    _broken("578", "Missing", Missing=[{"MIS_START": "30/04/2025"}]),
    _broken(
        "580",
        "Episodes",
        Header=[{"DOB": "01/09/2007"}],
        Episodes=[{"DEC": "01/09/2025", "REC": "E4A"}],
        Missing=[{"DOB": "01/09/2007", "MIS_END": "01/09/2025"}],
    ),
    _broken(
        "581",
        "Missing",
        Episodes=[{"DEC": "01/06/2025", "REC": "E4A"}, {"DECOM": "01/07/2025"}],
        Missing=[{"MIS_START": "10/06/2025"}],
    ),
    _broken("586", "Missing", Missing=[{"DOB": "10/06/2025"}]),
    _broken("1004", "Missing", Missing=[{"MIS_START": "30/02/2025"}]),
    _broken("1005", "Missing", Missing=[{"MIS_END": "12/06/25"}]),
    _broken("1006", "Missing", Missing=[{"MISSING": "B"}]),
    _broken("1012", "Missing", Episodes=[{"CHILD": "2"}], Missing=[{}]),
    _broken(
        "twice-in-a-day",
        "Missing",
        3,
        Missing=[{"MIS_END": "10/06/2025"}, {"MIS_END": "10/06/2025"}],
    ),
)

HEADER = (
    _broken("INT32", "Header", 3, Header=[{}, {"DOB": "02/06/2012"}]),
    _broken("repeated", "Header", 3, Header=[{}, {}]),
    _broken("101", "Header", Header=[{"SEX": "1"}]),
    _broken("101", "Header", Header=[{"SEX": "M"}], year=2024),
    _broken("101", "Header", Header=[{"SEX": ""}]),
    _broken("232", "Header", Header=[{"SEX": "U"}]),
    _broken("102", "Header", Header=[{"DOB": ""}]),
    _broken("103", "Header", Header=[{"ETHNIC": "WHITE"}]),
    _broken("168", "Header", Header=[{"UPN": "A12"}]),
    _broken("check-letter", "Header", Header=[{"UPN": "A801200005001"}]),
    _broken("442", "Header", Header=[{"UPN": ""}]),
    _broken(
        "444",
        "Header",
        3,
        Header=[{"UPN": "B801200005001"}, {"CHILD": "2", "UPN": "B801200005001"}],
    ),
    _broken("301", "Header", Header=[{"DOB": "01/04/2026"}]),
    _broken("351", "Header", Header=[{"DOB": "31/03/2000"}]),
    _broken("171", "Header", Header=[{"MOTHER": "1", "MC_DOB": "soon"}]),
    _broken("174", "Header", Header=[{"SEX": "M", "MC_DOB": "01/05/2025"}]),
    _broken("611", "Header", Header=[{"MOTHER": "1"}]),
    _broken("612", "Header", Header=[{"MC_DOB": "01/05/2025"}]),
    _broken("620", "Header", Header=[{"DOB": "02/04/2014", "MOTHER": "1", "MC_DOB": "01/05/2025"}]),
    _broken("621", "Header", Header=[{"MOTHER": "1", "MC_DOB": "01/06/2012"}]),
    _broken(
        "625",
        "Header",
        Header=[{"MOTHER": "1", "MC_DOB": "02/07/2025"}],
        Episodes=[{"DEC": "01/07/2025", "REC": "E4A"}],
    ),
    _broken("long-number", "Header", Header=[{"CHILD": "12345678901"}]),
    _broken(
        "not-carried-over",
        "Header",
        Missing=[],
        last={"Missing": [{"MIS_START": "30/03/2025", "MIS_END": ""}]},
    ),
    _broken("202", "Header", last={"Header": [{"SEX": "M"}]}),
    _broken("203", "Header", last={"Header": [{"DOB": "02/06/2012"}]}),
    _broken("204", "Header", last={"Header": [{"ETHNIC": "WOTH"}]}),
)

EPISODES = (
    _broken("141", "Episodes", Episodes=[{"DECOM": "yesterday"}]),
    _broken("141", "Episodes", Episodes=[{"DECOM": ""}]),
    _broken("147", "Episodes", Episodes=[{"DEC": "31/06/2025", "REC": "X1"}]),
    _broken("148", "Episodes", Episodes=[{"DEC": "30/06/2025"}]),
    _broken("148", "Episodes", Episodes=[{"REC": "E4A"}]),
    _broken("302", "Episodes", Header=[{"DOB": "02/05/2025"}]),
    _broken("353", "Episodes", Episodes=[{"DECOM": "13/10/1991"}]),
    _broken("354", "Episodes", Episodes=[{"DECOM": "01/04/2026"}]),
    _broken("355", "Episodes", Episodes=[{"DEC": "01/05/2025", "REC": "E4A"}]),
    _broken("356", "Episodes", Episodes=[{"DEC": "30/04/2025", "REC": "E4A"}]),
    _broken("385", "Episodes", Episodes=[{"DEC": "01/04/2026", "REC": "E4A"}]),
    _broken(
        "ended-earlier",
        "Episodes",
        Episodes=[{"DECOM": "01/03/2025", "DEC": "31/03/2025", "REC": "E4A"}],
    ),
    _broken("same-start", "Episodes", 3, Episodes=[{}, {"PLACE": "U6"}]),
    _broken("repeated", "Episodes", 3, Episodes=[{}, {}]),
    _broken("142", "Episodes", Episodes=[{}, _NEXT]),
    _broken(
        "501",
        "Episodes",
        3,
        Episodes=[{"DEC": "02/07/2025", "REC": "X1"}, {"DECOM": "01/07/2025", "RNE": "P"}],
    ),
    _broken("388", "Episodes", Episodes=[_ENDED]),
    _broken("388", "Episodes", Episodes=[_ENDED | {"REC": "E4A"}, _NEXT]),
    _broken("431", "Episodes", 3, Episodes=[_ENDED, {"DECOM": "01/07/2025"}]),
    _broken("432", "Episodes", 3, Episodes=[_ENDED | {"REC": "E4A"}, _NEXT]),
    _broken("433", "Episodes", 3, Episodes=[_ENDED, _NEXT | {"DECOM": "02/07/2025"}]),
    _broken("437", "Episodes", Episodes=[_ENDED | {"REC": "E2"}, _NEXT]),
    _broken("143", "Episodes", Episodes=[{"RNE": "Q"}]),
    _broken("144", "Episodes", Episodes=[{"LS": "C9"}]),
    _broken("145", "Episodes", Episodes=[{"CIN": "N9"}]),
    _broken("146", "Episodes", Episodes=[{"PLACE": "Z1"}]),
    _broken("146", "Episodes", year=2025, Episodes=[{"PLACE": "Z11"}]),
    _broken("149", "Episodes", Episodes=[_ENDED | {"REC": "E99"}]),
    _broken("178", "Episodes", Episodes=[{"PLACE_PROVIDER": "PR9"}]),
    _broken("1009", "Episodes", Episodes=[{"REASON_PLACE_CHANGE": "MOVED"}]),
    _broken("213", "Episodes", Episodes=[{"PLACE": "T1", "URN": ""}]),
    _broken("526", "Episodes", Episodes=[{"PLACE_PROVIDER": ""}]),
    _broken("550", "Episodes", Episodes=[{"PLACE_PROVIDER": "PR0"}]),
    _broken("218", "Episodes", Episodes=[{"URN": ""}]),
    _broken("222", "Episodes", Episodes=[{"PLACE": "P1", "PLACE_PROVIDER": "PR0"}]),
    _broken("222", "Episodes", year=2025, Episodes=[{"PLACE": "Z1"}]),
    _broken("242", "Episodes", Episodes=[{"PLACE": "K2", "URN": "XXXXXXX"}]),
    _broken("233", "Episodes", Episodes=[{"REASON_PLACE_CHANGE": "CARPL"}]),
    _broken("postcode", "Episodes", Episodes=[{"HOME_POST": "CC1"}]),
    _broken("postcode", "Episodes", Episodes=[{"PL_POST": "somewhere"}]),
    _broken("INT03", "Episodes", 3, Episodes=[{}, {"CHILD": "2"}]),
    _broken("child-blank", "Episodes", Episodes=[{"CHILD": ""}]),
    _broken(
        "502",
        "Episodes",
        last={"Episodes": [{"DECOM": "01/01/2025"}]},
    ),
    _broken(
        "NoE",
        "Episodes",
        Episodes=[{"DECOM": "01/01/2025"}],
        last={"Header": [{"CHILD": "2"}], "Episodes": [{"CHILD": "2"}]},
    ),
    _broken("header-refused", "Episodes", Header=[{"DOB": ""}]),
    _broken("too-many-rows", "Episodes", 368, Episodes=[{}] * 367),
)

OTHERS = (
    _broken("104", "UASC", UASC=[{"DUC": "2030"}]),
    _broken("104", "UASC", UASC=[{"DUC": "31/03/2025"}]),
    _broken("304", "UASC", UASC=[{"DUC": "02/06/2030"}]),
    _broken("INT21", "UASC", UASC=[{"SEX": "M"}]),
    _broken("INT36", "UASC", 3, UASC=[{}, {"DUC": "01/06/2029"}]),
    _broken("child-blank", "UASC", UASC=[{"CHILD": " "}]),
    _broken("child-blank", "Header", 3, Header=[{}, {"CHILD": ""}]),
    _broken("166", "Reviews", Reviews=[{"REVIEW": "May"}]),
    _broken("112", "AD1", AD1=[{"DATE_INT": "May"}]),
    _broken("113", "AD1", AD1=[{"DATE_MATCH": "May"}]),
    _broken("115", "PlacedAdoption", PlacedAdoption=[{"DATE_PLACED": "May"}]),
    _broken("116", "PlacedAdoption", PlacedAdoption=[{"DATE_PLACED_CEASED": "May"}]),
    _broken("not-a-day", "PrevPerm", PrevPerm=[{"DATE_PERM": "May"}]),
    _broken("SW04STG1", "SWEpisodes", SWEpisodes=[{"SW_DECOM": "May"}]),
    _broken("SW05STG1", "SWEpisodes", SWEpisodes=[{"SW_DEC": "May"}]),
    _broken("not-a-day", "DoLo", DoLo=[{"DOLO_START": "May"}]),
    _broken("not-a-day", "DoLo", DoLo=[{"DOLO_END": "May"}]),
    *(
        _broken(numbers[0], table, **{table: [{"CHILD": "2"}]})
        for table, numbers in _TABLES.items()
    ),
    *(
        _broken(numbers[1], table, **{table: [{"DOB": "02/06/2012"}]})
        for table, numbers in _TABLES.items()
    ),
    *(_broken("birthday", table, **{table: [{"DOB": ""}]}) for table in _TABLES),
    *(
        _broken("1012", table, Episodes=[], **{table: [{}]})
        for table in ("Missing", "Reviews", "OC2", "AD1", "PrevPerm", "PlacedAdoption")
    ),
    *(
        _broken("child-blank", table, **{table: [{"CHILD": ""}]})
        for table in ("Missing", "Reviews", "OC2", "OC3", "AD1", "PrevPerm", "PlacedAdoption")
    ),
    _broken("child-blank", "SWEpisodes", SWEpisodes=[{"CHILD": ""}]),
    _broken("child-blank", "DoLo", DoLo=[{"CHILD": ""}]),
    _broken(
        "started-earlier",
        "Missing",
        Missing=[{"MIS_START": "30/03/2025"}],
        last={"Missing": [{"MIS_START": "29/03/2025", "MIS_END": ""}]},
    ),
    _broken("day-form", "Missing", Missing=[{"MIS_START": "10/6/2025"}]),
)

BROKEN = (*MISSING, *HEADER, *EPISODES, *OTHERS)
