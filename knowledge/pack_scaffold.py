"""A new pack to fill in, with every part explained where it stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SETTINGS = """# Wie u bent. Alles wat met een # begint, is uitleg. Zie docs/organisations.md.
id: {name}
name: {title}
demo: true                    # haal deze regel weg als alles klopt en de site echt van u is
logo: logo.svg                # gewone SVG-tekening, hooguit 50 kB, zonder scripts of links
colours: {{accent: "#1b5e63"}}  # wit moet hierop goed leesbaar zijn
greeting: Welkom bij {title}.
contacts:                     # hooguit 6; out_of_hours is het nummer voor avond, nacht en weekend
  - {{name: Ons algemene nummer, phone: 000-0000000, hours: elke werkdag van 9 tot 17 uur, checked_on: {today}}}
  - {{name: Buiten kantoortijd, phone: 000-0000001, out_of_hours: true, checked_on: {today}}}
allowed_origins: []           # sites waarop u de chat zet, zoals https://www.example.nl; leeg: elke site
moments: []                   # leeg: alle momenten
themes: []                    # leeg: alle thema's
"""
QUESTIONS = """# Eigen vragen om mee te nemen, naast die uit de bibliotheek. De id begint met q-{name}-.
# - {{id: q-{name}-voorbeeld, text: "Wie is hier mijn vaste contactpersoon?", role: gp, moment: diagnosis, themes: []}}
[]
"""
MAP = """# Hulp in de buurt.
# kind: leefstijlloket, gli, buurtsportcoach, welzijn_op_recept, walking_group, peer_group of other.
# - name: Wandelgroep De Voorbeeldstraat
#   kind: walking_group
#   municipality: Voorbeeldstad
#   postcodes: [1234, 1240-1249]
#   audience: iedereen die rustig wil wandelen
#   cost: gratis
#   referral_needed: false
#   url: https://wandelgroep.example
#   checked_on: {today}
[]
"""
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" role="img">
<rect width="120" height="40" rx="8" fill="#1b5e63"/><circle cx="22" cy="20" r="10" fill="#fff"/>
</svg>
"""


def scaffold(folder: Path, name: str, today: date) -> Path:
    """Make organisations/<name>; raises ValueError for a name that does not fit or exists already."""
    if not NAME.fullmatch(name) or len(name) > 64:
        example = "make pack NAME=mijn-zorg"
        raise ValueError(f"'{name}' kan niet: gebruik kleine letters, cijfers en streepjes, zoals {example}")
    root = folder / name
    if root.exists():
        raise ValueError(f"{root} bestaat al: kies een andere naam, of haal die map eerst weg")
    values = {"name": name, "title": name.replace("-", " ").title(), "today": today.isoformat()}
    files = {"organisation.yml": SETTINGS, "questions.yml": QUESTIONS, "map.yml": MAP}
    (root / "cards").mkdir(parents=True)
    for file, text in files.items():
        (root / file).write_text(text.format(**values), encoding="utf-8")
    (root / "logo.svg").write_text(LOGO, encoding="utf-8")
    (root / "cards" / ".gitkeep").touch()
    return root
