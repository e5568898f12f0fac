"""Addresses of the portal: pages in each language, and what machines read, without a language."""

from django.urls import path

from cordee.portal import machines, views
from cordee.portal.rights import urls as rights

page_patterns = [
    path("", views.home, name="home"),
    path("actions/<slug:slug>/", views.action, name="action"),
    path("structures/", views.organisations, name="organisations"),
    path("structures/<slug:slug>/", views.organisation, name="organisation"),
    path("pays/", views.countries, name="countries"),
    path("pays/<slug:code>/", views.country, name="country"),
    path("communes/", views.communes, name="communes"),
    path("communes/<slug:insee>/", views.commune, name="commune"),
    path("espace/", views.space, name="space"),
    *rights.patterns,
    path("espace/apercu/", views.preview_action, name="preview_action"),
    path("a-propos/", views.about, name="about"),
    path("mentions-legales/", views.legal, name="legal"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("credits/", views.credit, name="credits"),
]

machine_patterns = [
    path("healthz", machines.healthz, name="healthz"),
    path("marque.css", machines.brand, name="brand"),
    path("apercu.png", machines.preview, name="preview"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap-section"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
]
