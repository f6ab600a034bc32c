"""The dateline at the head of a report: "KABUL, Nov 12 (Agency) - ": where and when it was filed, and by which agency."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.read.gazetteer import load_gazetteer
from dateline.read.lexicon import load_lexicon
from dateline.records import FiledFrom, Report, Span

__all__ = ["DatelineFound", "body_start", "known_agency", "read_dateline"]

LONGEST = 110  # characters
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
UPPER_WORD = r"[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž'’‘.\-]*"
PLACE = rf"(?P<city>{UPPER_WORD}(?:[ /]{UPPER_WORD}|[ -](?:al|el|as|an|ad|de|la|du|le|les|sur|on)(?=[ -])){{0,4}})"
MONTH_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]* ?\d"
NAME = r"[A-ZÀ-Ž][\w.'’-]+"
SIDE = r"(?:(?:north|south|east|west|central|upper|lower)[a-z]* )?"
REGION = rf"(?P<region>(?:, (?!{MONTH_DAY}){SIDE}{NAME}(?: (?:of |the |and )?{NAME}){{0,3}}){{0,2}})"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
DAY = rf"(?:(?P<month>{MONTH}) (?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) (?P<month2>{MONTH}))"
DATE = rf"(?P<date>{WEEKDAY}{DAY}(?:,? (?P<year>(?:19|20)\d\d))?)"
AGENCY = r"(?P<agency>\([A-Z][^()]{1,40}\))"
DASH = r"(?:\s+(?:--|[-–—―])\s*|\s*(?:--|[–—―])\s*|-\s+)"
LINE = re.compile(rf"{PLACE}{REGION}(?:\s*[,|]?\s*{DATE})?(?:[,:]?\s*{AGENCY})?(?:{DASH}|:\s)")
MIXED_CASE = re.compile(
    rf"(?P<city>[A-ZÀ-Ž][\w'’.-]+(?: [A-ZÀ-Ž][\w'’.-]+){{0,2}}){REGION}(?:\s*[,|]?\s*{DATE})?[,:]?\s*{AGENCY}{DASH}"
)
AFTER = re.compile(rf"(?:[,:]?\s*{AGENCY})?(?:{DASH}|:\s)")
SENTENCE = re.compile(r"[\"“‘']?[A-Z0-9].* [a-z].*[.!?][\"”’')]*\s*$", re.DOTALL)
NOT_PLACES = {"update", "analysis", "exclusive", "breaking", "factbox", "timeline", "correction", "corrected", "live",
              "video", "watch", "editorial", "opinion", "review", "interview", "feature", "refile", "repeat", "urgent",
              "note", "wrapup", "snapshot", "newsmaker", "special report", "q&a", "report"}  # fmt: skip
FUTURE_DAYS = 31  # a dateline without year this far after publication belongs to the year before


@dataclass(frozen=True, slots=True)
class DatelineFound:
    """What a dateline says."""

    filed_from: FiledFrom | None = None
    agency: str | None = None


@cache
def _agencies() -> dict[str, str]:
    return {form: row["name"] for row in load_lexicon("agencies") for form in row["forms"].split("|")}


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for row in load_lexicon("given_names"))


def known_agency(words: str) -> str | None:
    """Return the name of the agency that the words stand for, or None.

    >>> known_agency("REUTERS")
    'Reuters'
    """
    known = _agencies().get(words.lower())
    # short forms are words or names of their own unless written in capitals
    return known if known and (len(words) > 4 or words.isupper() or words.lower() == "dpa") else None


def read_dateline(report: Report, lines: Sequence[tuple[int, int, str]]) -> DatelineFound:
    """Return what the dateline says, from the first of the lines that begins with one."""
    for start, _, words in lines:
        found = LINE.match(words[:LONGEST]) or MIXED_CASE.match(words[:LONGEST])
        if found and _is_place(found, behind=words[found.end() :]):
            end = start + max(found.end("region"), found.end("date"), found.end("city"))
            span = Span.of(report.text, start, end)
            place = _place_name(found.group("city"), found.group("region") or "")
            filed = FiledFrom(span, place, _iso_date(found, report.published))
            return DatelineFound(filed, _agency_name(found.group("agency")))
    return DatelineFound()


def body_start(report: Report) -> int | None:
    """Return the offset at which the first sentence begins behind the dateline; None without one."""
    if report.filed_from is None:
        return None
    rest = AFTER.match(report.text, report.filed_from.span.end)
    return rest.end() if rest else None


def _is_place(found: re.Match[str], *, behind: str) -> bool:
    city = found.group("city").lower()
    sure = bool(found.group("date") or found.group("agency"))
    if city in NOT_PLACES or known_agency(found.group("city")) or len(city.replace(".", "")) < (2 if sure else 4):
        return False
    # capitals and a colon may be anybody's shouting: a place is sure with a date, an agency or a dash, else by its name
    if sure or not found.group().rstrip().endswith(":"):
        return True
    return city not in _given_names() and bool(SENTENCE.match(behind)) and load_gazetteer().has(city)


def _place_name(city: str, region: str) -> str:
    words = re.split(r"([ /-])", city)
    small = {"al", "el", "as", "an", "ad", "de", "la", "du", "le", "les", "sur", "on"}
    name = "".join(w if w in small or w in " /-" else w[:1] + w[1:].lower() for w in words)
    return name + region


def _agency_name(bracket: str | None) -> str | None:
    if not bracket:
        return None
    words = bracket.strip("()").strip()
    return known_agency(words) or words


def _iso_date(found: re.Match[str], published: str | None) -> str | None:
    month, day = found.group("month") or found.group("month2"), found.group("day") or found.group("day2")
    if not month:
        return None
    number = MONTHS.index(month[:3].lower()) + 1
    if found.group("year"):
        return _date(int(found.group("year")), number, int(day))
    if not published or not re.match(r"\d{4}-\d\d-\d\d", published):
        return None
    appeared = datetime.date.fromisoformat(published[:10])
    this_year = _date(appeared.year, number, int(day))
    late = this_year and datetime.date.fromisoformat(this_year) > appeared + datetime.timedelta(days=FUTURE_DAYS)
    return _date(appeared.year - 1, number, int(day)) if late else this_year


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
