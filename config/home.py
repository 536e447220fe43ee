"""LANTERN_HOME: the one folder in which everything the product keeps is kept."""

import secrets
from pathlib import Path


def prepare(home: Path) -> Path:
    """Make the folder if it is not there, readable by its owner only."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """This installation's own signing key, made on first use."""
    file = home / "secret-key"
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii").strip()


def _write_once(file: Path, content: str) -> None:
    # Two commands may start together: the first key to be linked into place is everybody's.
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_text(content, encoding="ascii")
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
