"""`python -m api`: the service on http://127.0.0.1:8000 (PORT overrides)."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import time

import uvicorn
from pydantic import ValidationError

from api.app import create_app
from api.service import Service
from api.settings import Settings
from knowledge.errors import ContentError
from knowledge.search.ranking import UnknownModelError

log = logging.getLogger("leefstijlmoment")


def main() -> int:
    """Serve until Ctrl-C; 1 with one clear sentence when that cannot be."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs the addresses of calls
    try:
        settings = Settings()
    except ValidationError as error:
        print(f"A setting is wrong: {error}", file=sys.stderr)
        return 1
    if _taken(settings.host, settings.port):
        print(
            f"Port {settings.port} is in use: stop what runs there, or choose another one: PORT=8001 make run",
            file=sys.stderr,
        )
        return 1
    try:
        app = create_app(settings)
    except UnknownModelError as error:
        print(f"The embedding model cannot be used: {error}", file=sys.stderr)
        return 1
    except ContentError as error:
        print(f"The library is broken:\n{error}", file=sys.stderr)
        return 1
    # the access log is off: it would keep addresses and times of patients
    server = uvicorn.Server(uvicorn.Config(app, settings.host, settings.port, access_log=False, log_level="warning"))
    asyncio.run(_serve(server, app.state.service, settings))
    return 0


async def _serve(server: uvicorn.Server, service: Service, settings: Settings) -> None:
    """Serve, and say when the service is ready."""
    started = time.monotonic()

    async def announce() -> None:
        while not await service.bot.alive():
            await asyncio.sleep(0.5)
        log.info("ready on http://%s:%s after %.0f s", settings.host, settings.port, time.monotonic() - started)

    task = asyncio.create_task(announce())
    await server.serve()
    task.cancel()


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
