"""Addresses of the pages on which a draft is changed."""

from django.urls import path

from lantern.web.drafting.views import rules, settings, whole

app_name = "drafting"
urlpatterns = [
    path("<str:reference>/rules", rules.rules, name="rules"),
    path("<str:reference>/rules/<slug:rule>/on", rules.on, name="on"),
    path("<str:reference>/rules/<slug:rule>/<slug:aspect>", rules.rule, name="rule"),
    path("<str:reference>/settings", settings.settings, name="settings"),
    path("<str:reference>/settings/<slug:name>", settings.setting, name="setting"),
    path("<str:reference>/readings/<slug:name>", settings.reading, name="reading"),
    path("<str:reference>/add/<slug:sort>", whole.add, name="add"),
    path("<str:reference>/text", whole.text, name="text"),
    path("<str:reference>/changed", whole.changed, name="changed"),
]
