"""Every environment variable that is read can be found by the person who has to set it."""

import ast
import re

from tests.architecture.source import ROOT, modules

READERS = {"text", "boolean", "integer", "items", "path", "secret", "database"}


def variables():
    found = set()
    for tree in modules("config").values():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "env"
                and node.func.attr in READERS
            ):
                found |= {node.args[0].value}
                if node.func.attr == "secret":
                    found |= {f"{node.args[0].value}_FILE"}
    return found


def named_in(path, pattern):
    return set(re.findall(pattern, (ROOT / path).read_text(), re.MULTILINE))


def test_dotenv_sample_lists_every_variable_and_no_other():
    assert named_in("dotenv-sample", r"^#? ?([A-Z][A-Z_]+)=") == variables()


def test_the_configuration_page_lists_every_variable_and_no_other():
    page = "docs/reference/configuration.md"

    assert named_in(page, r"^\| `([A-Z][A-Z_]+)`") == variables()


def test_nothing_behind_the_commands_reads_the_environment():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules("lantern").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
        if path.parts[1] != "commands"  # where a command sets what Django is to read
    ]

    assert found == []
