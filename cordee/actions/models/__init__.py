"""The tables of actions: what a sheet says (`sheets`), what people do around it (`handling`)."""

from cordee.actions.models.handling import Confirmation, Draft, Report
from cordee.actions.models.sheets import (
    Action,
    ActionContact,
    ActionForm,
    ActionGoal,
    ActionText,
    ActionTheme,
    CoLead,
    Location,
    Partner,
)

__all__ = [
    "Action",
    "ActionContact",
    "ActionForm",
    "ActionGoal",
    "ActionText",
    "ActionTheme",
    "CoLead",
    "Confirmation",
    "Draft",
    "Location",
    "Partner",
    "Report",
]
