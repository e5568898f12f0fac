"""Constraints that several tables of actions share."""

from django.db import models
from django.db.models import Q

YEARS = (1000, 2200)


def known(field: str, values: list[str], name: str) -> models.CheckConstraint:
    """The field holds one of these values."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def partial_date(side: str) -> list[models.CheckConstraint]:
    """A day needs its month, a month its year; each within its bounds."""
    year, month, day = f"{side}_year", f"{side}_month", f"{side}_day"
    return [
        models.CheckConstraint(
            condition=Q(**{f"{year}__isnull": True}) | Q(**{f"{year}__range": YEARS}),
            name=f"action_{side}_year",
        ),
        models.CheckConstraint(
            condition=Q(**{f"{month}__isnull": True})
            | Q(**{f"{month}__range": (1, 12), f"{year}__isnull": False}),
            name=f"action_{side}_month",
        ),
        models.CheckConstraint(
            condition=Q(**{f"{day}__isnull": True})
            | Q(**{f"{day}__range": (1, 31), f"{month}__isnull": False}),
            name=f"action_{side}_day",
        ),
    ]
