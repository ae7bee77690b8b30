"""The API's own description, made of the table of routes: as OpenAPI, and as a page without any script."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from aiohttp import web

from server.http.answers import answer
from server.problems import PROBLEMS

if TYPE_CHECKING:
    from server.http.routes import Route

TABLE = web.AppKey("routes", tuple)
PLACE = re.compile(r"\{(\w+)(?::([^}]*))?\}")


def described(routes: tuple[Route, ...]) -> dict[str, Any]:
    """The API as an OpenAPI 3.1 document."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(PLACE.sub(r"{\1}", route.path), {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Amphi", "version": "1", "description": "Live classes and their recordings."},
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "AMPHI_API_TOKEN, or the token that join gave",
                },
                "session": {"type": "apiKey", "in": "cookie", "name": "amphi_session"},
                "ticket": {"type": "apiKey", "in": "query", "name": "ticket"},
            },
            "schemas": {"Error": _error_schema()},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    names = [(match[1], "path", match[2]) for match in PLACE.finditer(route.path)]
    names += [(name, "query", None) for name in route.query]
    operation: dict[str, Any] = {
        "summary": route.summary,
        "description": f"For {route.who}.",
        "parameters": [
            {
                "name": name,
                "in": where,
                "required": where == "path",
                "schema": {"type": "string", **({"enum": choices.split("|")} if choices else {})},
            }
            for name, where, choices in names
        ],
        "responses": {
            "200": {"description": "It worked."},
            "default": {
                "description": "It did not.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
            },
        },
    }
    if route.who != "anyone":
        operation["security"] = [{"bearer": []}, {"session": []}, {"ticket": []}]
    if route.body:
        kind = "multipart/form-data" if "file" in route.body else "application/json"
        operation["requestBody"] = {"required": True, "content": {kind: {"schema": _body_schema(route.body)}}}
    return operation


def _body_schema(fields: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.rstrip("?"): {} for field in fields},
        "required": [field for field in fields if not field.endswith("?")],
    }


def _error_schema() -> dict[str, Any]:
    told = {"code": {"type": "string"}, "fault": {"enum": ["you", "rule", "server"]}}
    gaps = {"detail": {"type": "string"}, "limit": {"type": "integer"}}
    return {
        "type": "object",
        "properties": {
            "ok": {"const": False},
            "error": {
                "type": "object",
                "properties": {**told, "message": {"type": "string"}, "next": {"type": "string"}, **gaps},
            },
        },
    }


async def document(request: web.Request) -> web.Response:
    """GET openapi.json: this API as OpenAPI 3.1."""
    return answer(described(request.app[TABLE]))


async def docs(request: web.Request) -> web.Response:
    """GET docs: this API as a page."""
    rows = "".join(_row(route) for route in request.app[TABLE])
    codes = "".join(
        f"<tr><td><code>{code}</code><td>{status}<td>{html.escape(fault)}<td>{html.escape(message)}"
        for code, (status, fault, message, _) in PROBLEMS.items()
    )
    page = f"""<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Amphi API</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
color: #14181d; background: #fff }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ text-align: left; padding: .4rem .6rem;
border-bottom: 1px solid #d5dae1; vertical-align: top }}
@media (prefers-color-scheme: dark) {{ body {{ color: #f1f4f7; background: #0f1216 }} a {{ color: #7db0ff }} }}
</style><h1>Amphi API</h1><p>The same as <a href="/api/v1/openapi.json">openapi.json</a>. Send
<code>Authorization: Bearer TOKEN</code>; the live connection is described in docs/protocol.md.</p>
<table><thead><tr><th>Address<th>What it does<th>Who may</thead>{rows}</table>
<h2>Errors</h2><p>Every error is <code>{{"ok": false, "error": {{code, fault, message, next}}}}</code>.</p>
<table><thead><tr><th>Code<th>Status<th>Fault<th>Meaning</thead>{codes}</table></html>"""
    return web.Response(text=page, content_type="text/html")


def _row(route: Route) -> str:
    address = html.escape(route.method + " " + PLACE.sub(r"{\1}", route.path))
    return f"<tr><td><code>{address}</code><td>{html.escape(route.summary)}<td>{html.escape(route.who)}"
