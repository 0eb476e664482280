"""How much one sender may ask."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.limits import BodyLimit, RateLimit
from api.problems import Problem


class Clock:
    """Time that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_window_slides() -> None:
    clock = Clock()
    limit = RateLimit(2, clock)
    limit.check("a")
    clock.now = 30
    limit.check("a")
    with pytest.raises(Problem) as refused:
        limit.check("a")
    assert refused.value.status == 429
    assert refused.value.headers == {"Retry-After": "31"}
    clock.now = 60.5
    limit.check("a")


def test_addresses_do_not_share_a_limit() -> None:
    limit = RateLimit(1, Clock())
    limit.check("a")
    limit.check("b")


def test_zero_means_no_limit() -> None:
    limit = RateLimit(0, Clock())
    for _ in range(1000):
        limit.check("a")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_large_body_is_refused_also_when_its_length_is_not_announced(chunked: bool) -> None:
    async def echo(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    app = BodyLimit(Starlette(routes=[Route("/", echo, methods=["POST"])]), limit=1000)
    client = TestClient(app)
    for size, status in ((1000, 200), (1001, 413)):
        body = b"a" * size
        content = (body[i : i + 300] for i in range(0, size, 300)) if chunked else body
        assert client.post("/", content=content).status_code == status
