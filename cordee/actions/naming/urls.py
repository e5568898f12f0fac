"""Addresses by which the contributors of a sheet name persons on it."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
