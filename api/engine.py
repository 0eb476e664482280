"""Keeping Rasa running: its own process on a private port, started again when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from pathlib import Path

from api.bot import Bot
from api.settings import ROOT, Settings

log = logging.getLogger("leefstijlmoment.engine")
QUIET = {
    "LOG_LEVEL": "CRITICAL",  # Rasa's own log lines hold message text
    "LOG_LEVEL_LIBRARIES": "CRITICAL",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONWARNINGS": "ignore",
}


def free_port() -> int:
    """A port on the loopback interface that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Engine:
    """Starts Rasa, waits until it answers, and starts it again within a second after it ends."""

    def __init__(self, settings: Settings, bot: Bot, port: int, actions_url: str) -> None:
        self._settings, self._bot, self._port, self._actions_url = settings, bot, port, actions_url
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def process_id(self) -> int | None:
        """The process id of Rasa while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    def start(self) -> None:
        """Start and watch Rasa in the background."""
        self._task = asyncio.create_task(self._watch(), name="rasa")

    async def stop(self) -> None:
        """End Rasa and the watch over it."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._end()

    async def _watch(self) -> None:
        while True:
            self._process = await asyncio.create_subprocess_exec(
                *self._command(),
                cwd=ROOT,
                env=self._environment(),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )
            self._bot.generation += 1
            code = await self._process.wait()
            log.error("Rasa ended with code %s; starting it again", code)
            await asyncio.sleep(1)

    async def _end(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        os.killpg(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 5)
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    def _command(self) -> list[str]:
        model: Path = self._settings.build / "models" / "leefstijlmoment.tar.gz"
        token = self._settings.bot_token.get_secret_value()
        return [
            str(self._settings.bot_python), "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(self._port),
            "--model", str(model), "--enable-api", "--auth-token", token, "--credentials", "bot/credentials.yml",
            "--endpoints", f"bot/endpoints{'-redis' if self._settings.redis_url else ''}.yml",
        ]  # fmt: skip

    def _environment(self) -> dict[str, str]:
        token = self._settings.bot_token.get_secret_value()
        own = {
            "LEEFSTIJLMOMENT_BOT_TOKEN": token,
            "LEEFSTIJLMOMENT_ACTIONS_URL": self._actions_url,
            "PYTHONPATH": str(ROOT),
            "SANIC_WORKERS": "1",
        }
        return {**os.environ, **QUIET, **own, **self._redis()}

    def _redis(self) -> dict[str, str]:
        """What `bot/endpoints-redis.yml` asks for."""
        url = self._settings.redis_url
        if url is None:
            return {}
        return {
            "LEEFSTIJLMOMENT_REDIS_HOST": url.host or "127.0.0.1",
            "LEEFSTIJLMOMENT_REDIS_PORT": str(url.port or 6379),
            "LEEFSTIJLMOMENT_REDIS_DB": (url.path or "/0").lstrip("/") or "0",
            "LEEFSTIJLMOMENT_REDIS_USERNAME": url.username or "",
            "LEEFSTIJLMOMENT_REDIS_PASSWORD": url.password or "",
            "LEEFSTIJLMOMENT_REDIS_SECONDS": str(self._settings.conversation_minutes * 60),
        }
