"""What every backend must answer of places: its tests inherit PlacesContract and give it a ``store`` fixture."""

from __future__ import annotations

import pytest

from dateline.errors import InvalidQuery, NotFound
from dateline.store import Store
from tests.factory import make_claim, make_original, make_reading, make_report
from tests.store.contract_record import link

HARBOUR = make_report(
    text="The port company holds Sandhaven. Rebels took the harbour of Sandhaven, and they hold the pier.",
    title=None,
    outlet="Holm Courier",
    agency=None,
    published="2014-05-01",
    url="https://courier.example/harbour",
)
SANDHAVEN = {
    "place": "Sandhaven",
    "place_id": "gn:9",
    "lat": 10.0,
    "lon": 20.0,
    "precision_km": 8.0,
    "country": "SE",
    "kind": "holding",
    "status": None,
}
HELD = (
    make_claim(HARBOUR, quote="The port company holds Sandhaven", local_id="h1", type="holds", **SANDHAVEN),
    make_claim(
        HARBOUR,
        quote="Rebels took the harbour of Sandhaven",
        local_id="h2",
        type="taken",
        **SANDHAVEN | {"place": "the harbour of Sandhaven"},
    ),
    make_claim(HARBOUR, kind="holding", quote="they hold the pier", local_id="h3", type="holds", place="the pier"),
)


def link_harbour(store: Store) -> None:
    """Add a report of who holds what to the four of the record."""
    link(store)
    with store.writer() as writer:
        writer.add_report(make_reading(HARBOUR), list(HELD), make_original(HARBOUR))


class PlacesContract:
    """The contract of the questions of places; ``store`` is an empty archive."""

    def test_places_are_found_the_busiest_first(self, store: Store) -> None:
        link_harbour(store)
        with store.view() as view:
            page = view.find_places()
            assert [(row.key, row.claims) for row in page.rows] == [("gn:5", 3), ("pier", 2), ("gn:9", 2)]
            assert page.total == 3
            assert set(page.rows[2].names) == {"Sandhaven", "the harbour of Sandhaven"}
            assert [row.key for row in view.find_places(offset=1, limit=1).rows] == ["pier"]
            assert [row.key for row in view.find_places(located=False).rows] == ["pier"]
            assert [row.key for row in view.find_places(located=True).rows] == ["gn:5", "gn:9"]
            assert [row.key for row in view.find_places(name="Harbour").rows] == ["gn:9"]
            with pytest.raises(InvalidQuery):
                view.find_places(name="")

    def test_a_place_is_found_by_its_id_and_its_names(self, store: Store) -> None:
        link_harbour(store)
        with store.view() as view:
            place = view.get_place("gn:9")
            assert (place.lat, place.lon, place.precision_km, place.country) == (10.0, 20.0, 8.0, "SE")
            assert (set(place.names), place.claims) == ({"Sandhaven", "the harbour of Sandhaven"}, 2)
            assert view.get_place("Sandhaven") == view.get_place("harbour of sandhaven") == place
            assert (view.get_place("The Pier").key, view.get_place("pier").place_id) == ("pier", None)
            for unknown in ("gn:0", "Atlantis", "", "\udc80"):
                with pytest.raises(NotFound):
                    view.get_place(unknown)

    def test_places_by_how_often_it_is_told_who_holds_them(self, store: Store) -> None:
        link_harbour(store)
        with store.view() as view:
            page = view.find_held_places()
            assert [(row.key, row.claims) for row in page.rows] == [("gn:9", 2), ("pier", 2)]
            assert page.rows[0].country == "SE"
            assert [row.key for row in view.find_held_places(as_of="2014-04-30").rows] == ["pier"]
            assert view.find_held_places(as_of="2014-04-30").rows[0].claims == 1
            assert view.find_held_places(offset=1, limit=5).rows == page.rows[1:]
            with pytest.raises(InvalidQuery):
                view.find_held_places(as_of="May")

    def test_the_holdings_of_a_place_that_were_published_last(self, store: Store) -> None:
        link_harbour(store)
        with store.view() as view:
            assert [told.claim.id for told in view.holdings_of_place("gn:9", newest=1)] == [HELD[1].id]
            assert view.holdings_of_place("gn:9", newest=9) == view.holdings_of_place("gn:9")

    def test_when_the_newest_report_was_published(self, store: Store) -> None:
        with store.view() as view:
            assert view.last_published() is None
        link_harbour(store)
        with store.view() as view:
            assert view.last_published() == "2014-05-01"
