"""The settings of one server: command line, then AMPHI_* in the environment, then amphi.toml, then these defaults."""

import socket
from pathlib import Path
from typing import Annotated, Any, Literal

import ifaddr
from pydantic import Field, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from transcription.settings import SpeechSettings

CONFIG_FILES = (Path("amphi.toml"),)


class Settings(BaseSettings):
    """Everything that can be set; each field is AMPHI_<NAME> in the environment and <name> in amphi.toml."""

    model_config = SettingsConfigDict(
        env_prefix="AMPHI_", toml_file=CONFIG_FILES, extra="ignore", frozen=True
    )

    port: int = Field(8080, ge=1, le=65535, description="TCP port of pages and API, and UDP port of media")
    media_port: int = Field(0, ge=0, le=65535, description="UDP port of media; 0 = the same number as `port`")
    media_processes: int = Field(
        1, ge=1, le=64, description="Processes that forward media; each next one has the next UDP port"
    )
    host: str = Field("", description="Address to listen at; empty = every interface")
    announce: Annotated[list[str], NoDecode] = Field(
        default_factory=list, description="Addresses browsers reach media at; empty = this machine's own"
    )
    public_url: str = Field(
        "", description="Where people find this server, such as https://class.example.org"
    )
    data: Path = Field(Path("data"), description="Folder of the database, recordings, slides and the secret")
    web: Path = Field(
        Path(__file__).parent.parent / "web" / "dist", description="Folder of the built web client"
    )
    tls: bool = Field(False, description="Serve https with a certificate made for this machine")
    tls_cert: Path | None = Field(None, description="Certificate chain (PEM); turns TLS on")
    tls_key: Path | None = Field(None, description="Key of the certificate (PEM)")
    database_url: str = Field(
        "", description="postgresql://user:password@host/name; empty = SQLite in `data`"
    )
    redis_url: str = Field("", description="redis://host:6379/0 when several processes share classes")
    node: str = Field(
        "", description="Name of this process among those that share Redis; empty = made at start"
    )
    lease_seconds: float = Field(
        8.0, gt=0.5, description="How long a silent process keeps the classes it leads"
    )
    api_token: str = Field("", description="Bearer token for the HTTP API; empty = no API token")
    ticket_days: float = Field(180.0, gt=0, description="How long class links work")
    seat_seconds: float = Field(60.0, ge=0, description="How long a lost connection keeps its seat in class")
    idle_seconds: float = Field(
        300.0, gt=0, description="How long a class without connections stays in memory"
    )
    deck_megabytes: int = Field(100, ge=1, description="Largest PDF accepted")
    deck_pages: int = Field(300, ge=1, description="Most pages of a PDF")
    transcription: str = Field("default", description="off, default, or faster-whisper:NAME_OR_FOLDER")
    transcription_language: str = Field("en", description="Language spoken in class, or auto")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level logged")
    log_json: bool = Field(False, description="One JSON object a line instead of coloured text")

    @field_validator("transcription")
    @classmethod
    def _is_engine(cls, value: str) -> str:
        SpeechSettings.parse(value)
        return value

    @field_validator("announce", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (pydantic calls by name)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line first, then environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def secure(self) -> bool:
        """True when the server itself speaks TLS."""
        return self.tls or self.tls_cert is not None

    @property
    def address(self) -> str:
        """The server's own URL, without a slash at the end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        name = "localhost" if self.host in ("", "0.0.0.0", "::", "127.0.0.1") else self.host  # noqa: S104
        return f"{'https' if self.secure else 'http'}://{name}:{self.port}"

    @property
    def udp_port(self) -> int:
        """UDP port of media."""
        return self.media_port or self.port

    def media_addresses(self) -> list[str]:
        """The addresses told to browsers; Firefox refuses 127.0.0.1, so an interface's address comes first."""
        if self.announce:
            return list(self.announce)
        if self.host not in ("", "0.0.0.0", "::", "127.0.0.1", "localhost"):  # noqa: S104
            return [self.host]
        own = [
            ip.ip
            for adapter in ifaddr.get_adapters()
            for ip in adapter.ips
            if isinstance(ip.ip, str) and not ip.ip.startswith(("127.", "169.254."))
        ]
        return sorted(own, key=lambda ip: ip != _outgoing())[:4] or ["127.0.0.1"]


def _outgoing() -> str:
    """The address of the interface that leads outside (no packet is sent by connecting a UDP socket)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""
