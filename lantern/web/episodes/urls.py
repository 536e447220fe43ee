"""Addresses of an episode. A reference says nothing about the child."""

from django.urls import URLPattern, path

from lantern.web.episodes.deciding import DECISIONS
from lantern.web.episodes.recording import RECORDINGS
from lantern.web.episodes.views import deciding, past, record, recording

app_name = "episodes"
urlpatterns: list[URLPattern] = [
    path("<str:reference>", record.episode, name="episode"),
    path("<str:reference>/owed-then", past.owed_then, name="owed-then"),
    path("<str:reference>/now", record.now, name="now"),
    path("<str:reference>/steps", record.steps, name="steps"),
    path("<str:reference>/steps/<str:fact>", recording.step, name="step"),
    path("<str:reference>/decisions/<str:fact>", deciding.decide, name="decide"),
    path("<str:reference>/entries/<str:key>/correct", recording.correct, name="correct"),
    path("<str:reference>/entries/<str:key>/withdraw", recording.withdraw, name="withdraw"),
    path(
        "<str:reference>/entries/<str:key>/acknowledge", recording.acknowledge, name="acknowledge"
    ),
    *(path(f"<str:reference>/{name}", deciding.decider(name), name=name) for name in DECISIONS),
    *(path(f"<str:reference>/{name}", recording.recorder(name), name=name) for name in RECORDINGS),
]
