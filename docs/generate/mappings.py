"""The page on mappings: what each kind of file can hold, and those that come with Lantern."""

from docs.generate.tables import table
from lantern.intake.mapping.explain import column_in_words, key_in_words
from lantern.intake.mapping.kinds import KINDS, MEANINGS, Kind
from lantern.intake.mapping.load import shipped


def page() -> str:
    """The language, the fields of each kind, and each mapping."""
    kinds = "\n".join(_kind(kind) for kind in KINDS.values())
    mappings = "\n".join(_mapping(kind, name) for kind, name in shipped())
    return (
        "# Mappings: which column of a case system’s file is what\n\n"
        "A mapping is a YAML file. `lantern import children FILE --mapping NAME` takes one that "
        "comes with Lantern by its name, or a partnership’s own by its path. How to write one: "
        "[Write a mapping](../how-to/write-a-mapping.md).\n\n"
        "## The file\n\n" + _entries() + "\n## A column\n\n" + _column_entries() + "\n"
        "## How a cell is read\n\n"
        + table(["read as", "takes"], [(one, words) for one, words in MEANINGS.items()])
        + "\n## The fields of each kind of file\n\n"
        + kinds
        + "\n## The mappings that come with Lantern\n\n"
        + mappings
    )


def _entries() -> str:
    return table(
        ["entry", "meaning"],
        [
            ("mapping", "its name"),
            ("kind", f"the kind of file: {', '.join(KINDS)}"),
            ("title", "what it reads, in words"),
            ("source", "where the columns and codes are written down"),
            ("note", "anything else that whoever uses it should know"),
            (
                "key",
                (
                    "the field that tells one row from another, or several with + between; in a "
                    "list, the first that a row fills. Two rows of one key that do not agree are "
                    "refused"
                ),
            ),
            ("columns", "a list: where each field comes from"),
            ("ignored", "headings from which nothing is taken, and of which nobody is asked"),
            ("empty", "words that mean an empty cell, such as NULL"),
        ],
    )


def _column_entries() -> str:
    return table(
        ["entry", "meaning"],
        [
            ("field", "the field of Lantern’s, from the tables below"),
            (
                "from",
                (
                    "the heading, or a list of which the first found is used. Case, underscores "
                    "and spaces make no difference, nor does the order of the columns"
                ),
            ),
            ("followed_by", "further columns whose text is put after it, as of an address"),
            ("joined_with", "what stands between those: a space, unless said"),
            ("time", "the column with the time of day, where it stands apart from the date"),
            ("codes", "a table from the case system’s codes to Lantern’s words"),
            ("default", "the value where the file says nothing; it never changes a record"),
            ("needed", "yes: a row without it is refused"),
            ("dates", "day first (unless said) or month first, for days like 3/4/2026"),
            ("midnight", "a time (unless said) or a day: what 00:00 means"),
            ("note", "anything else to know of it"),
        ],
    )


def _kind(kind: Kind) -> str:
    rows = [
        (
            field.name,
            field.meaning,
            field.reading,
            ", ".join(f"{term.value}" for term in field.words()),
            "needed" if field.needed else "",
        )
        for field in kind.fields.values()
    ]
    one_of = f" Each row gives one of {', '.join(kind.one_of)}." if kind.one_of else ""
    return f"### {kind.name}\n\nA row is {kind.row}.{one_of}\n\n" + table(
        ["field", "meaning", "read as", "words", ""], rows
    )


def _mapping(kind: str, name: str) -> str:
    mapping = shipped()[kind, name]
    said = [f"### {kind}, {name}", mapping.title + "."]
    said += [f"Source: {mapping.source}"] if mapping.source else []
    said += [mapping.note] if mapping.note else []
    said.append(f"A row is known by {key_in_words(mapping)}.")
    rows = [(field, column_in_words(column)) for field, column in mapping.columns.items()]
    return "\n\n".join(said) + "\n\n" + table(["field", "where it comes from"], rows)
