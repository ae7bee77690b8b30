"""The settings of one server: command line, then AMPHI_* in the environment, then amphi.toml, then these defaults."""

import ipaddress
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from server.addresses import Network, is_reachable, own_addresses
from server.mail import check_url, is_address
from server.turn import Relay
from transcription.settings import SpeechSettings

CONFIG_FILES = (Path("amphi.toml"),)
ANYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 (a classroom is for others; --host narrows it)
TCP_AFTER = 1000  # the pages have the TCP port of media's own number: media over TCP is so much further on
MOST_TOLD = 6  # addresses; every one costs each client a try
MOST_RELAYS = 4  # URLs; Firefox finds five too many


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
    media_tcp_port: int = Field(
        0, ge=0, le=65535, description="TCP port of media; 0 = as UDP, or 1000 more where the pages have that"
    )
    media_ways: Annotated[list[Literal["udp", "tcp"]], NoDecode] = Field(
        ["udp", "tcp"], min_length=1, description="Ways of media that browsers are told: udp, tcp"
    )
    host: str = Field("", description="Address to listen at; empty = every interface")
    media_host: str = Field("", description="Address media listens at; empty = as `host`")
    announce: Annotated[list[str], NoDecode] = Field(
        default_factory=list, description="Addresses browsers reach media at; empty = this machine's own"
    )
    turn_urls: Annotated[list[str], NoDecode] = Field(
        default_factory=list,
        max_length=MOST_RELAYS,
        description="TURN relay: turn:relay.example.org:3478, ...",
    )
    turn_secret: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        description="The relay's static-auth-secret; needed with `turn_urls`",
    )
    turn_seconds: float = Field(6 * 3600.0, ge=60, description="How long a person's key to the relay works")
    public_url: str = Field(
        "", description="Where people find this server, such as https://class.example.org"
    )
    proxies: Annotated[list[str], NoDecode] = Field(
        default_factory=list,
        description="Reverse proxies elsewhere whose X-Forwarded-For is believed: addresses, networks",
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
    deck_megabytes: int = Field(100, ge=1, description="Largest file of slides accepted")
    deck_pages: int = Field(300, ge=1, description="Most pages of slides")
    libreoffice: str = Field(
        "soffice", description="Program that turns office files into slides; empty = PDF and pictures only"
    )
    libreoffice_seconds: float = Field(180.0, ge=1, description="How long LibreOffice may take for one file")
    file_megabytes: int = Field(100, ge=1, description="Largest file or film accepted")
    class_files_megabytes: int = Field(2000, ge=1, description="Most of all files and films of one class")
    import_megabytes: int = Field(
        8000, ge=1, description="Largest recording that can be brought from elsewhere"
    )
    download_processes: int = Field(
        1, ge=0, le=16, description="Processes that make MP4 and M4A of classes; 0 = none are made"
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Mail server for reminders and news: smtp://user:password@host:587 or smtps://; empty = no mail",
    )
    mail_from: str = Field(
        "", validate_default=True, description="Sender of that mail; needed with `smtp_url`"
    )
    transcription: str = Field("default", description="off, default, or faster-whisper:NAME_OR_FOLDER")
    transcription_language: str = Field("en", description="Language spoken in class, or auto")
    language_model_url: str = Field(
        "",
        description="OpenAI-compatible endpoint that may write summaries and translate when teachers ask; empty = none",
    )
    language_model: str = Field(
        "", validate_default=True, description="Name of the model there; needed with the endpoint"
    )
    language_model_key: SecretStr = Field(
        SecretStr(""), description="The endpoint's key, sent to nobody else; empty = it wants none"
    )
    language_model_seconds: float = Field(
        120.0, ge=1, le=3600, description="How long one answer of the language model may take"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level logged")
    log_json: bool = Field(False, description="One JSON object a line instead of coloured text")

    @field_validator("transcription")
    @classmethod
    def _is_engine(cls, value: str) -> str:
        SpeechSettings.parse(value)
        return value

    @field_validator("language_model_url")
    @classmethod
    def _is_endpoint(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(f"{value} is not an address such as http://localhost:11434/v1")
        return value.rstrip("/")

    @field_validator("language_model")
    @classmethod
    def _is_named(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("language_model_url") and not value.strip():
            raise ValueError("is needed with language_model_url: the name of the model there")
        return value

    @field_validator("announce", "media_ways", "turn_urls", "proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("announce")
    @classmethod
    def _are_addresses(cls, value: list[str]) -> list[str]:
        for address in value:
            try:
                ip = ipaddress.ip_address(address)
            except ValueError:
                raise ValueError(f"{address} is not an address such as 203.0.113.7 or 2001:db8::7") from None
            if not is_reachable(address) and not ip.is_loopback:
                raise ValueError(f"{address} cannot be reached from other machines")
        return value

    @field_validator("proxies")
    @classmethod
    def _are_networks(cls, value: list[str]) -> list[str]:
        for network in value:
            try:
                ipaddress.ip_network(network)
            except ValueError:
                raise ValueError(f"{network} is not an address or network such as 10.0.0.0/24") from None
        return value

    @field_validator("turn_urls")
    @classmethod
    def _are_relays(cls, value: list[str]) -> list[str]:
        for url in value:
            if not url.startswith(("turn:", "turns:")) or "//" in url:
                raise ValueError(f"{url} is not a relay such as turn:relay.example.org:3478")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_server(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            check_url(value.get_secret_value())
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_sender(cls, value: str, info: ValidationInfo) -> str:
        wanted = info.data.get("smtp_url")
        if wanted is not None and wanted.get_secret_value() and not is_address(value):
            raise ValueError("is needed with smtp_url: an address such as class@example.org")
        return value

    @field_validator("turn_secret")
    @classmethod
    def _is_given(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("turn_urls") and not value.get_secret_value():
            raise ValueError("is needed with turn_urls: the static-auth-secret of the relay")
        return value

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

    @cached_property
    def trusted_proxies(self) -> tuple[Network, ...]:
        """Where proxies stand that tell truly where their visitors come from, besides this machine."""
        return tuple(ipaddress.ip_network(network) for network in self.proxies)

    @property
    def secure(self) -> bool:
        """True when the server itself speaks TLS."""
        return self.tls or self.tls_cert is not None

    @property
    def address(self) -> str:
        """The server's own URL, without a slash at the end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        name = "localhost" if self.host in (*ANYWHERE, "127.0.0.1") else self.host
        return f"{'https' if self.secure else 'http'}://{name}:{self.port}"

    @property
    def udp_port(self) -> int:
        """UDP port of media."""
        return self.media_port or self.port

    @property
    def tcp_port(self) -> int | None:
        """TCP port of media; None when browsers are not told of one."""
        if "tcp" not in self.media_ways:
            return None
        if self.media_tcp_port:
            return self.media_tcp_port
        if self.udp_port != self.port:
            return self.udp_port
        return self.port + (TCP_AFTER if self.port + TCP_AFTER <= 65535 else -TCP_AFTER)

    def media_addresses(self) -> list[str]:
        """The addresses told to browsers; Firefox refuses 127.0.0.1, so an interface's address comes first."""
        if self.announce:
            return list(self.announce)
        host = self.media_host or self.host
        if host not in (*ANYWHERE, "127.0.0.1", "localhost"):
            return [host]
        own = [ip for ip in own_addresses() if host in ("", "::") or ":" not in ip]
        return own[:MOST_TOLD] or ["127.0.0.1"]

    @property
    def relay(self) -> Relay:
        """The TURN relay for people whose network lets nothing else through."""
        return Relay(tuple(self.turn_urls), self.turn_secret.get_secret_value(), self.turn_seconds)
