"""What every backend must answer of incidents in time: its tests inherit TimesContract and give it a ``store`` fixture."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.errors import InvalidQuery
from dateline.store import Store
from dateline.store.base_rows import IncidentFilter
from tests.store.contract_record import DAHL, IDS, link
from tests.store.linking_cases import EVENTS, incident_row, person

# (lane, its name, first, last, incidents)
Count = tuple[str | None, str | None, str | None, str | None, int]
MARCH, APRIL = "2014-03", "2014-04"


class TimesContract:
    """The contract of counting incidents by time and of naming who is in them; ``store`` is an empty archive."""

    @pytest.mark.parametrize(
        ("where", "asked", "found"),
        [
            ({}, {"by": "year"}, [(None, None, "2014", "2014", 2)]),
            ({}, {"by": "month"}, [(None, None, MARCH, MARCH, 1), (None, None, APRIL, APRIL, 1)]),
            # a month stays a month: it lies in no one day
            (
                {},
                {"by": "day"},
                [(None, None, "2014-03-02", "2014-03-02", 1), (None, None, "2014-04-01", "2014-04-30", 1)],
            ),
            ({"since": "2014-04-10"}, {"by": "month"}, [(None, None, APRIL, APRIL, 1)]),
            ({"place": "gn:5", "until": "2014-03"}, {"by": "month"}, [(None, None, MARCH, MARCH, 1)]),
            ({"as_of": "2014-03-10"}, {"by": "month"}, [(None, None, MARCH, MARCH, 1)]),
            ({"text": "blaze"}, {"by": "month"}, [(None, None, MARCH, MARCH, 1)]),
            ({"place": "nowhere"}, {"by": "month"}, []),
            ({}, {"by": "year", "lanes": "place"}, [("gn:5", "Holm", "2014", "2014", 2)]),
            ({}, {"by": "year", "lanes": "type"}, [("OTHER", "OTHER", "2014", "2014", 2)]),
        ],
    )
    def test_incidents_are_counted_by_time(
        self, store: Store, where: dict[str, str], asked: dict[str, Any], found: list[Count]
    ) -> None:
        link(store)
        with store.view() as view:
            counts = view.count_incidents(IncidentFilter(**where), **asked)  # type: ignore[arg-type]
        assert [(c.lane, c.name, c.first, c.last, c.incidents) for c in counts] == found

    def test_counts_are_as_many_as_the_list(self, store: Store) -> None:
        link(store)
        with store.view() as view:
            for where in (IncidentFilter(), IncidentFilter(since="2014-04"), IncidentFilter(as_of="2014-03-10")):
                counted = sum(count.incidents for count in view.count_incidents(where, by="day", lanes="type"))
                assert counted == view.find_incidents(where).total

    def test_the_commonest_lanes_come_first_and_the_rest_last(self, store: Store) -> None:
        link(store)
        with store.writer() as writer, writer.links() as links:
            elsewhere = {"place": "Ulmen", "place_id": None, "first_day": None, "last_day": None, "type": None}
            links.put_incidents([incident_row(EVENTS["later"], **elsewhere)])
        with store.view() as view:
            both, first = (view.count_incidents(IncidentFilter(), by="year", lanes="place", most=n) for n in (8, 1))
            types = view.count_incidents(IncidentFilter(), by="year", lanes="type")
            (undated,) = view.find_incidents(IncidentFilter(dated=False), sort="time").rows
        assert [(c.lane, c.name, c.first) for c in both] == [("gn:5", "Holm", "2014"), ("ulmen", "Ulmen", None)]
        assert [(c.lane, c.first) for c in first] == [("gn:5", "2014"), (None, None)]
        assert undated.place == "Ulmen"
        assert [(c.lane, c.first) for c in types] == [("OTHER", "2014"), (None, None)]

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            ({"by": "hour"}, "by: 'hour' is none of year, month, day"),
            ({"by": "day", "lanes": "actor"}, "lanes: 'actor' is none of place, type"),
            ({"by": "day", "lanes": "type", "most": 0}, "limit: 0"),
        ],
    )
    def test_other_units_and_lanes_are_refused(self, store: Store, asked: dict[str, Any], message: str) -> None:
        with store.view() as view, pytest.raises(InvalidQuery, match=message):
            view.count_incidents(IncidentFilter(), **asked)

    def test_who_is_named_in_incidents(self, store: Store) -> None:
        link(store)
        fire, second = IDS["courier"], IDS["later"]
        with store.view() as view:
            sources = view.names_in_incidents([fire, second, "nobody", "\ud800"], role="source")
            actors = view.names_in_incidents([fire], role="actor")
            then = view.names_in_incidents([fire], role="source", as_of="2014-03-04")
        # Dahl of one paper is Ines Dahl of the other
        assert {ident: [(n.key, n.claims) for n in named] for ident, named in sources.items()} == {
            fire: [("ines dahl", 2), ("union of packers", 1)],
            second: [("holm courier", 1)],
        }
        assert [(n.name, n.claims) for n in actors[fire]] == [("the brigade", 2)]
        assert [n.key for n in then[fire]] == ["ines dahl"]
        assert DAHL.node not in {n.key for n in sources[fire]}

    def test_a_rejected_claim_names_nobody(self, store: Store) -> None:
        link(store)
        with store.writer() as writer:
            writer.judge(person("claim", IDS["ledger"], None, "reject"))
        with store.view() as view:
            assert [n.key for n in view.names_in_incidents([IDS["courier"]], role="source")[IDS["courier"]]] == [
                "ines dahl"
            ]
