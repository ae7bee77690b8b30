"""The project's own source as the house rules see it: files, imports, functions."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("server", "transcription", "recording", "rooms")


def python_files(*folders: str) -> list[Path]:
    """Python files under folders of the project; generated migrations are left out."""
    found = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in found if "versions" not in file.parts and "__pycache__" not in file.parts)


def web_files() -> list[Path]:
    """Hand-written sources of the web client."""
    kinds = (".ts", ".tsx", ".css")
    found = (file for folder in ("src", "test", "scripts") for file in (ROOT / "web" / folder).rglob("*"))
    return sorted(file for file in found if file.suffix in kinds and file.name != "wire.ts")


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, as dotted names; `from rooms import chat` gives `rooms.chat`."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Name and length of each function; decorators and the docstring are not counted."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                text = node.body[0]
                length -= (text.end_lineno or text.lineno) - text.lineno + 1
            yield node.name, length
