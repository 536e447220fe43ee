"""Addresses of return interviews. A reference says nothing about the child."""

from django.urls import path

from lantern.web.interviews import on_paper, sharing, views, writing

app_name = "interviews"
urlpatterns = [
    path("", views.waiting, name="list"),
    path("agreements", sharing.register, name="agreements"),
    path("question-sets", sharing.question_sets, name="question-sets"),
    path("begin/<str:reference>", writing.begin, name="begin"),
    path("shared/<str:reference>", sharing.shared, name="shared"),
    path("<str:reference>", views.interview, name="interview"),
    path("<str:reference>/part/<str:name>", writing.part, name="part"),
    path("<str:reference>/finish", writing.finish, name="finish"),
    path("<str:reference>/printed", on_paper.printed_interview, name="printed"),
    path("<str:reference>/review", views.review, name="review"),
    path("<str:reference>/outcome", views.outcome, name="outcome"),
    path("<str:reference>/outcome/<int:number>", views.outcome_error, name="outcome-error"),
    path("<str:reference>/action", views.action, name="action"),
    path("<str:reference>/named/<int:number>", views.suggestion, name="suggestion"),
    path("<str:reference>/share", sharing.share, name="share"),
]
