"""Addresses of what must change. A reference says nothing about the child."""

from django.urls import URLPattern, path

from lantern.vocabulary.follow_up import ReportKind
from lantern.web.follow_up import views
from lantern.web.follow_up.asked import ASKED

app_name = "follow_up"
urlpatterns: list[URLPattern] = [
    path("at-risk", views.at_risk, name="at-risk"),
    *(
        path(f"<str:reference>/{asked.slug}", views.recorder(kind), name=asked.slug)
        for kind, asked in ASKED.items()
    ),
    *(
        path(
            f"<str:reference>/{kind.value.replace('_', '-')}",
            views.reporter(kind),
            name=kind.value.replace("_", "-"),
        )
        for kind in ReportKind
    ),
    path("<str:reference>/behaviour-plan", views.agree_plan, name="behaviour-plan"),
    path("<str:reference>/behaviour-plan/latest", views.latest_plan, name="latest-plan"),
    path("plan/<str:reference>", views.plan, name="plan"),
    path("record/<str:reference>", views.record, name="record"),
    path("record/<str:reference>/correct", views.correct, name="correct"),
    path("record/<str:reference>/for-the-child", views.for_the_child, name="for-the-child"),
]
