"""Addresses of children. The list is named alone, because the frame of every page links to it."""

from django.urls import URLPattern, URLResolver, include, path

from lantern.web.children.views import adding, around, finding, identity, kept, record, standing

pages: list[URLPattern] = [
    path("search", finding.search, name="search"),
    path("add", adding.add, name="add"),
    path("<str:reference>", record.page, name="page"),
    path("<str:reference>/details", identity.details, name="details"),
    path("<str:reference>/number", identity.number, name="number"),
    path("<str:reference>/restrict", identity.restrict, name="restrict"),
    path("<str:reference>/authority", identity.move, name="authority"),
    path("<str:reference>/contacts/add", around.add_contact, name="contact-add"),
    path("<str:reference>/contacts/<int:contact>", around.change_contact, name="contact"),
    path("<str:reference>/contacts/<int:contact>/end", around.end_contact, name="contact-end"),
    path("<str:reference>/people", around.choose_role, name="people"),
    path("<str:reference>/people/<slug:role>", around.assign, name="assign"),
    path(
        "<str:reference>/people/<slug:role>/unlisted",
        around.assign_unlisted,
        name="assign-unlisted",
    ),
    path("<str:reference>/people/<slug:role>/end", around.end_role, name="assign-end"),
    path("<str:reference>/status", standing.begin_status, name="status"),
    path("<str:reference>/status/<slug:kind>/end", standing.end_status, name="status-end"),
    path("<str:reference>/status/<int:row>/error", standing.withdraw_status, name="status-error"),
    path("<str:reference>/placement", standing.place, name="placement"),
    path("<str:reference>/placement/end", standing.end_placement, name="placement-end"),
    path(
        "<str:reference>/placement/<int:row>/error",
        standing.withdraw_placement,
        name="placement-error",
    ),
    path("<str:reference>/concerns/add", standing.raise_flag, name="flag"),
    path("<str:reference>/concerns/<slug:kind>/end", standing.lower_flag, name="flag-end"),
    path("<str:reference>/concerns/<int:row>/error", standing.withdraw_flag, name="flag-error"),
    path("<str:reference>/history", record.history, name="history"),
    path("<str:reference>/profile", kept.profiles, name="profiles"),
    path("<str:reference>/profile/draw-up", kept.draw_up, name="profile"),
    path("<str:reference>/risk", kept.assessments, name="assessments"),
    path("<str:reference>/risk/assess", kept.assess, name="risk"),
    path("<str:reference>/photographs", kept.photographs, name="photographs"),
    path("<str:reference>/photographs/add", kept.add_photograph, name="photograph"),
    path("<str:reference>/done", kept.choose_step, name="steps"),
    path("<str:reference>/done/<str:fact>", kept.record_step, name="step"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", finding.children, name="children"),
    path("", include((pages, "children"))),
]
