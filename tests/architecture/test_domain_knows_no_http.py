"""Four doors, one way in: what the doors speak is not spoken behind them."""

from tests.architecture.source import DOORS, imports, modules

SPOKEN_AT_DOORS = (
    "django.http",
    "django.shortcuts",
    "django.views",
    "django.forms",
    "django.template",
    "django.contrib.messages",
)


def test_domain_knows_no_http():
    found = [
        f"{path}:{line} {name}"
        for path, tree in modules("lantern").items()
        if len(path.parts) > 2 and path.parts[1] not in DOORS
        for name, line in imports(tree)
        if name.startswith(SPOKEN_AT_DOORS)
    ]

    assert found == []
