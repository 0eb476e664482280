"""A service of a few lines for the browser: the built widget, and a canned answer for every kind of message."""

import json
import re
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

DIST = Path(__file__).parents[2] / "widget" / "dist"
CSP = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
TYPES = {
    ".svg": "image/svg+xml",
    ".js": "text/javascript",
    ".html": "text/html",
    ".css": "text/css",
    ".json": "application/json",
}

CARD = {
    "id": "surgery-smoking-why",
    "title": "Stoppen met roken voor uw operatie",
    "link": "U wordt geopereerd. Juist nu helpt stoppen met roken.",
    "text": "Als u stopt met roken, krijgt uw bloed meer zuurstof. Daardoor geneest een wond bij veel mensen beter.\n\n"
    "Stop het liefst een paar weken voor de operatie. Is dat al te kort dag? Ook dan helpt elke dag.",
    "step": "Kies vandaag een stopdag en schrijf die dag op.",
    "caution": "Slikt u clozapine of olanzapine? Vertel dan eerst uw arts dat u wilt stoppen.",
    "moments": ["surgery"],
    "themes": ["smoking"],
    "sources": [
        {
            "title": "Waarom is stoppen belangrijk?",
            "organisation": "UMC Utrecht",
            "url": "https://umcutrecht.nl/nl/roken",
            "checked_on": "2026-11-22",
        }
    ],
    "review": {"status": "draft", "reviewed_by": None, "reviewed_on": None, "valid_until": None},
    "version": "1",
    "language": "nl",
}
QUESTIONS = [
    {
        "id": "q-surgery-smoking-help",
        "text": "Kunt u mij helpen om te stoppen met roken?",
        "role": "gp",
        "moment": "surgery",
        "themes": ["smoking"],
    },
    {
        "id": "q-surgery-fit",
        "text": "Hoe kan ik fit worden voor de operatie?",
        "role": "surgeon",
        "moment": "surgery",
        "themes": ["exercise"],
    },
    {
        "id": "q-surgery-home",
        "text": "Wat moet ik thuis regelen?",
        "role": "surgeon",
        "moment": "surgery",
        "themes": [],
    },
]
MOMENTS = [
    ("Ik word geopereerd", "surgery"),
    ("Ik krijg een ander medicijn", "medication_change"),
    ("Ik wacht op hulp van de ggz", "ggz_waitlist"),
    ("Ik heb een nieuwe ziekte", "diagnosis"),
    ("Ik kreeg een uitslag", "test_result"),
    ("Ik ben zwanger of net bevallen", "birth"),
]
CONTACTS = [
    {"name": "112", "phone": "112", "url": None},
    {"name": "113 Zelfmoordpreventie", "phone": "113", "url": "https://www.113.nl"},
    {"name": "Uw huisarts of de huisartsenpost", "phone": None, "url": None},
]
GREETING = [
    {
        "kind": "text",
        "text": "Hallo. Ik ben een computer, geen dokter. Ik help u met gezond leven rond uw zorg. "
        "U kunt hier typen zonder naam.",
    },
    {
        "kind": "choices",
        "text": "Wat speelt er bij u?",
        "choices": [{"title": title, "choice": f"moment:{label}"} for title, label in MOMENTS],
    },
]
BECAUSE = "U schreef over een operatie en over roken."
THEMES = [("Roken", "smoking"), ("Bewegen", "exercise"), ("Eten", "nutrition"), ("Slapen", "sleep")]

ANSWERS: dict[str, list[dict[str, Any]]] = {
    "tekst": [{"kind": "text", "text": "Dat is fijn om te horen."}],
    "kaart": [
        {
            "kind": "card",
            "text": CARD["link"],
            "card": CARD,
            "because": BECAUSE,
            "choices": [
                {"title": "Dit past bij mij", "choice": "fit:yes"},
                {"title": "Dit lukt mij niet", "choice": "fit:no"},
            ],
        },
    ],
    "vragen": [{"kind": "questions", "text": "Deze vragen kunt u meenemen.", "questions": QUESTIONS}],
    "keuze": [
        {
            "kind": "choices",
            "text": "Waar wilt u iets over weten?",
            "choices": [{"title": title, "choice": f"theme:{label}"} for title, label in THEMES],
        }
    ],
    "bedoelt": [
        {
            "kind": "clarify",
            "text": "Bedoelt u een van deze dingen?",
            "choices": [{"title": "Roken", "choice": "theme:smoking"}, {"title": "Iets anders", "choice": "other"}],
        }
    ],
    "dokter": [
        {
            "kind": "refer",
            "text": "Dat kan ik niet voor u bepalen. Vraag het uw apotheker.",
            "own_question": "Mag ik mijn pil overslaan?",
            "contacts": [{"name": "Uw apotheek", "phone": None, "url": None}],
        }
    ],
    "gevaar": [
        {
            "kind": "crisis",
            "text": "Wat naar dat u zich zo voelt. Goed dat u het zegt.\n\nBent u nu veilig?",
            "contacts": CONTACTS,
        }
    ],
    "bericht": [{"kind": "notice", "text": "Ik heb nu even minder antwoorden dan anders."}],
    "onbekend": [{"kind": "unknown", "text": "Dat weet ik niet. Ik weet wel iets over roken, slapen en bewegen."}],
    "arabisch": [{"kind": "text", "language": "ar", "text": "هذه الخدمة باللغة الهولندية. يمكنني مساعدتك."}],
    "engels": [{"kind": "text", "language": "en", "text": "This service speaks Dutch. I can show you Dutch cards."}],
}


@dataclass
class Fake:
    """The knobs a test turns, and what the service saw."""

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: dict(ANSWERS))
    greeting: list[dict[str, Any]] = field(default_factory=lambda: list(GREETING))
    organisations: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    raw: bytes | None = None  # answer every message with these bytes
    delay: float = 0.0
    delay_all: float = 0.0
    failures: list[tuple[int, dict[str, Any], dict[str, str]]] = field(default_factory=list)  # next messages fail so
    dead: bool = False  # the process is gone: no connection gives an answer any more
    drop: bool = False  # close the connection without an answer
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)  # path -> (html, csp)
    known: set[str] = field(default_factory=set)

    def sent(self, path: str) -> list[Any]:
        """Bodies of the requests whose path matches."""
        return [body for _, seen, body in self.requests if re.fullmatch(path, seen)]


def handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def parse_request(self) -> bool:
            fine = super().parse_request()
            self.close_connection = self.close_connection or fake.dead
            return fine and not fake.dead

        def log_message(self, *_: Any) -> None:
            return

        def answer(self, status: int, body: bytes, kind: str, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "Content-Type")
            self.send_header("Access-Control-Allow-Methods", "GET, POST, DELETE")
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def json(self, status: int, value: Any, **headers: str) -> None:
            kind = "application/json" if status < 400 else "application/problem+json"
            self.answer(status, json.dumps(value).encode(), kind, **headers)

        def do_OPTIONS(self) -> None:
            self.answer(204, b"", "text/plain")

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            fake.requests.append(("GET", self.path, None))
            time.sleep(fake.delay_all)
            if path.startswith("/v1/organisations/"):
                found = fake.organisations.get(path.split("/")[3])
                self.json(200 if found else 404, found or {"title": "Niet gevonden"})
                return
            if path in fake.pages:
                html, csp = fake.pages[path]
                self.answer(200, html.encode(), "text/html; charset=utf-8", Content_Security_Policy=csp)
                return
            names = {"/widget.js": "widget.js", "/gesprek": "gesprek.html", "/embed": "embed.html"}
            name = names.get(path) or path.removeprefix("/widget/")
            file = (DIST / name).resolve()
            if not file.is_relative_to(DIST) or not file.is_file():
                self.json(404, {"title": "Niet gevonden"})
                return
            kind = TYPES[file.suffix] + "; charset=utf-8"
            self.answer(200, file.read_bytes(), kind, Content_Security_Policy=CSP, X_Content_Type_Options="nosniff")

        def body(self) -> Any:
            return json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")

        def do_DELETE(self) -> None:
            fake.requests.append(("DELETE", self.path, None))
            fake.known.discard(self.path.split("/")[3])
            self.answer(204, b"", "text/plain")

        def do_POST(self) -> None:
            body = self.body()
            fake.requests.append(("POST", self.path, body))
            time.sleep(fake.delay_all)
            state = {"moments": [], "themes": [], "language": "nl", "date": None} | fake.state
            if self.path == "/v1/conversations":
                number = uuid.uuid4().hex
                fake.known.add(number)
                messages = list(fake.greeting)
                wanted = (body.get("start") or {}).get("questions") or []
                if wanted:
                    chosen = [q for q in QUESTIONS if q["id"] in wanted]
                    messages.append(
                        {"kind": "questions", "text": "Uw zorgverlener koos deze vragen.", "questions": chosen}
                    )
                self.json(201, {"id": number, "messages": messages, "state": state})
                return
            time.sleep(fake.delay)
            if fake.drop:
                self.close_connection = True
                self.connection.close()
                return
            if fake.failures:
                status, problem, headers = fake.failures.pop(0)
                self.json(status, problem, **headers)
                return
            if self.path.split("/")[3] not in fake.known:
                self.json(404, {"title": "Dit gesprek is er niet meer."})
                return
            if fake.raw is not None:
                self.answer(200, fake.raw, "application/json")
                return
            said = body.get("text") or body.get("choice") or ""
            words = said.lower()
            messages = next((each for key, each in fake.answers.items() if key in words), None)
            self.json(200, {"messages": messages or [{"kind": "text", "text": f"U zei: {said}"}], "state": state})

    return Handler


class Quiet(ThreadingHTTPServer):
    """Says nothing about browsers that hang up."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """The fake on a port of its own; `stop` and `start` on the same port play a dying service."""

    def __init__(self) -> None:
        self.fake = Fake()
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.fake.dead = False
        self.server = Quiet(("127.0.0.1", self.port), handler(self.fake))
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.fake.dead = True
        self.server.shutdown()
        self.server.server_close()
