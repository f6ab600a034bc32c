"""What clock times mean: hours and minutes in figures or words, with their zone."""

from __future__ import annotations

from dateline.read.lexicon import load_lexicon
from dateline.read.time_setting import DAY_PARTS, Setting
from dateline.read.time_wording import Found

__all__ = ["clock_time"]

ZONES = {row["name"].lower(): float(row["offset"]) for row in load_lexicon("time_zones")}
UNIVERSAL = frozenset({"gmt", "utc", "z"})
HALF_DAYS = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}
MINUS = frozenset({"-", "−"})
HOURS = range(25)


def clock_time(item: Found, at: Setting, *, half_day: str = "") -> str | None:
    """Return the T part of a clock time, or None if the day has no such time.

    Args:
        item: the clock time as worded.
        at: its setting.
        half_day: the code of the part of the day that is named beside it, as in "at ten that night".
    """
    half_day = at.form(item, "p").replace(".", "").replace(" ", "") or HALF_DAYS.get(
        DAY_PARTS.get(at.form(item, "t"), "").removeprefix("T") or half_day, ""
    )
    hour, minute = hour_and_minute(item, at)
    if "b" in item.groups:
        minute = 30 if at.form(item, "b") == "half" else 15
        hour, minute = (hour, minute) if at.form(item, "s") == "past" else ((hour - 1) % 24, 60 - minute)
    if half_day == "pm" and hour < 12:
        hour += 12
    elif half_day == "am" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}{zone(item, at)}" if hour in HOURS and minute < 60 else None


def hour_and_minute(item: Found, at: Setting) -> tuple[int, int]:
    """Return hour and minute as they are written."""
    text = at.form(item, "c") or at.form(item, "h") or at.form(item, "f") or at.form(item, "k")
    if "k" in item.groups:
        return int(text[:2]), int(text[2:])
    if ":" in text or "." in text:
        hour, minute = text.replace(".", ":").split(":")[:2]
        return int(hour), int(minute)
    return int(at.number(item, "h") or 0), 0


def zone(item: Found, at: Setting) -> str:
    """Return Z for GMT, the hours from it for other zones, nothing where no zone is named.

    An offset may stand in figures: "GMT+3", "+0430".
    """
    name = at.form(item, "x")
    minutes = round(ZONES.get(name, 0) * 60)
    figures = at.form(item, "v") or at.form(item, "v2")
    if figures:
        text = figures.replace(":", "")
        hours, rest = (int(text[:-2]), int(text[-2:])) if len(text) > 2 else (int(text), 0)
        minutes += (hours * 60 + rest) * (-1 if at.form(item, "g") in MINUS else 1)
    elif not name:
        return ""
    if not minutes and (name in UNIVERSAL or figures):
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
