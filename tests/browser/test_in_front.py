"""What the browser may not do for a page of the desk, and that no screen needs it."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, Page, expect

from data_layer.settings import ROOT
from tests.browser.standing_still import settle
from tests.browser.test_every_screen import as_officer

TRIED = """
    window.barred = []; window.ran = [];
    addEventListener("securitypolicyviolation", (e) => window.barred.push(e.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.ran.push('inline')";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", `<img src="x:" onerror="window.ran.push('handler')">`);
    for (const [kind, attribute] of [["img", "src"], ["iframe", "src"], ["object", "data"], ["script", "src"]]) {
        const element = document.createElement(kind);
        element[attribute] = "https://elsewhere.example/";
        document.body.append(element);
    }
    fetch("https://elsewhere.example/").catch(() => {});
    // later, for what a test itself does is not held to the policy
    setTimeout(() => { try { eval("window.ran.push('eval')"); } catch { window.ran.push("no eval"); } });
"""


def test_charts_a_file_sent_and_a_file_fetched_need_nothing_that_is_barred(
    visit: Callable[[str], Page], tmp_path: Path
) -> None:
    page = visit("/overzicht")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    file = tmp_path / "klanten.csv"
    file.write_text("Klantnr.;Achternaam\nZ-1;Proefsma\n", encoding="utf-8")
    page = visit("/importeren")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text("Laat zien wat er zou gebeuren")).to_be_visible()
    page = visit("/rapport?periode=2026-Q3")
    as_officer(page)
    page.get_by_role("link", name="PDF").click()
    expect(page.get_by_text("De rapportage is gemaakt")).to_be_visible()
    settle(page)  # the visitor's browser is asked at the end what was barred, and whom it spoke to


def test_a_script_that_gets_into_the_page_does_not_run_and_reaches_nobody(chromium: Browser, desk: str) -> None:
    context = chromium.new_context(base_url=desk)
    sent: set[str] = set()
    context.on("requestfinished", lambda request: sent.add(urlsplit(request.url).netloc))
    page = context.new_page()
    page.goto("/verzoeken")
    settle(page)
    page.evaluate(f"() => {{ {TRIED} }}")
    page.wait_for_function("window.ran.length > 0 && window.barred.length > 6")
    assert page.evaluate("window.ran") == ["no eval"]
    barred = set(page.evaluate("window.barred"))
    assert {"script-src", "script-src-elem", "script-src-attr", "img-src", "frame-src", "object-src"} < barred
    assert "connect-src" in barred
    assert sent - {""} == {urlsplit(desk).netloc}  # what stands in the page itself has no host
    context.close()


def test_what_is_longer_than_anybody_types_is_not_taken(visit: Callable[[str], Page]) -> None:
    closed = visit("/verzoeken").evaluate("""() => new Promise((told) => {
        const socket = new WebSocket(`ws://${location.host}/_stcore/stream`, ["streamlit"]);
        socket.onopen = () => socket.send(new Uint8Array(3_000_000));
        socket.onclose = (event) => told(event.code);
    })""")
    assert closed == 1009  # RFC 6455, section 7.4.1: too big


def test_every_script_that_stands_in_the_page_is_named_in_its_policy(desk: str) -> None:
    answer = httpx.get(f"{desk}/verzoeken")
    scripts = re.findall(r"<script[^>]*>(?=\s*\S)", answer.text)
    inline = [script for script in scripts if "src=" not in script]
    rule = next(rule for rule in answer.headers["content-security-policy"].split("; ") if "script-src" in rule)
    assert len(inline) == rule.count("'sha256-") > 0
    assert "unsafe" not in rule


def test_telemetry_is_off(desk: str) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    told = httpx.get(f"{desk}/_stcore/host-config").json()
    assert (told["metricsUrl"], told["allowedOrigins"]) == ("", [])
