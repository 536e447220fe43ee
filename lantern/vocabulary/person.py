"""How a child is described where every agency must count alike."""

from lantern.vocabulary.term import Term


class Gender(Term):
    """The child's gender, in the words of the authorities' lists."""

    FEMALE = ("female", "Female", "A girl or young woman.", "standards section 8, Annex A")
    MALE = ("male", "Male", "A boy or young man.", "standards section 8, Annex A")
    NEITHER = ("neither", "Neither", "The child says neither.", "standards section 8, Annex A")
    NOT_STATED = ("not_stated", "Not stated", "Nobody has asked or said.", "Annex A")


class Ethnicity(Term):
    """The child's ethnic background, by the codes of the SSDA903 return."""

    WBRI = ("WBRI", "White: British", "White British.", "SSDA903 ethnicity")
    WIRI = ("WIRI", "White: Irish", "White Irish.", "SSDA903 ethnicity")
    WIRT = ("WIRT", "White: Traveller of Irish heritage", "Irish Traveller.", "SSDA903 ethnicity")
    WROM = ("WROM", "White: Gypsy or Roma", "Gypsy or Roma.", "SSDA903 ethnicity")
    WOTH = ("WOTH", "White: another background", "Any other White.", "SSDA903 ethnicity")
    MWBC = ("MWBC", "Mixed: White and Black Caribbean", "Mixed.", "SSDA903 ethnicity")
    MWBA = ("MWBA", "Mixed: White and Black African", "Mixed.", "SSDA903 ethnicity")
    MWAS = ("MWAS", "Mixed: White and Asian", "Mixed.", "SSDA903 ethnicity")
    MOTH = ("MOTH", "Mixed: another background", "Any other mixed.", "SSDA903 ethnicity")
    AIND = ("AIND", "Asian: Indian", "Indian.", "SSDA903 ethnicity")
    APKN = ("APKN", "Asian: Pakistani", "Pakistani.", "SSDA903 ethnicity")
    ABAN = ("ABAN", "Asian: Bangladeshi", "Bangladeshi.", "SSDA903 ethnicity")
    AOTH = ("AOTH", "Asian: another background", "Any other Asian.", "SSDA903 ethnicity")
    BCRB = ("BCRB", "Black: Caribbean", "Caribbean.", "SSDA903 ethnicity")
    BAFR = ("BAFR", "Black: African", "African.", "SSDA903 ethnicity")
    BOTH = ("BOTH", "Black: another background", "Any other Black.", "SSDA903 ethnicity")
    CHNE = ("CHNE", "Chinese", "Chinese.", "SSDA903 ethnicity")
    OOTH = ("OOTH", "Another ethnic group", "Any other.", "SSDA903 ethnicity")
    REFU = ("REFU", "Declined to say", "Asked, and declined.", "SSDA903 ethnicity")
    NOBT = ("NOBT", "Not yet known", "Not yet obtained.", "SSDA903 ethnicity")
