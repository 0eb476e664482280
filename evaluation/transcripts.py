"""Ten conversations to read through: `python -m evaluation.transcripts [BASE]` writes evaluation/report/transcripts.html.

They are typed into the running service (http://127.0.0.1:8000 unless told otherwise); what stands on the page is what it said.
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import yaml

HERE = Path(__file__).parent
CONVERSATIONS = HERE / "transcripts.yml"
PAGE = HERE / "report" / "transcripts.html"
KINDS = {
    "text": "Antwoord", "card": "Kaart", "questions": "Vragen", "choices": "Keuze", "clarify": "Wedervraag",
    "refer": "Verwijzing", "crisis": "Bij gevaar", "notice": "Bericht", "unknown": "Weet ik niet",
}  # fmt: skip
STYLE = """body{font:1.05rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h2{margin-top:3rem;border-top:2px solid #444;padding-top:1rem}ol{list-style:none;padding:0}li{margin:.6rem 0}
.patient{background:#e4eefb;padding:.6rem .9rem;margin-left:4rem}.bot{border-left:4px solid #555;padding:.3rem .9rem}
.crisis{border-color:#a30000}.kind,.why,.buttons{color:#444;font-size:.9rem}h3{margin:.2rem 0;font-size:1.05rem}p{margin:.3rem 0}
@media(prefers-color-scheme:dark){body{background:#161616;color:#f2f2f2}.patient{background:#22344d}.kind,.why,.buttons{color:#ccc}}"""


def main() -> int:
    """0 when the page was written; 1 with one sentence when the service does not answer."""
    base = sys.argv[1] if len(sys.argv) > 1 else f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    conversations = yaml.safe_load(CONVERSATIONS.read_text(encoding="utf-8"))
    try:
        with httpx.Client(base_url=base, timeout=30) as client:
            parts = [_conversation(client, item) for item in conversations]
    except httpx.HTTPError as error:
        print(f"{base} does not answer ({type(error).__name__}): start it with `make run`", file=sys.stderr)
        return 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(_page(parts), encoding="utf-8")
    print(f"{len(parts)} conversations in {PAGE.relative_to(HERE.parent)}")
    return 0


def _page(parts: list[str]) -> str:
    return "\n".join(
        (
            '<!doctype html><html lang="nl"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>Tien gesprekken</title><style>{STYLE}</style></head><body><main><h1>Tien gesprekken</h1>",
            "<p>Dit zijn verzonnen gesprekken, getypt in het draaiende programma.",
            "Alle kaarten zijn concept: nog niemand keurde ze goed.</p>",
            *parts,
            "</main></body></html>\n",
        )
    )


def _conversation(client: httpx.Client, item: Mapping[str, Any]) -> str:
    started = client.post("/v1/conversations", json=item.get("start", {})).raise_for_status().json()
    lines = [_bot(message) for message in started["messages"]]
    for text in item["said"]:
        answer = (
            client.post(f"/v1/conversations/{started['id']}/messages", json={"text": text}).raise_for_status().json()
        )
        lines.append(f'<li class="patient"><span class="kind">Patiënt</span><p>{html.escape(text)}</p></li>')
        lines += [_bot(message) for message in answer["messages"]]
    client.delete(f"/v1/conversations/{started['id']}")
    return f"<section><h2>{html.escape(item['title'])}</h2><ol>{''.join(lines)}</ol></section>"


def _bot(message: Mapping[str, Any]) -> str:
    say = html.escape
    card = message.get("card")
    body = [f'<span class="kind">{KINDS[message["kind"]]}</span>']
    if card:
        body.append(f"<h3>{say(card['title'])}</h3><p>{say(card['link'])}</p>")
    body += [f"<p>{say(paragraph)}</p>" for paragraph in message["text"].split("\n") if paragraph.strip()]
    if card:
        body.append(f"<p><strong>Kleine stap:</strong> {say(card['step'])}</p>")
        body += [f"<p><strong>Let op:</strong> {say(card['caution'])}</p>"] if card["caution"] else []
        sources = "; ".join(f"{source['organisation']}: {source['title']}" for source in card["sources"])
        body.append(f'<p class="why">Bron: {say(sources)}. Concept.</p>')
    questions = "".join(f"<li>{say(question['text'])}</li>" for question in message.get("questions", ()))
    body += [f"<ul>{questions}</ul>"] if questions else []
    contacts = ", ".join(f"{c['name']} {c.get('phone') or ''}".strip() for c in message.get("contacts", ()))
    body += [f"<p><strong>Bellen:</strong> {say(contacts)}</p>"] if contacts else []
    body += [f'<p class="why">{say(message["because"])}</p>'] if message.get("because") else []
    buttons = " · ".join(choice["title"] for choice in message.get("choices", ()))
    body += [f'<p class="buttons">Knoppen: {say(buttons)}</p>'] if buttons else []
    language = f' lang="{say(message["language"])}"' if message.get("language") else ""
    return f'<li class="bot {message["kind"]}"{language}>{"".join(body)}</li>'


if __name__ == "__main__":
    sys.exit(main())
