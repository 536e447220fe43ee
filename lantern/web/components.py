"""GOV.UK's components, each a function from parameters to HTML.

Their macros expect missing parameters to be false, so they live in a Jinja environment of their
own; our templates, where an undefined name fails, see them as functions and import nothing.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

Component = Callable[[Mapping[str, Any]], Markup]

FOLDERS = {
    "govukAccordion": "accordion",
    "govukBackLink": "back-link",
    "govukBreadcrumbs": "breadcrumbs",
    "govukButton": "button",
    "govukCharacterCount": "character-count",
    "govukCheckboxes": "checkboxes",
    "govukDateInput": "date-input",
    "govukDetails": "details",
    "govukErrorMessage": "error-message",
    "govukErrorSummary": "error-summary",
    "govukFieldset": "fieldset",
    "govukFileUpload": "file-upload",
    "govukHint": "hint",
    "govukInput": "input",
    "govukInsetText": "inset-text",
    "govukLabel": "label",
    "govukNotificationBanner": "notification-banner",
    "govukPagination": "pagination",
    "govukPanel": "panel",
    "govukPasswordInput": "password-input",
    "govukRadios": "radios",
    "govukSelect": "select",
    "govukServiceNavigation": "service-navigation",
    "govukSkipLink": "skip-link",
    "govukSummaryList": "summary-list",
    "govukTable": "table",
    "govukTabs": "tabs",
    "govukTag": "tag",
    "govukTaskList": "task-list",
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}


@cache
def components() -> dict[str, Component]:
    """Every component by the name of its macro, such as `govukButton`."""
    theirs = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        undefined=ChainableUndefined,
        autoescape=True,
    )
    return {
        name: getattr(
            theirs.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html").module, name
        )
        for name, folder in FOLDERS.items()
    }


def render(name: str, parameters: Mapping[str, Any]) -> Markup:
    """One component as HTML."""
    return Markup(components()[name](parameters))  # noqa: S704  its macro has escaped the parts
