"""Addresses of the form. They stand before those that take any slug."""

from django.urls import URLPattern, path

from cordee.actions.writing import answers, views

patterns: list[URLPattern] = [
    path("espace/actions/nouvelle/", views.write_action, name="write_action"),
    path("espace/actions/<slug:slug>/modifier/", views.edit_action, name="edit_action"),
    path("espace/brouillons/", answers.keep_draft, name="keep_draft"),
    path("espace/brouillons/<int:pk>/", views.draft, name="draft"),
    path("espace/lieux.json", answers.place_names, name="place_names"),
    path("espace/fiches-semblables/", answers.look_alikes, name="look_alikes"),
]
