"""The fragment of a clinician's link: codes in, nothing in the address bar, suspicion towards all else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import Visit
from playwright.sync_api import expect
from widget_fake import QUESTIONS, Server

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
DAY = (date.today() + timedelta(days=22)).isoformat()
FRIENDLY = "Ik kon uw link niet helemaal lezen."


def test_a_link_opens_with_its_moment_role_date_and_questions(visit: Open, server: Server) -> None:
    here = visit("phone").go(
        f"/gesprek#v=1&m=surgery&t=smoking,exercise&r=surgeon&d={DAY}&q=q-surgery-fit,q-surgery-home&o=demo"
    )
    assert server.fake.sent("/v1/conversations") == [
        {
            "organisation": "demo",
            "start": {
                "moment": "surgery",
                "themes": ["smoking", "exercise"],
                "role": "surgeon",
                "date": DAY,
                "questions": ["q-surgery-fit", "q-surgery-home"],
            },
        }
    ]
    assert here.page.url == server.url + "/gesprek"
    here.button("Mijn vragen (2)", exact=True).click()
    assert here.page.get_by_label("Met wie hebt u een gesprek?").input_value() == "surgeon"
    assert here.page.get_by_label("Wanneer?").input_value() == DAY
    expect(here.page.locator(".list ol")).to_contain_text(QUESTIONS[1]["text"])
    assert here.text(FRIENDLY).count() == 0
    here.shot("from-a-link")


STARTS: list[tuple[str, dict[str, Any] | None, bool]] = [
    ("m=surgery", {"moment": "surgery"}, False),
    ("v=1&m=birth&zzz=1", {"moment": "birth"}, False),
    ("v=7&m=birth", {"moment": "birth"}, False),
    ("m=operatie", None, True),
    ("m=surgery&t=smoking,dansen", {"moment": "surgery", "themes": ["smoking"]}, True),
    ("m=surgery&d=2026-02-30", {"moment": "surgery"}, True),
    ("m=surgery&d=morgen", {"moment": "surgery"}, True),
    ("m=surgery&r=tandarts", {"moment": "surgery"}, True),
    ("m=surgery&t=smok", {"moment": "surgery"}, True),
    (
        "m=surgery&q=q-a,q-b,q-c,q-d,q-e,q-f",
        {"moment": "surgery", "questions": ["q-a", "q-b", "q-c", "q-d", "q-e"]},
        True,
    ),
    ("m=surgery&q=<img src=x>", {"moment": "surgery"}, True),
    ("m=%E0%A4%A", None, True),
    ("m=surgery&q=" + "q-a," * 900, None, True),
    ("m=__proto__&t=constructor", None, True),
    ("m=javascript:alert(1)", None, True),
    ("top", None, False),
    ("", None, False),
]


@pytest.mark.parametrize(("fragment", "start", "broken"), STARTS)
def test_fragments_are_read_with_suspicion(
    visit: Open, server: Server, fragment: str, start: dict[str, Any] | None, broken: bool
) -> None:
    here = visit().go(f"/gesprek#{fragment}")
    assert server.fake.sent("/v1/conversations")[0].get("start") == start
    assert (here.text(FRIENDLY).count() == 1) is broken


def test_the_fragment_never_reaches_the_server_as_an_address(visit: Open, server: Server) -> None:
    visit().go("/gesprek#m=surgery&t=smoking")
    assert not [path for _, path, _ in server.fake.requests if "surgery" in path]


def test_another_link_in_the_same_tab_begins_anew(visit: Open, server: Server) -> None:
    here = visit().go("/gesprek#m=surgery")
    here.say("tekst")
    here.page.evaluate("() => { location.hash = 'm=birth'; }")
    expect(here.page.locator("li.user")).to_have_count(0)
    here.text("Wat speelt er bij u?").wait_for()
    assert [body["start"] for body in server.fake.sent("/v1/conversations")] == [
        {"moment": "surgery"},
        {"moment": "birth"},
    ]


def test_writing_and_reading_a_start_give_the_same(visit: Open, server: Server) -> None:
    here = visit()
    here.page.goto(server.url + "/widget/text/nl.json")
    start = {
        "moment": "test_result",
        "themes": ["sleep", "work"],
        "role": "gp",
        "date": "2027-01-05",
        "questions": ["q-a-b"],
    }
    text, back = here.page.evaluate(
        """async start => { const {formatStart, parseStart} = await import('/widget/side.js');
        const text = formatStart(start, 'demo'); return [text, parseStart('#' + text)]; }""",
        start,
    )
    assert text == "v=1&m=test_result&t=sleep,work&r=gp&d=2027-01-05&q=q-a-b&o=demo"
    assert back == {"start": start, "organisation": "demo", "card": False, "broken": False}


def test_a_day_that_is_over_is_said_and_left_out(visit: Open, server: Server) -> None:
    over = (date.today() - timedelta(days=2)).isoformat()
    here = visit().go(f"/gesprek#m=surgery&r=surgeon&d={over}")
    assert server.fake.sent("/v1/conversations")[0]["start"] == {"moment": "surgery", "role": "surgeon"}
    assert here.text("De dag in uw link is voorbij.").count() == 1
    assert here.text(FRIENDLY).count() == 0
    here.button("Mijn vragen", exact=True).click()
    assert here.page.get_by_label("Wanneer?").input_value() == ""


def test_the_address_of_a_page_gives_language_and_preview(visit: Open, server: Server) -> None:
    visit().go("/embed?organisation=demo&language=en&preview=1")
    assert server.fake.sent("/v1/conversations") == [{"organisation": "demo", "language": "en", "preview": True}]
    visit().go("/embed?language=Engels,%20graag")
    assert server.fake.sent("/v1/conversations")[1:] == [{}]


def test_attributes_start_an_embedded_widget(visit: Open, server: Server) -> None:
    html = server.fake.pages["/host"][0].replace(
        "<leefstijl-moment>",
        '<leefstijl-moment mode="inline" organisation="demo" moment="surgery" themes="smoking" date="x" language="nl">',
    )
    server.fake.pages["/host"] = (html, server.fake.pages["/host"][1])
    visit().go("/host")
    assert server.fake.sent("/v1/conversations") == [
        {"organisation": "demo", "start": {"moment": "surgery", "themes": ["smoking"]}, "language": "nl"}
    ]
