"""Environment variables that cannot be understood stop Lantern and say where to look."""

import pytest

from config import env

HINT = "See dotenv-sample and docs/reference/configuration.md."


def test_a_variable_that_must_be_set_is_asked_for_by_name(monkeypatch):
    monkeypatch.delenv("LANTERN_X", raising=False)

    with pytest.raises(env.BadSetting, match="LANTERN_X must be some text") as fault:
        env.text("LANTERN_X")

    assert HINT in str(fault.value)


@pytest.mark.parametrize("typed", ["true", "1", "yes", "on", "True"])
def test_yes_in_many_words(monkeypatch, typed):
    monkeypatch.setenv("LANTERN_X", typed)

    assert env.boolean("LANTERN_X", default=False) is True


def test_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv("LANTERN_X", "perhaps")

    with pytest.raises(env.BadSetting, match="LANTERN_X must be true or false"):
        env.boolean("LANTERN_X", default=False)


@pytest.mark.parametrize("typed", ["ten", "1.5"])
def test_a_number_that_is_not_whole_is_refused(monkeypatch, typed):
    monkeypatch.setenv("LANTERN_X", typed)

    with pytest.raises(env.BadSetting, match="LANTERN_X must be a whole number"):
        env.integer("LANTERN_X", default=3)


def test_a_number_that_is_too_small_is_refused(monkeypatch):
    monkeypatch.setenv("LANTERN_X", "0")

    with pytest.raises(env.BadSetting, match="LANTERN_X must be 1 or more"):
        env.integer("LANTERN_X", default=3, least=1)


def test_a_list_forgives_spaces(monkeypatch):
    monkeypatch.setenv("LANTERN_X", " a , b,,")

    assert env.items("LANTERN_X", default=[]) == ["a", "b"]


def test_a_database_address_is_never_repeated(monkeypatch):
    monkeypatch.setenv("LANTERN_X", "nonsense://jo:secret@db/x")

    with pytest.raises(env.BadSetting) as fault:
        env.database("LANTERN_X", default="sqlite:///x")

    assert "secret" not in str(fault.value)
    assert fault.value.__cause__ is None


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("correct horse\n")
    monkeypatch.setenv("LANTERN_X_FILE", str(tmp_path / "key"))

    assert env.secret("LANTERN_X") == "correct horse"


def test_a_secret_file_that_is_not_there_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("LANTERN_X_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(env.BadSetting, match="LANTERN_X_FILE"):
        env.secret("LANTERN_X")
