"""Addresses by which a person finds her place in a structure."""

from django.urls import path

from cordee.organisations import people, sheet_pages, views

urlpatterns = [
    path("espace/structures/", views.find, name="find_structure"),
    path("espace/nouvelle-structure/", views.found, name="found_structure"),
    path("espace/structures/<slug:slug>/rejoindre/", views.join, name="join_structure"),
    path("espace/structures/<slug:slug>/", people.people, name="structure_people"),
    path("espace/structures/<slug:slug>/fiche/", sheet_pages.edit, name="edit_structure"),
    path("espace/structures/<slug:slug>/service/", sheet_pages.add_department, name="add_department"),
    path("espace/demandes/<int:pk>/reprendre/", views.take_back, name="take_back_request"),
    path("espace/invitation/<str:token>/", views.invitation, name="invitation"),
]
