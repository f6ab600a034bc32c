from __future__ import annotations

import base64
import hashlib
import re

from lxml import html

from dateline.records import Reading
from dateline.web.render import STATIC, render_reading_page
from tests.web.texts import bridge_reading, claims, hostile_reading


def page(reading: Reading | None = None) -> str:
    reading = reading or bridge_reading()
    return render_reading_page(reading, claims=claims(reading))


def test_the_file_needs_nothing_but_itself() -> None:
    tree = html.fromstring(page())
    assert tree.xpath("//link | //img | //iframe | //*[@src] | //form") == []
    links = {link for link in tree.xpath("//@href") if not link.startswith("#")}
    assert links == {"https://news.example/velm-bridge"}


def test_every_anchor_is_there() -> None:
    tree = html.fromstring(page())
    anchors = {link[1:] for link in tree.xpath("//@href") if link.startswith("#")}
    assert anchors and anchors <= set(tree.xpath("//@id"))


def test_the_policy_admits_this_style_and_this_script_only() -> None:
    text = page()
    policy = html.fromstring(text).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert len(inside) == 1 and f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy


def test_the_words_are_the_report_s() -> None:
    reading = bridge_reading()
    shown = [p.text_content() for p in html.fromstring(page(reading)).xpath("//*[@data-report-text]/p")]
    assert shown == reading.report.text.splitlines()


def test_hostile_words_stay_words() -> None:
    text = page(hostile_reading())
    tree = html.fromstring(text)
    assert "&lt;/text&gt;&lt;/svg&gt;&lt;svg onload=alert" in text
    assert tree.xpath("//img | //svg[not(@class)] | //b | //*[@onload or @onerror]") == []
    assert len(tree.xpath("//script")) == 1
    assert [link for link in tree.xpath("//@href") if not link.startswith("#")] == []


def test_a_reading_without_claims_has_a_page() -> None:
    assert "No claim was found" in render_reading_page(bridge_reading(), claims=())


def test_style_and_script_can_stand_in_a_page() -> None:
    for name, end in (("dateline.css", "</style"), ("report.js", "</script")):
        assert end not in (STATIC / name).read_text(encoding="utf-8").lower()
