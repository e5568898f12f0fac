"""Addresses by which the contributors of a sheet name persons on it."""

from django.urls import URLPattern, path

from cordee.actions.naming import views

patterns: list[URLPattern] = [
    path("espace/actions/<slug:slug>/contacts/", views.people, name="action_people"),
    path("espace/actions/<slug:slug>/contacts/nouveau/", views.new, name="name_person"),
    path("espace/actions/<slug:slug>/contacts/<int:position>/", views.person, name="action_person"),
]
