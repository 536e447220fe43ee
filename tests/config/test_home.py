"""The one folder where everything is kept, and the key in it."""

from concurrent.futures import ThreadPoolExecutor

from config import home


def test_only_its_owner_may_look_inside(tmp_path):
    made = home.prepare(tmp_path / "deep" / "home")

    assert made.stat().st_mode & 0o777 == 0o700


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first, second = home.secret_key(tmp_path), home.secret_key(tmp_path)

    assert first == second
    assert len(first) > 80
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_every_installation_has_its_own_key(tmp_path):
    one, other = home.prepare(tmp_path / "one"), home.prepare(tmp_path / "other")

    assert home.secret_key(one) != home.secret_key(other)


def test_commands_that_start_together_agree_on_the_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: home.secret_key(tmp_path), range(40)))

    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]
