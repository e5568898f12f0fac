"""Addresses of the atlas: its pages, and the outputs of the query."""

from django.urls import path, re_path

from cordee.atlas import outputs, views

urlpatterns = [
    path("carte/", views.map_page, name="map"),
    path("actions/", views.list_page, name="actions"),
    path("carte/resultats.json", outputs.results_json, name="results"),
    path("carte/tuiles/<int:z>/<int:x>/<int:y>.mvt", outputs.tile, name="tile"),
    path("carte/affiche.svg", outputs.poster, name="poster"),
    re_path(r"^carte/export\.(?P<extension>csv|xlsx|geojson)$", outputs.export, name="export"),
]
