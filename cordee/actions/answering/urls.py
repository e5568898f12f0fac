"""Addresses for who has no account: a structure's answer by its link, anybody's report."""

from django.urls import URLPattern, path

from cordee.actions.answering import reporting, views

patterns: list[URLPattern] = [
    path("confirmation/<str:token>/", views.confirmation, name="confirmation"),
    path("confirmation/<str:token>/reponse/", views.recorded, name="confirmation_recorded"),
    path("actions/<slug:slug>/signaler/", reporting.report, name="report_action"),
]
