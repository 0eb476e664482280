"""What an organisation shows of itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, HttpUrl

from api.origins import check_origin
from api.problems import Problem
from api.schemas import ProblemOut
from api.service import Service, ServiceDep
from knowledge.models import Moment, Theme
from knowledge.pack_reader import Pack

router = APIRouter(prefix="/v1/organisations", tags=["organisations"])
OrganisationId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
GONE: dict[int | str, dict[str, object]] = {404: {"model": ProblemOut}}


class ContactOut(BaseModel):
    """Whom to call or visit; `out_of_hours` for evenings, nights and weekends."""

    name: str
    phone: str | None
    url: HttpUrl | None
    hours: str | None
    out_of_hours: bool


class OrganisationOut(BaseModel):
    """The public side of an organisation. `demo`: it does not exist."""

    name: str
    logo: str | None
    colours: dict[str, str]
    greeting: str
    contacts: list[ContactOut]
    moments: list[Moment]
    themes: list[Theme]
    demo: bool


@router.get("/{organisation}/public", responses=GONE)
async def public(organisation: OrganisationId, request: Request, service: ServiceDep) -> OrganisationOut:
    """Name, logo, colours, greeting, contacts."""
    pack = _pack(service, organisation)
    check_origin(service, organisation, request)
    shelf, known = service.shelf_for(organisation), pack.organisation
    return OrganisationOut(
        name=known.name,
        logo=logo_path(pack),
        colours=known.colours.model_dump() if known.colours else {},
        greeting=known.greeting,
        contacts=[ContactOut.model_validate(contact.model_dump()) for contact in known.contacts],
        moments=list(shelf.moments),
        themes=list(shelf.themes),
        demo=known.demo,
    )


@router.get("/{organisation}/logo", responses={**GONE, 200: {"content": {"image/svg+xml": {}}}})
async def logo(organisation: OrganisationId, service: ServiceDep) -> Response:
    """The logo: a drawing that can do nothing but be looked at."""
    pack = _pack(service, organisation)
    if pack.logo is None:
        raise Problem(404)
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return Response(pack.logo, media_type="image/svg+xml", headers={"Content-Security-Policy": policy})


def logo_path(pack: Pack) -> str | None:
    """Where the logo of this organisation is served; None when it has none."""
    return f"/v1/organisations/{pack.id}/logo" if pack.logo is not None else None


def _pack(service: Service, organisation: str) -> Pack:
    pack = service.packs.get(organisation)
    if pack is None:
        raise Problem(404, title="Deze organisatie kennen wij niet.")
    return pack
