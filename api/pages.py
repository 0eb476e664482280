"""Pages made on the server: templates that escape everything, and the few files they need."""

from __future__ import annotations

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from actions.shelf import Shelf
from api.routes.organisations import logo_path
from api.service import Service

HERE = Path(__file__).parent
STATIC = HERE / "static"
_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page that is never kept by a browser or proxy, and that nobody frames."""
    body = _environment.get_template(template).render(**values)
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})


class Look:
    """What a page shows of an organisation; empty without one."""

    def __init__(self, service: Service, organisation: str | None) -> None:
        pack = service.packs.get(organisation)
        self.shelf: Shelf = service.shelf_for(organisation)
        self.id = pack.id if pack else ""
        self.name = pack.organisation.name if pack else ""
        self.demo = bool(pack and pack.organisation.demo)
        self.logo = (logo_path(pack) or "") if pack else ""
        self.contacts = pack.organisation.contacts if pack else ()
