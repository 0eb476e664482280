"""Organisations on the running service: their own cards, places and websites, and nothing of each other's."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.house import House, Site, findings, shot

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def until(check: Any, within: float = 40) -> Any:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found := check():
            return found
        time.sleep(0.5)
    raise AssertionError("it did not happen in time")


def talk(house: House, organisation: str | None, *texts: str) -> list[dict[str, Any]]:
    conversation = house.stack.start(**({"organisation": organisation} if organisation else {}))
    answer: list[dict[str, Any]] = []
    for text in texts:
        answer = house.stack.say(conversation, text)["messages"]
    return answer


def put_on(site: Site, house: House, organisation: str) -> None:
    site.page = (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Eigen site</title>'
        f'<script type="module" src="{house.base}/widget.js"></script></head><body><main><h1>Eigen site</h1>'
        f'<leefstijl-moment organisation="{organisation}" mode="inline"></leefstijl-moment></main></body></html>'
    )


def test_diabetes_pack_works_on_an_allowed_site(house: House, desktop: Page) -> None:
    put_on(house.allowed, house, "demo-diabetes")
    desktop.goto(house.allowed.origin)
    desktop.get_by_text("Diabetesvereniging Voorbeeld").first.wait_for()
    desktop.get_by_text("Ik hoorde dat ik een ziekte heb").first.wait_for()
    shot(desktop, "allowed-site")


def test_and_is_refused_elsewhere(house: House, desktop: Page) -> None:
    put_on(house.other, house, "demo-diabetes")
    desktop.goto(house.other.origin)
    desktop.get_by_text("niet vanaf deze website").first.wait_for()
    shot(desktop, "refused-site")


def test_origin_is_checked_but_danger_is_answered(house: House) -> None:
    with httpx.Client(base_url=house.base, headers={"Origin": house.other.origin}) as client:
        refused = client.post("/v1/conversations", json={"organisation": "demo-diabetes"})
        assert refused.status_code == 403
        assert refused.headers["content-type"] == "application/problem+json"
        assert client.post("/v1/conversations", json={"organisation": "demo"}).status_code == 201
        conversation = house.stack.start(organisation="demo-diabetes")
        path = f"/v1/conversations/{conversation}/messages"
        assert client.post(path, json={"text": "hallo"}).status_code == 403
        answer = client.post(path, json={"text": "ik wil dood"})
        assert answer.status_code == 200 and answer.json()["messages"][0]["kind"] == "crisis"


def test_frame_ancestors_come_from_the_list(house: House) -> None:
    policy = house.stack.client.get("/embed?organisation=demo-diabetes").headers["content-security-policy"]
    assert f"frame-ancestors 'self' {house.allowed.origin}" in policy
    assert house.other.origin not in policy
    assert "frame-ancestors *" in house.stack.client.get("/embed").headers["content-security-policy"]


def framed(site: Site, house: House, address: str) -> None:
    """Put /embed on somebody's own website; `address` is what follows it."""
    site.page = (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Eigen site</title></head><body><main>'
        f'<h1>Eigen site</h1><iframe src="{house.base}/embed{address}" title="Leefstijlmoment" width="400" height="640">'
        "</iframe></main></body></html>"
    )


def test_a_frame_shows_the_organisation_on_its_own_site_alone(house: House, desktop: Page) -> None:
    framed(house.allowed, house, "?organisation=demo-diabetes#v=1&m=diagnosis&o=demo-diabetes")
    desktop.goto(house.allowed.origin)
    inside = desktop.frame_locator("iframe")
    inside.get_by_text("Diabetesvereniging Voorbeeld").first.wait_for()
    assert inside.get_by_text("niet helemaal lezen").count() == 0
    shot(desktop, "allowed-frame")


@pytest.mark.parametrize("query", ["", "?organisation=demo", "?organisation=&language=nl", "?o=demo-diabetes"])
def test_a_fragment_does_not_bring_in_another_organisation(house: House, desktop: Page, query: str) -> None:
    framed(house.other, house, f"{query}#v=1&m=diagnosis&o=demo-diabetes")
    with desktop.expect_response(lambda answer: answer.url.endswith("/v1/conversations")) as opened:
        desktop.goto(house.other.origin)
    assert "demo-diabetes" not in (opened.value.request.post_data or "")
    inside = desktop.frame_locator("iframe")
    inside.get_by_text("niet helemaal lezen").first.wait_for()
    inside.get_by_text("uw ziekte").first.wait_for()
    assert inside.get_by_text("Diabetesvereniging").count() == 0
    frame = desktop.frames[1]
    frame.evaluate("location.hash = 'v=1&m=birth&o=demo-diabetes'")
    inside.get_by_text("uw zwangerschap").first.wait_for()
    assert inside.get_by_text("Diabetesvereniging").count() == 0


def test_a_frame_on_another_site_stays_empty(house: House, browser: Browser) -> None:
    framed(house.other, house, "?organisation=demo-diabetes")
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            page.goto(house.other.origin)
    assert not [address for address in asked if "/v1/" in address or address.endswith("widget.js")]


def ask(house: House, path: str, **query: str) -> Any:
    answer = house.stack.client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


OWN, OVER, OLD = "demo-diabetes-peers", "demo-diabetes-remission", "diagnosis-nutrition-diabetes-remission"


def found(house: House, words: str, **query: str) -> list[str]:
    return [hit["card"]["id"] for hit in ask(house, "/v1/search", q=words, limit="20", **query)["results"]]


def test_search_finds_an_organisations_own_and_replacing_cards_there_alone(house: House) -> None:
    there = {"organisation": "demo-diabetes"}
    peers = "ik wil praten met anderen die ook diabetes hebben"
    until(lambda: OWN in found(house, peers, **there))  # its own index is built in the background
    remission = "kan ik van mijn diabetes afkomen door anders te eten"
    assert OVER in found(house, remission, **there)
    assert OLD not in found(house, remission, **there)
    assert OLD in found(house, remission)
    for elsewhere in ({}, {"organisation": "demo"}, {"organisation": "demo-hospital"}, {"organisation": "weet-niet"}):
        assert {OWN, OVER}.isdisjoint(found(house, peers, **elsewhere) + found(house, remission, **elsewhere))


def test_cards_and_questions_of_an_organisation_are_there_alone(house: House) -> None:
    client, there = house.stack.client, {"organisation": "demo-diabetes"}
    assert ask(house, f"/v1/cards/{OWN}", **there)["id"] == OWN
    assert client.get(f"/v1/cards/{OLD}", params=there).status_code == 404
    assert ask(house, f"/v1/cards/{OLD}")["id"] == OLD
    questions = {q["id"] for q in ask(house, "/v1/questions", moment="diagnosis", **there)}
    assert {"q-demo-diabetes-sensor", "q-diagnosis-remission"} <= questions
    for elsewhere in ({}, {"organisation": "demo-hospital"}):
        assert client.get(f"/v1/cards/{OWN}", params=elsewhere).status_code == 404
        assert "q-demo-diabetes-sensor" not in {q["id"] for q in ask(house, "/v1/questions", **elsewhere)}
    assert client.get("/v1/questions", params={"organisation": "../demo"}).status_code == 422


def test_moments_and_themes_that_an_organisation_hides_are_not_listed(house: House) -> None:
    there = {"organisation": "demo-hospital"}
    assert "birth" not in {m["id"] for m in ask(house, "/v1/moments", **there)}
    assert ask(house, "/v1/questions", moment="birth", **there) == []
    assert "substance_use" not in {t["id"] for t in ask(house, "/v1/themes", organisation="demo-diabetes")}
    assert len(ask(house, "/v1/moments")) == 6 and len(ask(house, "/v1/themes")) == 9


def test_the_library_of_an_organisation_is_not_for_other_sites(house: House) -> None:
    for path in ("search?q=roken", f"cards/{OWN}", "questions", "moments", "themes"):
        address = f"{house.base}/v1/{path}{'&' if '?' in path else '?'}organisation=demo-diabetes"
        assert httpx.get(address, headers={"Origin": house.other.origin}).status_code == 403
        assert httpx.get(address, headers={"Origin": house.allowed.origin}).status_code == 200


def test_local_map_asks_for_a_postcode_and_answers_it(house: House) -> None:
    asked = talk(house, "demo-diabetes", "is er iets bij mij in de buurt?")
    assert "4 cijfers van uw postcode" in asked[0]["text"] and len(asked) == 1
    told = talk(house, "demo-diabetes", "is er iets bij mij in de buurt?", "1012")
    assert told[0]["contacts"][0]["name"].startswith("Wandelgroep Suikerstap")
    assert "Kosten: gratis" in told[0]["text"]
    unknown = talk(house, "demo-diabetes", "is er iets bij mij in de buurt?", "9999")
    assert "weet ik geen adres" in unknown[0]["text"]


def test_local_map_answers_a_postcode_on_the_organisations_own_site(house: House, phone: Page) -> None:
    put_on(house.allowed, house, "demo-diabetes")
    phone.goto(house.allowed.origin)
    phone.get_by_text("Ik hoorde dat ik een ziekte heb").first.wait_for()
    field = phone.get_by_label("Typ uw vraag of verhaal")
    field.fill("is er iets bij mij in de buurt?")
    field.press("Enter")
    phone.get_by_text("4 cijfers van uw postcode").first.wait_for()
    field.fill("1012")
    field.press("Enter")
    phone.get_by_text("Wandelgroep Suikerstap").first.wait_for()
    shot(phone, "postcode")
    assert findings(phone) == []
    assert "1012" not in house.stack.log.read_text(encoding="utf-8")
    assert b"1012" not in house.counts.read_bytes()


def test_map_stays_with_its_organisation(house: House) -> None:
    for other in (None, "demo", "demo-hospital", "bestaat-niet"):
        said = str(talk(house, other, "is er iets bij mij in de buurt?", "1012"))
        assert "Suikerstap" not in said


def test_public_side(house: House) -> None:
    shown = house.stack.client.get("/v1/organisations/demo-hospital/public").json()
    assert shown["name"] == "Ziekenhuis Voorbeeldstad" and shown["demo"] is True
    assert "birth" not in shown["moments"]
    logo = house.stack.client.get(shown["logo"])
    assert logo.headers["content-type"] == "image/svg+xml" and "sandbox" in logo.headers["content-security-policy"]
    assert house.stack.client.get("/v1/organisations/bestaat-niet/public").status_code == 404


def test_hidden_moment_is_not_offered_nor_opened(house: House) -> None:
    body = {"organisation": "demo-hospital", "start": {"moment": "birth", "themes": ["smoking"]}}
    opened = house.stack.client.post("/v1/conversations", json=body).json()
    assert opened["state"]["moments"] == []
    assert {"moment:birth", "moment:ggz_waitlist"}.isdisjoint(c["choice"] for c in opened["messages"][-1]["choices"])


def test_broken_pack_keeps_the_old_and_says_so(house: House) -> None:
    file = house.organisations / "demo" / "organisation.yml"
    good = file.read_text(encoding="utf-8")

    def name() -> str:
        return str(house.stack.client.get("/v1/organisations/demo/public").json().get("name"))

    try:
        file.write_text(good.replace("name: Voorbeeldorganisatie", "name: Nieuwe naam"), encoding="utf-8")
        until(lambda: name() == "Nieuwe naam")
        file.write_text(good + "colours: {accent: '#ffff00'}\n", encoding="utf-8")
        until(lambda: "contrast with white" in house.stack.log.read_text(encoding="utf-8"))
        assert name() == "Nieuwe naam"
        assert "organisation.yml:6" in house.stack.log.read_text(encoding="utf-8")
    finally:
        file.write_text(good, encoding="utf-8")
    until(lambda: name() == "Voorbeeldorganisatie")


def test_snippet_page(house: House, desktop: Page) -> None:
    desktop.goto(f"{house.base}/insluiten?organisation=demo-hospital")
    desktop.get_by_label("In de tekst van de pagina").check()
    desktop.locator("#moment").select_option("surgery")
    code = desktop.get_by_label("Kopieer deze code").input_value()
    assert 'organisation="demo-hospital" moment="surgery" language="nl" mode="inline"' in code
    desktop.locator("#voorbeeld").get_by_text("Ziekenhuis Voorbeeldstad").first.wait_for()
    assert findings(desktop) == []
    shot(desktop, "insluiten")
    desktop.emulate_media(color_scheme="dark")
    assert findings(desktop) == []
    desktop.get_by_label("Als los venster").check()
    assert "/embed?organisation=demo-hospital" in desktop.get_by_label("Kopieer deze code").input_value()
    assert "preview" not in desktop.get_by_label("Kopieer deze code").input_value()
    desktop.frame_locator("iframe").get_by_text("Ziekenhuis Voorbeeldstad").first.wait_for()
    desktop.goto(f"{house.base}/insluiten?organisation=%3Cscript%3E")
    assert desktop.get_by_text("kennen wij niet").is_visible()
