"""Everything that can be set from outside, typed; each is an environment variable `LEEFSTIJLMOMENT_<NAME>`."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, RedisDsn, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Settings of one api process.

    `bot_url` empty: the api starts Rasa itself and keeps it running; otherwise a Rasa that runs elsewhere is used.
    `actions_url`: where Rasa finds our actions; empty: in this process.
    `redis_url`: `redis://name:password@host:port/number`: Rasa keeps conversations and locks there; empty: in its memory.
    `counts`: "off" counts nothing; `counts_url`: `postgresql://name:password@host/database`, empty: SQLite in `build`;
    `counts_days`: how long counts are kept.
    `desk_token`: opens the editors' desk; or `oidc_*`: log-in with a provider, for the e-mail addresses or domains (with
    @ before them) in `oidc_allowed`, separated by commas. In production the desk is off when neither is set.
    `rate_per_minute`: messages a minute from one address; 0 switches the limit off (for measuring only).
    `bot_timeout`: seconds to wait for Rasa before answering from the library directly.
    """

    model_config = SettingsConfigDict(env_prefix="LEEFSTIJLMOMENT_", extra="ignore")

    environment: Literal["development", "production"] = "development"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PORT")
    content: Path = ROOT / "knowledge" / "content"
    organisations: Path = ROOT / "organisations"
    build: Path = ROOT / "build"
    embedding_model: str = ""
    bot_url: str = ""
    actions_url: str = ""
    bot_token: SecretStr = Field(default_factory=lambda: SecretStr(secrets.token_urlsafe(24)))
    redis_url: RedisDsn | None = None
    bot_python: Path = ROOT / "bot" / ".venv" / "bin" / "python"
    counts: Literal["on", "off"] = "on"
    counts_url: SecretStr = SecretStr("")
    counts_days: int = Field(default=730, ge=1)
    desk_token: SecretStr = SecretStr("")
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_allowed: str = ""
    bot_timeout: float = Field(default=4.0, gt=0)
    rate_per_minute: int = Field(default=40, ge=0)
    conversation_minutes: int = Field(default=60, ge=1)
    conversations_at_most: int = Field(default=20_000, ge=1)
    turns_per_tracker: int = Field(default=12, ge=2)

    @model_validator(mode="after")
    def _token_shared(self) -> Settings:
        if self.bot_url and "bot_token" not in self.model_fields_set:
            raise ValueError("LEEFSTIJLMOMENT_BOT_URL is set: give LEEFSTIJLMOMENT_BOT_TOKEN too, the same as Rasa's")
        return self
