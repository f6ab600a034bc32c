"""Files, folders and addresses become reports, or a fault that says why not."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dateline.errors import ConfigError, InvalidReport, ItemError, UnreadableReport
from dateline.ingest.base import Ingested, Limits, Metadata, Options
from dateline.ingest.sources import Handed, find_reports, read_one

PAGE = """<!doctype html><html lang="en"><head><title>Ferry sinks off Porto Lume | The Quay Gazette</title>
<meta property="og:site_name" content="The Quay Gazette">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Ferry sinks off Porto Lume", "datePublished": "2020-03-04T23:30:00+02:00",
 "author": {"@type": "Person", "name": "Ada Marsh"}, "publisher": {"@type": "Organization", "name": "The Quay Gazette"}}</script>
</head><body><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><article><h1>Ferry sinks off Porto Lume</h1>
<p>A ferry with some forty people aboard sank off Porto Lume on Tuesday night, the harbour master said in a statement.</p>
<p>"We found the boat on its side, and nobody in it," he said. "The search goes on for as long as there is light."</p>
<p>The owners declined to say how old the ferry was or when it had last been inspected by the port authority.</p></article>
<footer>All rights reserved</footer></body></html>"""
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Quay wire</title>
<item><title>Dam holds</title><link>https://quay.example/dam#top</link><pubDate>Mon, 02 Mar 2020 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The dam held, the mayor said.&lt;/p&gt;&lt;p&gt;Nobody left the valley.&lt;/p&gt;</description></item>
<item><title>Only a link</title><link>https://quay.example/link</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><id>u:1</id><title>Rain</title>
<link href="https://quay.example/rain"/><updated>2020-03-05T01:00:00Z</updated>
<content type="html">&lt;p&gt;It rained, she said.&lt;/p&gt;</content></entry></feed>"""


def found(target: Path | str, options: Options | None = None) -> list[Ingested | ItemError]:
    return list(find_reports(str(target), options or Options()))


def only(target: Path, options: Options | None = None) -> Ingested:
    (item,) = found(target, options)
    assert isinstance(item, Ingested), item
    return item


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_text_with_metadata_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "The dam held.\r\nNobody left.\r\n")
    write(
        tmp_path, "a.json", json.dumps({"title": "Dam", "outlet": "Quay Gazette", "published": "2020-03-04T10:00:00Z"})
    )
    report = only(path).report
    assert report.text == "The dam held.\nNobody left."
    assert (report.title, report.outlet, report.published) == ("Dam", "Quay Gazette", "2020-03-04")
    assert len(found(tmp_path)) == 1, "the metadata file is no report of its own"


def test_original_bytes_are_kept_as_they_were(tmp_path: Path) -> None:
    data = "Café closed.\r\n".encode("cp1252")
    item = only(write(tmp_path, "a.txt", data))
    assert item.original.data == data
    assert item.report.text == "Café closed."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "The mayor of Łódź said “no”, and the café stayed closed all the same."
    assert only(write(tmp_path, "a.txt", text.encode(encoding))).report.text == text


def test_html_gives_text_and_metadata(tmp_path: Path) -> None:
    report = only(write(tmp_path, "a.html", PAGE)).report
    assert report.text.startswith("A ferry with some forty people aboard")
    assert report.text.endswith("by the port authority.")
    assert "Home" not in report.text
    assert (report.title, report.outlet) == ("Ferry sinks off Porto Lume", "The Quay Gazette")
    assert (report.published, report.byline) == ("2020-03-04", "Ada Marsh")


def test_html_without_a_date_has_none(tmp_path: Path) -> None:
    page = PAGE.replace('"datePublished": "2020-03-04T23:30:00+02:00",', "")
    assert only(write(tmp_path, "a.html", page)).report.published is None


def test_what_is_given_stands_before_what_the_page_says(tmp_path: Path) -> None:
    options = Options(known=Metadata(outlet="Archive of record", published="2020-03-01"))
    report = only(write(tmp_path, "a.html", PAGE), options).report
    assert (report.outlet, report.published) == ("Archive of record", "2020-03-01")


def test_rss_entries_with_and_without_text(tmp_path: Path) -> None:
    first, second = found(write(tmp_path, "feed.xml", RSS))
    assert isinstance(first, Ingested)
    assert first.report.text == "The dam held, the mayor said.\nNobody left the valley."
    assert (first.report.url, first.report.published) == ("https://quay.example/dam", "2020-03-02")
    assert first.original.address == "https://quay.example/dam"
    assert isinstance(second, UnreadableReport)
    assert second.item == "https://quay.example/link"


def test_atom(tmp_path: Path) -> None:
    report = only(write(tmp_path, "news.atom", ATOM)).report
    assert (report.text, report.outlet, report.published) == ("It rained, she said.", "Quay", "2020-03-05")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_jsonl_skips_what_is_broken_and_goes_on(tmp_path: Path, name: str) -> None:
    lines = [
        '{"id": "x", "text": "One."}',
        "{broken",
        "",
        '{"id": "y"}',
        '{"id": "z", "text": "Two.", "published": "2 May"}',
    ]
    data = "\n".join([*lines, '{"text": "Three.", "outlet": "Quay"}']).encode()
    items = found(write(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data))
    assert [i.report.text for i in items if isinstance(i, Ingested)] == ["One.", "Three."]
    faults = [i for i in items if isinstance(i, ItemError)]
    assert [f.item.rsplit("#", 1)[-1] for f in faults] == ["2", "y", "z"]
    assert "not an ISO date" in faults[2].why


def test_a_broken_gzip_is_told(tmp_path: Path) -> None:
    data = gzip.compress(b'{"text": "One."}\n' * 10_000)[:-20]
    assert "broken gzip" in str(found(write(tmp_path, "a.jsonl.gz", data))[-1])


def test_a_line_over_the_limit_is_skipped_and_the_next_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "' + "x" * 500 + '"}\n{"text": "Short."}\n')
    long, short = found(path, Options(limits=Limits(max_bytes=100)))
    assert isinstance(long, UnreadableReport)
    assert "longer than 100 bytes" in long.why
    assert isinstance(short, Ingested)


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/3.txt", "c.png"):
        write(tmp_path, name, b"\x89PNG\x00\x01" if name.endswith("png") else f"Report {name}.")
    items = found(tmp_path)
    assert [i.report.text for i in items if isinstance(i, Ingested)] == [
        "Report a.txt.",
        "Report b/1.txt.",
        "Report b/2.txt.",
    ]
    assert [i.why for i in items if isinstance(i, ItemError)] == ["binary data, not text"]


def test_a_link_that_leads_out_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "Not for the archive.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to(secret)
    assert found(tmp_path / "in") == []


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t ",
    "binary.txt": b"\x00\x01\x02\x03" * 50,
    "empty.html": b"<html></html>",
    "no-article.html": b"<html><body><nav>Home</nav></body></html>",
    "deep.html": b"<html><body>" + b"<div>" * 5000 + b"x" + b"</div>" * 5000 + b"</body></html>",
    "not-a-feed.rss": b"hello",
    "bomb.xml": b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel/></rss>',
    "deep.xml": b"<rss>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</rss>",
    "array.json": b"[1, 2]",
    "deep.json": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "number.json": b'{"text": 3}',
    "title.json": b'{"text": "A dam.", "title": {"a": 1}}',
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_fault_that_names_the_file(tmp_path: Path, name: str) -> None:
    items = found(write(tmp_path, name, BAD[name]))
    assert items
    assert all(isinstance(item, UnreadableReport) and name in item.item for item in items)


def test_too_large_a_file_is_a_fault(tmp_path: Path) -> None:
    (item,) = found(write(tmp_path, "a.txt", "word " * 100), Options(limits=Limits(max_bytes=100)))
    assert isinstance(item, UnreadableReport)
    assert "larger than 100 bytes" in item.why


def test_a_file_that_was_handed_over_is_known_by_its_own_name_and_address(tmp_path: Path) -> None:
    text, lines = tmp_path / "7f.txt", tmp_path / "8a.jsonl"
    text.write_text("The ferry left, sailors said.", encoding="utf-8")
    lines.write_text('{"text": "The dam held."}\n{oops\n' + "x" * 90 + "\n", encoding="utf-8")
    options = Options(limits=Limits(max_bytes=80))
    (ferry,) = find_reports(Handed(text, "ferry.txt", "upload:1/ferry.txt"), options)
    dam, broken, long = find_reports(Handed(lines, "wire.jsonl", "upload:2/wire.jsonl"), options)
    assert [item.original.address for item in (ferry, dam) if isinstance(item, Ingested)] == [
        "upload:1/ferry.txt",
        "upload:2/wire.jsonl#1",
    ]
    assert [str(item).partition(":")[0] for item in (broken, long)] == ["wire.jsonl#2", "wire.jsonl"]
    assert str(tmp_path) not in f"{broken} {long}"


def test_nothing_at_the_path(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        found(tmp_path / "nowhere")


def test_read_one_refuses_several(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(InvalidReport, match="several"):
        read_one(str(path), None, Options())


def test_read_one_takes_bytes_of_any_form() -> None:
    assert read_one("standard input", b"The dam held.", Options()).report.text == "The dam held."
    assert read_one("standard input", PAGE.encode(), Options()).report.outlet == "The Quay Gazette"
    assert read_one("standard input", b'{"text": "The dam held."}', Options()).report.text == "The dam held."


def test_the_same_words_have_the_same_id_wherever_the_file_lies(tmp_path: Path) -> None:
    one, two = (only(write(tmp_path, name, "The dam held.")) for name in ("a/x.txt", "b/y.txt"))
    assert one.report.id == two.report.id
    other = only(write(tmp_path, "c.txt", "The dam held."), Options(known=Metadata(outlet="Quay Gazette")))
    assert other.report.id != one.report.id, "the same words in another outlet are another report"
