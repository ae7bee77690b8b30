"""The pages: the built web client for every address that is not the API's."""

import mimetypes
from pathlib import Path

from aiohttp import web

from server.errors import Problem
from server.http.answers import SCHOOL, refused

NOT_BUILT = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Amphi</title>"
    "<h1>The web client is not built</h1><p>Run <code>python3 dev.py run</code>, which builds it.</p>"
)
FOR_EVER = "public, max-age=31536000, immutable"
# What opens the pages without a network, and what is kept for that: asked for anew each time.
WORKER, NEVER_OLD = "service-worker.js", ("service-worker.js", "offline.json", "amphi.webmanifest")
KINDS = {".webmanifest": "application/manifest+json"}  # not every system's table has it


async def page(request: web.Request) -> web.StreamResponse:
    """GET anything else: a file of the web client, or its first page, which reads the address itself."""
    path = request.match_info["path"]
    if path.startswith(("api/", "socket.io")):
        return refused(Problem("no_such_file"))
    root = request.app[SCHOOL].settings.web.resolve()
    try:
        asked = (root / path).resolve()
        there = path != "" and asked.is_file() and asked.is_relative_to(root)
    except (ValueError, OSError):  # a NUL, or longer than a file's name can be
        return refused(Problem("no_such_file"))
    if there:
        caching = FOR_EVER if path.startswith("assets/") else "public, max-age=300"
        response = _file(request, asked, "no-cache" if path in NEVER_OLD else caching)
        if path == WORKER:
            response.headers["Service-Worker-Allowed"] = "/"
        return response
    if path.startswith("assets/"):
        return refused(Problem("no_such_file"))
    first = root / "index.html"
    if not first.is_file():
        return web.Response(text=NOT_BUILT, content_type="text/html", status=503)
    return _file(request, first, "no-cache")


def _file(request: web.Request, path: Path, caching: str) -> web.StreamResponse:
    """A file; where the build left a compressed copy beside it, FileResponse sends that by itself."""
    kind = KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith(("javascript", "json")):
        kind += "; charset=utf-8"
    response = web.FileResponse(path, headers={"Content-Type": kind, "Cache-Control": caching})
    if kind.startswith("text/") or "javascript" in kind or "svg" in kind or "wasm" in kind:
        _compress(request, response, path)
    return response


def _compress(request: web.Request, response: web.FileResponse, path: Path) -> None:
    ready = path.with_name(path.name + ".gz").exists() or path.with_name(path.name + ".br").exists()
    if not ready and "Range" not in request.headers:
        response.enable_compression()
