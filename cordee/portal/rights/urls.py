"""Addresses of the rights of the person, under My space."""

from django.urls import path

from cordee.portal.rights import views

patterns = [
    path("espace/mes-donnees/", views.my_data, name="my_data"),
    path("espace/mes-donnees/telecharger/", views.download, name="download_data"),
    path("espace/mes-donnees/effacer/", views.erase, name="erase_account"),
]
