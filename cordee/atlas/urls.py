"""Addresses of the atlas: the outputs of the query."""

from django.urls import path

from cordee.atlas import outputs

urlpatterns = [
    path("carte/resultats.json", outputs.results_json, name="results"),
    path("carte/tuiles/<int:z>/<int:x>/<int:y>.mvt", outputs.tile, name="tile"),
]
