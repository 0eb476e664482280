"""Errors as RFC 9457 problem documents, with a Dutch title that a patient can read."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

TITLES = {
    400: "Dit bericht kon ik niet lezen.",
    401: "U bent niet ingelogd.",
    403: "Dit mag niet vanaf deze website.",
    404: "Dit bestaat niet (meer).",
    405: "Dit kan hier niet.",
    413: "Uw bericht is te groot.",
    422: "Uw bericht is leeg, te lang of niet goed ingevuld. Een bericht mag 2.000 tekens lang zijn.",
    429: "U stuurt veel berichten achter elkaar. Wacht even en probeer het dan opnieuw.",
    503: "Dit werkt nu even niet. Probeer het over een minuut opnieuw.",
}
UNEXPECTED = "Er ging iets mis. Probeer het opnieuw. Is het dringend? Bel dan uw huisarts of 112."


class Problem(Exception):
    """Answered as a problem document with this status; `detail` is for engineers and never holds a patient's words."""

    def __init__(
        self, status: int, detail: str = "", headers: Mapping[str, str] | None = None, title: str = ""
    ) -> None:
        self.status, self.detail, self.headers, self.title = status, detail, headers, title
        super().__init__(detail)


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None, title: str = "") -> JSONResponse:
    """The problem document."""
    body: dict[str, object] = {
        "type": "about:blank",
        "status": status,
        "title": title or TITLES.get(status, UNEXPECTED),
    }
    if detail:
        body["detail"] = detail
    return JSONResponse(body, status, headers=dict(headers or {}), media_type="application/problem+json")


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of the app a problem document; validation errors name fields, never values."""

    @app.exception_handler(Problem)
    async def _ours(_: Request, error: Problem) -> JSONResponse:
        return problem(error.status, error.detail, error.headers, error.title)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        places = {".".join(map(str, item["loc"])): item["type"] for item in error.errors()}
        return problem(422, "; ".join(f"{place}: {kind}" for place, kind in places.items()))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, headers=error.headers)

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, error: Exception) -> JSONResponse:
        return problem(500, type(error).__name__)
