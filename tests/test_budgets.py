"""Size budgets: a file is at most 300 lines, a function at most 40; whoever needs more says why, here."""

from tests.harness.source import LAYERS, ROOT, functions, name_of, python_files, web_files

FILE_LINES = 300
FUNCTION_LINES = 40

# "file" -> (lines allowed, reason)
LONG_FILES: dict[str, tuple[int, str]] = {
    "dev.py": (480, "the first command on a bare machine must not need a second file"),
}
# "file:function" -> (lines allowed, reason)
LONG_FUNCTIONS: dict[str, tuple[int, str]] = {}

CODE = [*python_files(*LAYERS), *python_files("tests/harness")]


def test_files_fit_their_budget():
    long = []
    for file in [*CODE, *web_files(), ROOT / "dev.py"]:
        lines = len(file.read_text().splitlines())
        if lines > LONG_FILES.get(name_of(file), (FILE_LINES, ""))[0]:
            long.append(f"{name_of(file)}: {lines} lines")
    assert not long


def test_functions_fit_their_budget():
    long = []
    for file in CODE:
        for function, lines in functions(file):
            if lines > LONG_FUNCTIONS.get(f"{name_of(file)}:{function}", (FUNCTION_LINES, ""))[0]:
                long.append(f"{name_of(file)}:{function}: {lines} lines")
    assert not long


def test_every_exception_gives_its_reason():
    exceptions = {**LONG_FILES, **LONG_FUNCTIONS}
    assert all(len(reason.split()) >= 4 for _, reason in exceptions.values())
