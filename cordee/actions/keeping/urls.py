"""Addresses of the pages on which a contributor keeps her sheets; the form's own come before them."""

from django.urls import URLPattern, path

from cordee.actions.keeping import views

patterns: list[URLPattern] = [
    path("espace/actions/", views.my_actions, name="my_actions"),
    path("espace/actions/<slug:slug>/", views.my_action, name="my_action"),
    path("espace/actions/<slug:slug>/archiver/", views.archive, name="archive_action"),
    path("espace/actions/<slug:slug>/versions/<int:pk>/", views.version, name="my_action_version"),
    path("espace/actions/<slug:slug>/versions/<int:pk>/reprendre/", views.restore, name="restore_action"),
    path("espace/brouillons/<int:pk>/jeter/", views.discard, name="discard_draft"),
]
