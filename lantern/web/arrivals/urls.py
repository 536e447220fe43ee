"""Addresses of bringing in. None holds a name, of a child or of a file."""

from django.urls import path

from lantern.web.arrivals.views import arrival, bringing, doubts

app_name = "arrivals"
urlpatterns = [
    path("", bringing.listing, name="list"),
    path("new", bringing.choose, name="new"),
    path("new/<str:kind>", bringing.bring, name="bring"),
    path("new/<str:kind>/<str:mapping>", bringing.template, name="template"),
    path("doubts", doubts.listing, name="doubts"),
    path("doubts/<int:number>", doubts.doubt, name="doubt"),
    path("<str:reference>", arrival.arrival, name="arrival"),
    path("<str:reference>/state", arrival.state, name="state"),
    path("<str:reference>/look-again", arrival.look_again, name="look-again"),
    path("<str:reference>/bring-in", arrival.approve, name="approve"),
    path("<str:reference>/turn-away", arrival.turn_away, name="turn-away"),
    path("<str:reference>/throw-away", arrival.throw_away, name="throw-away"),
    path("<str:reference>/handed-back/<int:number>", arrival.handed_back, name="handed-back"),
    path("<str:reference>/rows/<str:table>", arrival.rows, name="rows"),
]
