"""Every message kind has its look, is announced once, and nothing is lost when something fails."""

import re
from collections.abc import Callable

import pytest
from conftest import ROOT, Visit
from playwright.sync_api import expect
from widget_fake import CARD, QUESTIONS, Server

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]


def test_the_card_shows_all_that_it_holds(visit: Open) -> None:
    here = visit().go()
    here.say("kaart", until=str(CARD["title"]))
    card = here.page.locator("li.card")
    for part in ("link", "title", "step", "caution"):
        expect(card.get_by_text(str(CARD[part])).first).to_be_visible()
    for paragraph in str(CARD["text"]).split("\n\n"):
        expect(card.get_by_text(paragraph)).to_be_visible()
    expect(card.get_by_text("bekeken op 22 november 2026")).to_be_visible()
    expect(card.get_by_text("Concept. Een zorgverlener heeft deze tekst nog niet gecontroleerd.")).to_be_visible()
    source = card.get_by_role("link", name="UMC Utrecht")
    assert source.get_attribute("href") == "https://umcutrecht.nl/nl/roken"
    assert "noopener" in str(source.get_attribute("rel"))
    assert card.get_by_text(str(CARD["link"])).count() == 1, "the words of the card are shown once"
    card.get_by_text("Waarom zie ik dit?").click()
    expect(card.get_by_text("U schreef over een operatie en over roken.")).to_be_visible()


def test_a_signed_card_names_its_reviewer(visit: Open, server: Server) -> None:
    review = {"status": "approved", "reviewed_by": "A. Voorbeeld", "reviewed_on": "2026-10-01"}
    server.fake.answers["kaart"] = [{"kind": "card", "text": "", "card": CARD | {"review": review}}]
    here = visit().go()
    here.say("kaart", until="Gecontroleerd door A. Voorbeeld op 1 oktober 2026.")
    assert here.text("Concept.").count() == 0


def test_choices_are_sent_as_codes_and_stay_readable(visit: Open, server: Server) -> None:
    here = visit().go()
    here.say("keuze", until="Waar wilt u iets over weten?")
    chosen = here.button("Roken")
    assert chosen.locator("svg").count() == 1
    chosen.click()
    here.text("U zei: theme:smoking").wait_for()
    assert server.fake.sent("/v1/conversations/.*/messages")[-1] == {"choice": "theme:smoking"}
    expect(chosen).to_have_attribute("aria-disabled", "true")
    expect(here.button("Roken (gekozen)")).to_be_visible()
    here.button("Bewegen").click(force=True)
    here.page.wait_for_timeout(200)
    assert len(server.fake.sent("/v1/conversations/.*/messages")) == 2, "an old choice is not sent again"


def test_questions_are_ticked_onto_the_list(visit: Open) -> None:
    here = visit().go()
    here.say("vragen", until=QUESTIONS[2]["text"])
    assert here.text("Voor: chirurg").count() == 2
    here.page.get_by_role("checkbox", name=QUESTIONS[0]["text"]).check()
    here.page.get_by_role("checkbox", name=QUESTIONS[1]["text"]).check()
    here.page.get_by_role("checkbox", name=QUESTIONS[0]["text"]).uncheck()
    here.button("Bekijk mijn vragen (1)").click()
    assert here.page.locator(".list ol li").count() == 1


def test_a_personal_question_can_be_put_on_the_list(visit: Open) -> None:
    here = visit().go()
    here.say("dokter", until="Vraag het uw apotheker.")
    here.button("Zet deze vraag op mijn lijst").click()
    expect(here.button("Deze vraag staat op uw lijst")).to_have_attribute("aria-pressed", "true")
    here.button("Mijn vragen (1)").click()
    expect(here.page.locator(".list").get_by_text("Mag ik mijn pil overslaan?")).to_be_visible()


def test_a_step_can_be_put_on_the_list(visit: Open) -> None:
    here = visit().go()
    here.say("kaart")
    here.button("Zet deze stap op mijn lijst").click()
    here.button("Mijn vragen (1)").click()
    expect(here.page.locator(".list").get_by_text(str(CARD["step"]))).to_be_visible()


def test_the_crisis_message_has_large_telephone_buttons(visit: Open) -> None:
    here = visit("phone").go()
    here.say("gevaar", until="Bent u nu veilig?")
    crisis = here.page.locator("li.crisis")
    for number in ("112", "113"):
        link = crisis.locator(f"a[href='tel:{number}']")
        box = link.bounding_box()
        assert box and box["height"] >= 56 and box["width"] >= 200
    assert crisis.get_by_role("link", name="Ga naar 113.nl").get_attribute("href") == "https://www.113.nl/"
    expect(here.box).to_be_enabled()


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("tekst", "Dat is fijn om te horen."),
        ("bedoelt", "Bedoelt u een van deze dingen?"),
        ("bericht", "Ik heb nu even minder antwoorden dan anders."),
        ("onbekend", "Dat weet ik niet."),
    ],
)
def test_the_other_kinds_show_their_words(visit: Open, word: str, text: str) -> None:
    here = visit().go()
    here.say(word, until=text)


def test_every_answer_is_announced_exactly_once(visit: Open) -> None:
    here = visit().go()
    here.listen()
    for word in ("kaart", "vragen", "dokter", "gevaar", "onbekend"):
        here.say(word)
    here.page.wait_for_timeout(200)
    said = here.announced()
    assert len(said) == 5
    for words in (
        CARD["title"],
        QUESTIONS[0]["text"],
        "Mag ik mijn pil overslaan?",
        "Bent u nu veilig?",
        "Dat weet ik niet.",
    ):
        assert sum(str(words) in line for line in said) == 1, words
        assert sum(line.count(str(words)) for line in said) == 1, words
    live = here.page.evaluate(
        f"() => {ROOT}.querySelectorAll('[aria-live], [role=log], [role=status], [role=alert]').length"
    )
    assert live == 1, "one live region, there before anything is said"


def test_the_greeting_is_announced_and_own_words_are_not(visit: Open) -> None:
    here = visit().go("/host", ready=None)
    here.page.locator("leefstijl-moment .launcher").first.wait_for()
    here.listen()
    here.button("Stel uw vraag").click()
    here.text("Wat speelt er bij u?").wait_for()
    here.say("iets bijzonders")
    assert [line.split("\n")[0] for line in here.announced()] == [
        "Hallo. Ik ben een computer, geen dokter. Ik help u met gezond leven rond uw zorg. "
        "U kunt hier typen zonder naam.",
        "Wat speelt er bij u?",
        "U zei: iets bijzonders",
    ]


def test_a_failed_message_keeps_its_words_and_offers_help_and_a_retry(visit: Open, server: Server) -> None:
    here = visit().go()
    server.fake.failures = [(500, {"title": "Er ging bij ons iets mis."}, {})]
    here.say("vertel mij over slapen", until="Uw bericht is niet aangekomen. Uw tekst is bewaard.")
    expect(here.text("Er ging bij ons iets mis.")).to_be_visible()
    expect(here.page.locator("li.user").get_by_text("vertel mij over slapen")).to_be_visible()
    for number in ("112", "113"):
        expect(here.page.locator(f"li.failure a[href='tel:{number}']")).to_be_visible()
    here.button("Probeer opnieuw").click()
    here.text("U zei: vertel mij over slapen").wait_for()
    assert here.page.locator("li.failure").count() == 0
    assert here.page.locator("li.user").count() == 1


def test_too_many_messages_says_how_long_to_wait(visit: Open, server: Server) -> None:
    here = visit().go()
    server.fake.failures = [(429, {"title": "U stuurt veel berichten achter elkaar."}, {"Retry-After": "20"})]
    here.say("hallo", until="Probeer het over 20 seconden nog eens.")
    expect(here.text("U stuurt veel berichten achter elkaar.")).to_be_visible()


@pytest.mark.parametrize("words", ["ik wil dood", "ik maak er een eind aan", "ik krijg het benauwd", "I want to die"])
def test_danger_with_the_service_gone_shows_the_whole_crisis_text(visit: Open, server: Server, words: str) -> None:
    here = visit().go()
    server.stop()
    here.say(words, until="Hier krijgt u nu hulp")
    failure = here.page.locator("li.failure")
    expect(failure.locator(".bubble").first).to_contain_text("112")
    expect(failure.locator(".bubble").first.locator("a[href='tel:113']")).to_be_visible()
    here.shot("service-gone-danger")


def test_the_service_gone_from_the_start_still_gives_help(visit: Open, server: Server) -> None:
    here = visit().go("/host", ready=None)
    here.button("Stel uw vraag").wait_for()
    server.stop()
    here.button("Stel uw vraag").click()
    here.text("Het gesprek kan nu niet beginnen.").wait_for()
    expect(here.page.locator("li.failure a[href='tel:112']")).to_be_visible()
    here.say("ik rook", until="Uw bericht is niet aangekomen.")
    server.start()
    here.button("Probeer opnieuw").last.click()
    here.text("U zei: ik rook").wait_for()


def test_help_is_always_one_press_away(visit: Open, server: Server) -> None:
    here = visit("phone").go()
    server.stop()
    here.button("Nu hulp nodig?").click()
    expect(here.page.locator(".side a[href='tel:112']").first).to_be_visible()
    expect(here.page.locator(".side a[href='tel:113']").first).to_be_visible()
    here.shot("help")


def test_a_conversation_that_the_server_forgot_goes_on(visit: Open, server: Server) -> None:
    server.fake.state = {"moments": ["surgery"], "themes": ["smoking"], "date": "2026-12-14"}
    here = visit().go()
    here.say("tekst")
    server.fake.known.clear()
    here.say("en nu verder", until="U zei: en nu verder")
    expect(here.text("Ik begin een nieuw gesprek met u.")).to_be_visible()
    assert server.fake.sent("/v1/conversations")[-1]["start"] == {
        "moment": "surgery",
        "themes": ["smoking"],
        "date": "2026-12-14",
    }
    assert here.text("Dat is fijn om te horen.").count() == 1, "what was said stays on the page"


def test_messages_go_one_after_the_other(visit: Open, server: Server) -> None:
    server.fake.delay = 0.3
    here = visit().go()
    for words in ("een", "twee", "drie"):
        here.box.fill(words)
        here.box.press("Enter")
    here.text("U zei: drie").wait_for()
    assert server.fake.sent("/v1/conversations/.*/messages") == [{"text": word} for word in ("een", "twee", "drie")]
    assert [text.split(": ")[-1] for text in here.page.locator("li.bot p", has_text="U zei").all_inner_texts()] == [
        "een",
        "twee",
        "drie",
    ]


def test_wiping_asks_first_and_has_the_server_forget(visit: Open, server: Server) -> None:
    here = visit().go()
    here.say("vragen")
    here.page.get_by_role("checkbox").first.check()
    here.button("Meer").click()
    here.button("Wis gesprek").click()
    assert here.focus() == "Dan is het gesprek weg. Wilt u uw lijst houden?"
    here.button("Wis alles, ook mijn lijst").click()
    here.text("Uw gesprek is gewist.").first.wait_for()
    assert [path for method, path, _ in server.fake.requests if method == "DELETE"]
    assert here.page.locator("li.bot").count() == 0
    expect(here.button("Mijn vragen", exact=True)).to_be_visible()
    here.shot("wiped")
    here.button("Nieuw gesprek").click()
    here.text("Wat speelt er bij u?").first.wait_for()


def test_beginning_again_keeps_the_list(visit: Open, server: Server) -> None:
    here = visit().go()
    here.say("vragen")
    here.page.get_by_role("checkbox").first.check()
    here.button("Meer").click()
    here.button("Begin opnieuw").click()
    here.button("Begin opnieuw").last.click()
    expect(here.page.locator("li.user")).to_have_count(0)
    here.text("Wat speelt er bij u?").first.wait_for()
    expect(here.button("Mijn vragen (1)")).to_be_visible()
    assert len(server.fake.sent("/v1/conversations")) == 2


def test_reading_aloud_can_be_stopped(visit: Open) -> None:
    here = visit()
    here.page.add_init_script(
        """window.said = []; window.SpeechSynthesisUtterance = class { constructor(t) { this.text = t; } };
        Object.defineProperty(window, 'speechSynthesis', {value: {
        getVoices: () => [{lang: 'en-US'}, {lang: 'nl-NL'}], cancel() { window.stopped = true; },
        speak(u) { window.said.push([u.text, u.lang, u.voice?.lang]); } }});"""
    )
    here.go()
    here.say("kaart")
    here.page.locator("li.card").get_by_role("button", name="Lees voor").click()
    stop = here.button("Stop met lezen")
    stop.wait_for()
    said = here.page.evaluate("() => window.said")
    assert said[0] == ["U wordt geopereerd.", "nl-NL", "nl-NL"]
    assert any("zuurstof" in each[0] for each in said)
    stop.click()
    assert here.page.evaluate("() => window.stopped") is True
    expect(here.page.locator("li.card").get_by_role("button", name="Lees voor")).to_be_visible()


def test_dictation_explains_itself_before_it_listens(visit: Open) -> None:
    here = visit()
    here.page.add_init_script(
        """window.SpeechRecognition = class { start() { window.ear = this; } stop() { this.onend(); } };"""
    )
    here.go()
    here.button("Praat in plaats van typen").click()
    expect(here.text(re.compile("maker van uw browser"))).to_be_visible()
    assert here.page.evaluate("() => !window.ear")
    here.shot("dictation")
    here.button("Ja, dat is goed").click()
    here.text("Ik luister…").wait_for()
    here.page.evaluate("() => window.ear.onresult({results: [[{transcript: 'ik rook nog'}]]})")
    assert here.box.input_value() == "ik rook nog"
    here.button("Stop met luisteren").click()
    expect(here.button("Praat in plaats van typen")).to_be_visible()
    here.box.press("Enter")
    here.text("U zei: ik rook nog").wait_for()


def test_text_size_grows_and_language_switches_keep_the_conversation(visit: Open) -> None:
    here = visit().go()
    here.say("kaart")
    here.box.fill("half getypt")
    small = here.page.locator("li.card h3").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    here.button("Meer").click()
    here.button("Tekst maat 3").click()
    assert here.page.locator("li.card h3").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= small * 1.45
    here.shot("more")
    here.page.get_by_label("Taal").select_option("en")
    here.text("Back to the conversation").first.wait_for()
    here.page.locator(".return:visible").click()
    here.shot("english-large")
    assert here.page.get_by_label("Type your question or story").input_value() == "half getypt"
    card = here.page.locator("li.card")
    expect(card.get_by_text(str(CARD["step"]))).to_be_visible()
    expect(card.get_by_text("Draft. No health professional has checked this text yet.")).to_be_visible()
    assert card.locator(".bubble").get_attribute("lang") == "nl"


def test_days_left_and_topics_are_shown(visit: Open, server: Server) -> None:
    server.fake.state = {"moments": ["surgery"], "themes": ["smoking"], "date": "2026-12-14", "days_left": 20}
    here = visit().go()
    expect(here.page.locator(".chips")).to_contain_text("Nog 20 dagen")
    expect(here.page.locator(".chips")).to_contain_text("Operatie")
    assert here.page.locator(".chips svg").count() == 3
