from __future__ import annotations

import re

from lxml import html

from dateline.records import Reading
from dateline.web.cards import mark_report
from dateline.web.render import render_reading_page
from dateline.web.timelines import ReportTimeline, timeline_report
from tests.web.atlases import TimeRow, atlas, day
from tests.web.texts import bridge_reading, claims

YEAR = ("this year", "DATE", "2012", None, "2012-01-01", "2012-12-31")
SINCE = ("since 1979", "DATE", "1979", "AFTER", "1979-01-01", None)
LATELY = ("lately", "DATE", "PAST_REF", None, None, "2012-05-04")
THREE_DAYS = ("three days", "DURATION", "P3D", None, None, None)


def drawn(reading: Reading) -> ReportTimeline:
    marked = mark_report(reading.as_json(), claims(reading))
    return timeline_report(reading.as_json(), reading.reasons, numbers=marked.numbers)


def timeline(*times: TimeRow, published: str | None = "2012-05-04") -> ReportTimeline:
    return drawn(atlas(times=times, published=published))


def labels(found: ReportTimeline) -> list[list[str]]:
    return [[row.label for row, _ in part.rows] for part in found.parts]


def test_a_bar_is_as_long_as_its_time() -> None:
    (part,) = timeline(day("Friday", "2012-05-04"), ("that week", "DATE", None, None, "2012-04-30", "2012-05-06")).parts
    widths = {row.label: bar.width for row, bar in part.rows}
    assert abs(widths["30 April – 6 May 2012"] / widths["4 May 2012"] - 7) < 0.05


def test_equal_times_share_a_row_with_all_their_words_and_events() -> None:
    (part,) = timeline(day("Friday", "2012-05-04"), day("4 May", "2012-05-04")).parts
    ((row, _),) = part.rows
    assert [mention.words for mention in row.mentions] == ["Friday", "4 May"]
    assert [(item.item, item.number) for item in row.dated] == [("v1", 1), ("v2", 2)]


def test_a_time_names_the_events_it_dates_by_the_number_of_their_claim() -> None:
    (part,) = drawn(bridge_reading()).parts
    assert [[(item.words, item.number) for item in row.dated] for row, _ in part.rows] == [[("closed", 1)]]


def test_days_and_far_years_have_axes_of_their_own_from_past_to_present() -> None:
    found = timeline(day("Thursday", "2012-05-03"), day("Friday", "2012-05-04"), YEAR, SINCE)
    assert labels(found) == [["from 1 January 1979", "2012"], ["3 May 2012", "4 May 2012"]]


def test_days_spread_over_years_stay_on_one_axis() -> None:
    found = timeline(*(day(f"day {year}", f"{year}-06-01") for year in range(1990, 2010)))
    assert [len(part.rows) for part in found.parts] == [20]


def test_every_time_is_on_one_axis_or_in_the_list() -> None:
    times = [day(f"day {n}", f"20{n % 13:02}-{n % 12 + 1:02}-{n % 28 + 1:02}") for n in range(60)]
    found = timeline(*times, YEAR, SINCE, LATELY, THREE_DAYS)
    assert found.times == 63
    assert [time.mention.words for time in found.undated] == ["three days"]


def test_an_open_end_runs_to_the_end_of_the_axis() -> None:
    (part,) = timeline(SINCE, LATELY).parts
    bars = {row.mentions[0].words: bar for row, bar in part.rows}
    assert bars["since 1979"].x > 0
    assert bars["since 1979"].x + bars["since 1979"].width == 100
    assert bars["lately"].x == 0
    assert bars["lately"].width < 100


def test_what_has_no_day_is_listed_with_the_reason_and_never_drawn() -> None:
    found = timeline(("Friday", "DATE", "XXXX-WXX-5", None, None, None), THREE_DAYS, published=None)
    assert found.parts == ()
    assert [(time.mention.words, time.what, time.value, time.why) for time in found.undated] == [
        ("Friday", "a date", "XXXX-WXX-5", "the day is not known"),
        ("three days", "a length of time", "P3D", "the day is not known"),
    ]


def test_a_time_that_ends_before_it_begins_is_not_drawn() -> None:
    found = timeline(("then", "DATE", None, None, "2012-05-04", "2012-05-01"))
    assert (found.parts, len(found.undated)) == ((), 1)


def test_years_before_christ_are_drawn() -> None:
    (part,) = timeline(
        ("in 44 BC", "DATE", "-0043", None, "-0043-01-01", "-0043-12-31"), day("today", "2012-05-04")
    ).parts
    assert [row.label for row, _ in part.rows] == ["44 BC", "4 May 2012"]
    assert part.title == "44 BC – 2012"


def test_the_day_of_publication_is_marked_where_it_is_near() -> None:
    near = timeline(day("Friday", "2012-05-04"), day("Monday", "2012-04-30")).parts[0]
    far = timeline(day("then", "1912-05-04")).parts[0]
    assert [flag.label for flag in near.flags] == ["published"]
    assert far.flags == ()


def test_filed_and_published_on_one_day_is_one_mark() -> None:
    assert [flag.label for flag in drawn(bridge_reading()).parts[0].flags] == ["filed and published"]


def test_the_table_says_all_that_is_drawn() -> None:
    reading = atlas(
        times=[day("Friday", "2012-05-04"), ("about 1990", "DATE", "199X", "APPROX", "1990-01-01", "1990-12-31")]
    )
    tree = html.fromstring(render_reading_page(reading, claims=claims(reading)))
    rows = tree.xpath("//table[@class='timeline']//tr[th[@scope='row']]")
    assert [[" ".join(cell.text_content().split()) for cell in row] for row in rows] == [
        ["about 1990 199X", "", "“about 1990”", "stopped 2"],
        ["4 May 2012", "", "“Friday”", "stopped 1"],
    ]
    assert tree.xpath("//table[@class='timeline']//a/@href") == ["#time-t2", "#c-v2", "#time-t1", "#c-v1"]
    assert tree.get_element_by_id("time-t1").text_content() == "Friday"


def test_a_bar_has_no_style_of_its_own() -> None:
    reading = atlas(times=[SINCE, LATELY, YEAR], published="2012-05-04")
    page = render_reading_page(reading, claims=claims(reading))
    assert " style=" not in page
    assert len(re.findall(r'class="span opens-(?:before|after)"', page)) == 2


def test_a_report_without_times_has_no_timeline() -> None:
    reading = atlas()
    assert 'id="times"' not in render_reading_page(reading, claims=())
