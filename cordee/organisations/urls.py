"""Addresses by which a person finds her place in a structure."""

from django.urls import path

from cordee.organisations import people, views

urlpatterns = [
    path("compte/structure/", views.find, name="find_structure"),
    path("compte/structure/nouvelle/", views.found, name="found_structure"),
    path("compte/structure/<slug:slug>/", views.join, name="join_structure"),
    path("espace/structures/<slug:slug>/", people.people, name="structure_people"),
    path("espace/invitation/<str:token>/", views.invitation, name="invitation"),
]
