"""Every address, by name. An address holds references only, never anything about a child."""

from django.urls import URLPattern, URLResolver, include, path

from lantern.web.about import views as about
from lantern.web.gallery import views as gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lantern.web.accounts.urls")),
    path("", include("lantern.web.oversight.urls")),
    path("agencies/", include("lantern.web.agencies.urls")),
    path("children/", include("lantern.web.children.urls")),
    path("photographs/", include("lantern.web.photographs.urls")),
    path("report/", include("lantern.web.report.urls")),
    path("episodes/", include("lantern.web.episodes.urls")),
    path("", include("lantern.web.board.urls")),
    path("meetings/", include("lantern.web.meetings.urls")),
    path("safe-and-well/", include("lantern.web.returns.urls")),
    path("return-interviews/", include("lantern.web.referrals.urls")),
    path("interviews/", include("lantern.web.interviews.urls")),
    path("support/", include("lantern.web.support.urls")),
    path("follow-up/", include("lantern.web.follow_up.urls")),
    path("plans/", include("lantern.web.plans.urls")),
    path("duties/", include("lantern.web.duties.urls")),
    path("", include("lantern.web.messages.urls")),
    path("records/", include("lantern.web.arrivals.urls")),
    path("", include("lantern.web.protocol.urls")),
    path("protocol/drafting/", include("lantern.web.drafting.urls")),
    path("protocol/rehearsal/", include("lantern.web.rehearsal.urls")),
    path("protocol/drafts/", include("lantern.web.drafts.urls")),
    path("protocol/simulations/", include("lantern.web.simulation.urls")),
    path("accessibility", about.accessibility, name="accessibility"),
    path("components", gallery.components, name="components"),
    path("components/minute", gallery.minute, name="components-minute"),
]

handler400 = "lantern.web.errors.bad_request"
handler403 = "lantern.web.errors.forbidden"
handler404 = "lantern.web.errors.not_found"
handler500 = "lantern.web.errors.server_fault"
