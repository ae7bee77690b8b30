"""How every HTTP answer looks: JSON, one shape for errors, and headers that keep browsers careful."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from rooms.errors import Refusal
from server.erasures import Erasures
from server.errors import Problem, error_json, problem_of, status_of
from server.finder import Finder
from server.school import School

SCHOOL = web.AppKey("school", School)
FINDER = web.AppKey("finder", Finder)
ERASURES = web.AppKey("erasures", Erasures)
GZIP_FROM = 1400  # bytes: what fits one packet gains nothing
# 'wasm-unsafe-eval' lets WebAssembly of our own be compiled (the person before a blurred background is found
# with it); it allows no eval of scripts.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:; font-src 'self' data:; worker-src 'self' blob:; manifest-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # addresses hold tickets
    "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}

log = structlog.get_logger("http")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def school_of(request: web.Request) -> School:
    """The school that a request is about."""
    return request.app[SCHOOL]


def finder_of(request: web.Request) -> Finder:
    """What finds words in classes."""
    return request.app[FINDER]


def erasures_of(request: web.Request) -> Erasures:
    """Who erases people."""
    return request.app[ERASURES]


def answer(body: dict[str, Any], status: int = 200) -> web.Response:
    """A JSON answer, compressed where that pays."""
    encoded = msgspec.json.encode(body)
    response = web.Response(
        body=encoded, status=status, content_type="application/json", zlib_executor_size=64 * 1024
    )
    response.headers["Cache-Control"] = "no-store"
    if len(encoded) > GZIP_FROM:
        response.enable_compression()
    return response


def refused(error: Problem | Refusal) -> web.Response:
    """An error as an answer."""
    return answer(error_json(error), status_of(error))


def passed_on(reply: dict[str, Any]) -> web.Response:
    """The answer of a class as an HTTP answer."""
    if reply["ok"]:
        return answer(reply)
    return answer(reply, status_of_code(reply["error"]))


def status_of_code(error: dict[str, Any]) -> int:
    """The HTTP status of an error that came as JSON."""
    for kind in (Refusal, Problem):
        try:
            return status_of(kind(error["code"]))
        except KeyError:
            continue
    return 400 if error["fault"] == "you" else 500


async def body_of(request: web.Request) -> dict[str, Any]:
    """The JSON object that a request carries."""
    try:
        body = msgspec.json.decode(await request.read())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("bad_request", "the body is not JSON.") from error
    if not isinstance(body, dict):
        raise Problem("bad_request", "the body is not a JSON object.")
    return body


@web.middleware
async def careful(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors into answers, count them, and log without addresses that hold tickets."""
    started = time.perf_counter()
    try:
        response = await handler(request)
    except (Problem, Refusal) as refusal:
        response = refused(refusal)
    except web.HTTPRequestEntityTooLarge:
        response = refused(Problem("too_large", "this request has a limit of 256 kB."))
    except web.HTTPMethodNotAllowed:
        response = refused(Problem("wrong_method"))
    except web.HTTPNotFound:
        response = refused(Problem("no_such_file"))
    except web.HTTPException as other:
        if other.status >= 400:
            raise
        response = other
    except ConnectionError:
        log.info("whoever asked went away", method=request.method, route=route_of(request))
        return web.Response(status=400)  # to nobody
    except Exception as error:
        log.exception("a request failed", method=request.method, route=route_of(request))
        response = refused(problem_of(error))
    school_of(request).metrics.requests.labels(str(response.status)).inc()
    if response.status >= 500:
        log.error(
            "answered with an error", method=request.method, route=route_of(request), status=response.status
        )
    else:
        took = round((time.perf_counter() - started) * 1000, 1)
        log.debug("answered", method=request.method, route=route_of(request), status=response.status, ms=took)
    return response


class OurFault(logging.Filter):
    """Leaves out what aiohttp tells, with a whole traceback, of what is no HTTP: anybody may send that all day long."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is to be logged."""
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


logging.getLogger("aiohttp.server").addFilter(OurFault())


def route_of(request: web.Request) -> str:
    """The pattern of the address, such as /join/{ticket}: tickets are keys and belong in no log."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "?"


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """The careful headers on every answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "Amphi"  # and not which version of what
    # Not with a certificate of our own: the promise would count for everything else on localhost too.
    if request.secure and not school_of(request).settings.tls:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
