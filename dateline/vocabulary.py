"""The closed lists of values that the JSON contract allows (DESIGN, section 5)."""

from __future__ import annotations

__all__ = ["COUNT_ROLES", "ENTITY_KINDS", "EVENT_STATUSES", "EVENT_TYPES", "HOLDING_STATES", "STANCES"]

ENTITY_KINDS = ("person", "group", "organization", "place", "facility", "vehicle", "weapon", "other")
STANCES = (
    "says", "denies", "doubts", "believes", "expects", "intends", "threatens", "orders", "requests", "accuses",
)  # fmt: skip
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
)  # fmt: skip
EVENT_STATUSES = (
    "occurred", "ongoing", "attempted", "planned", "ordered", "threatened", "feared", "expected", "denied",
    "hypothetical",
)  # fmt: skip
HOLDING_STATES = ("holds", "contested", "besieged", "lost", "taken", "share")
COUNT_ROLES = (
    "killed", "wounded", "captured", "abducted", "detained", "released", "rescued", "missing", "displaced",
    "surrendered", "present", "deployed", "other",
)  # fmt: skip
