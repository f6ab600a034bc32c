"""Report -> furniture (agency line, links, adverts, captions) and dateline at its edges.

Furniture is found line by line, from the edges of a text towards its first and last sentence: lines that a pattern of
``furniture.tsv`` knows, and at the foot short lines that end like no sentence. Everything else is text: a headline, the
dateline, a note of correction. In doubt a line is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from dateline.read.dateline_line import known_agency, read_dateline
from dateline.read.lexicon import load_lexicon
from dateline.records import Report, Span

__all__ = ["blank_out", "guess_language", "read_furniture"]

EDGE_LINES = {"top": 12, "bottom": 40}
FOOT_WORDS = 14  # an unpunctuated line at the foot with more words than this is text
ENGLISH_SHARE = 0.18  # of the words; English news has 0.30 to 0.45, other European languages below 0.06 (2026-11)
FEW_WORDS = 8  # too few to judge a language by
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
SIGN_OFF = re.compile(r"(?:[-–—•*]+\s*|\()?([A-Za-zÀ-ž][\w .&'/-]{1,50}?)\)?$")
TRAILING_SIGN_OFF = re.compile(r"[.!?…][\"'”’)]?\s+([-–—]+\s?([A-Z][A-Za-z/ -]{1,24}))$")
# an ending of a sentence, a figure after a colon, or the end of a sentence inside the line
LIKE_TEXT = re.compile(r"""[.!?…:;,—–]["'”’)\]]*$|["”’]$|:\s*[\d$£€]|[a-z][.!?]["”’)]?\s""")
BYLINE = re.compile(r"(?:by|from)\s+(.+)$", re.IGNORECASE)

Line = tuple[int, int, str]


def read_furniture(report: Report) -> Report:
    """Return the report with its furniture, dateline, agency, byline and language filled in where the text shows them.

    What the report's metadata already say is kept.
    """
    lines = _lines(report.text)
    kinds = _edge_kinds(report, lines)
    furniture = [Span.of(report.text, *lines[n][:2]) for n in sorted(kinds)]
    agency = next((_signed(lines[n][2]) for n in sorted(kinds) if kinds[n] == "agency"), None)
    trailing = _trailing_sign_off(report.text, lines, kinds)
    if trailing:
        furniture.append(trailing)
        agency = agency or _signed(trailing.quote)
    found = read_dateline(report, [line for n, line in enumerate(lines[: EDGE_LINES["top"]]) if n not in kinds])
    byline = next((lines[n][2] for n in sorted(kinds) if kinds[n] == "byline"), None)
    return replace(
        report,
        furniture=report.furniture or tuple(sorted(furniture)),
        filed_from=report.filed_from or found.filed_from,
        agency=report.agency or found.agency or agency,
        byline=report.byline or (BYLINE.sub(r"\1", byline) if byline else None),
        language=report.language or guess_language(report.text),
    )


def blank_out(report: Report) -> str:
    """Return the text with furniture replaced by spaces, one for one, line breaks kept."""
    text = report.text
    for span in report.furniture:
        blank = "".join(c if c in "\n\r" else " " for c in span.quote)
        text = text[: span.start] + blank + text[span.end :]
    return text


def guess_language(text: str) -> str | None:
    """Return "en" for English, "und" for what is not, None for a text too short to tell.

    >>> guess_language("Die Stadt wurde am Morgen von den Truppen der Regierung eingenommen, sagte er.")
    'und'
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < FEW_WORDS:
        return "und" if any(ord(c) > 0x250 and c.isalpha() for c in text) else None
    common = _function_words()
    return "en" if sum(word in common for word in words) / len(words) >= ENGLISH_SHARE else "und"


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("function_words"))


@cache
def _patterns(edge: str) -> tuple[tuple[str, Callable[[str], object]], ...]:
    wanted = {"top": ("top", "edges", "any"), "bottom": ("bottom", "edges", "any"), "any": ("any",)}[edge]
    rows = [row for row in load_lexicon("furniture") if row["edge"] in wanted]
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE).match) for row in rows)


def _lines(text: str) -> list[Line]:
    """The lines that hold anything: start, end, words, without outer white space."""
    found = []
    for match in re.finditer(r"[^\n\r]+", text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            found.append((start, start + len(words), words))
    return found


def _kind(words: str, edge: str) -> str | None:
    return next((kind for kind, matches in _patterns(edge) if matches(words)), None)


def _edge_kinds(report: Report, lines: list[Line]) -> dict[int, str]:
    """The lines that are furniture, with their kind."""
    kinds = _foot(report, lines)
    kinds.update(_top(report, lines, set(kinds)))
    for number, (_, _, words) in enumerate(lines):
        kind = None if number in kinds else _kind(words, "any")
        if kind:
            kinds[number] = kind
    if len(kinds) == len(lines):
        return {}  # nothing would be left to read: then it was no furniture
    return kinds


def _top(report: Report, lines: list[Line], taken: set[int]) -> dict[int, str]:
    kinds: dict[int, str] = {}
    for number, (_, _, words) in enumerate(lines[: EDGE_LINES["top"]]):
        if number in taken:
            break
        kind = _kind(words, "top")
        if words == report.title:
            continue
        if kind is None and report.outlet and words.lower() == report.outlet.lower():
            kind = "nav"
        if kind:
            kinds[number] = kind
        elif SENTENCE_END.search(words) and len(words.split()) > 5:
            break
    return kinds


def _foot(report: Report, lines: list[Line]) -> dict[int, str]:
    """From the last line upwards to the last sentence."""
    kinds: dict[int, str] = {}
    pending: list[int] = []  # unpunctuated lines: furniture if what stands above or below is the foot
    for number in range(len(lines) - 1, max(-1, len(lines) - 1 - EDGE_LINES["bottom"]), -1):
        words = lines[number][2]
        kind = _kind(words, "bottom") or ("agency" if _signed(words) else None)
        if kind:
            kinds[number] = kind
            kinds.update(dict.fromkeys(pending, "links"))
            pending = []
        elif _like_a_link(words) and words != report.title:
            pending.append(number)
        else:
            break
    else:
        return kinds  # no sentence anywhere: leave unpunctuated lines as text
    if kinds or any(SENTENCE_END.search(words) for _, _, words in lines[: min(pending, default=0)]):
        kinds.update(dict.fromkeys(pending, "links"))
    return kinds


def _like_a_link(words: str) -> bool:
    """Short, ending like no sentence, and no row of figures."""
    return len(words.split()) <= FOOT_WORDS and not LIKE_TEXT.search(words)


def _signed(words: str) -> str | None:
    """The agency that a sign-off line names: a known one, or capitals after a dash."""
    found = SIGN_OFF.fullmatch(words.rstrip(". "))
    if not found:
        return None
    names = [known_agency(part.strip()) for part in re.split(r"/|,| and ", found.group(1))]
    if names and names[0] and all(names):
        return names[0]
    dashed = words[:1] in "-–—" and found.group(1).isupper() and len(found.group(1).split()) <= 4
    return found.group(1) if dashed else None


def _trailing_sign_off(text: str, lines: list[Line], kinds: dict[int, str]) -> Span | None:
    """The agency at the end of the last paragraph itself: '... he said. - Reuters'."""
    last = max((n for n in range(len(lines)) if n not in kinds), default=None)
    if last is None:
        return None
    start, _, words = lines[last]
    found = TRAILING_SIGN_OFF.search(words)
    if not found or not all(known_agency(part.strip()) for part in found.group(2).split("/")):
        return None
    return Span.of(text, start + found.start(1), start + found.end(1))
