"""Addresses of the pages of who is named: each holds a signed link, and none is linked to."""

from django.urls import path

from cordee.contacts import views

urlpatterns = [
    path("contact/reponse/<str:token>/", views.answer, name="contact-answer"),
    path("contact/<str:token>/", views.card, name="contact"),
    path("contact/<str:token>/opposition/", views.objection, name="contact-objection"),
]
