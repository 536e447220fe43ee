"""Addresses of accounts. The first are named alone: the frame of every page links to them."""

from django.urls import include, path

from lantern.web.accounts.views import cast, keeping, mine, signing, staff

pages = [
    path("", staff.staff, name="list"),
    path("add", staff.choose, name="add"),
    path("add/<slug:slug>", staff.add, name="add-to"),
    path("<str:reference>", staff.person, name="person"),
    path("<str:reference>/role", staff.choose_for, name="role"),
    path("<str:reference>/role/<slug:slug>", staff.grant, name="role-in"),
    path("<str:reference>/role/<int:post>/end", keeping.end, name="role-end"),
    path("<str:reference>/link", staff.link, name="link"),
    path("<str:reference>/sign-out", keeping.sign_out, name="sign-out"),
    path("<str:reference>/close", keeping.close, name="close"),
    path("<str:reference>/open", keeping.reopen, name="open"),
]

urlpatterns = [
    path("", signing.home, name="home"),
    path("sign-in", signing.sign_in, name="sign-in"),
    path("sign-out", signing.sign_out, name="sign-out"),
    path("still-here", signing.still_here, name="still-here"),
    path("account", mine.account, name="account"),
    path("account/agency", mine.choose_agency, name="choose-agency"),
    path("account/password", mine.change_password, name="change-password"),
    path("account/sign-out-everywhere", mine.sign_out_everywhere, name="sign-out-everywhere"),
    path("password/<str:reference>/<str:token>", mine.choose_password, name="choose-password"),
    path("demo", cast.cast, name="demo"),
    path("accounts/", include((pages, "accounts"))),
]
