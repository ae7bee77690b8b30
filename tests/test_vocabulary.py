"""The house's way with words: one name per concept everywhere, modules that introduce themselves, nothing half done."""

import ast
import re

from tests.harness.source import LAYERS, ROOT, name_of, python_files, tree_of, web_files
from tests.test_layers import CONCEPTS

CODE = python_files(*LAYERS)
EVERYTHING = [*CODE, *python_files("tests"), *web_files(), ROOT / "dev.py"]
# Taken apart here, so that this file does not find itself.
UNFINISHED = re.compile(
    r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "lorem " + "ipsum"]) + r")\b"
)
FOREIGN = re.compile("/wo" + r"rk/|/ro" + r"ot/|find-" + "links|--extra-" + "index")
EMPTY_NAMES = re.compile(r"(Manager|Helper|Utils?|Base|Impl)$")
EMPTY_FILES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}


def lines_with(pattern):
    return [
        f"{name_of(file)}:{number}: {line.strip()}"
        for file in EVERYTHING
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if pattern.search(line)
    ]


def test_every_concept_of_the_class_has_tests_of_its_name():
    missing = [
        name for name in sorted(CONCEPTS) if not (ROOT / "tests" / "rooms" / f"test_{name}.py").is_file()
    ]
    assert not missing


def test_every_concept_of_the_class_is_a_file_of_its_name():
    assert not [name for name in sorted(CONCEPTS) if not (ROOT / "rooms" / f"{name}.py").is_file()]


def test_modules_introduce_themselves():
    silent = [
        name_of(file)
        for file in CODE
        if file.read_text().strip() and ast.get_docstring(tree_of(file)) is None
    ]
    assert not silent


def test_nothing_is_marked_as_unfinished():
    assert not lines_with(UNFINISHED)


def test_nothing_names_a_folder_of_one_machine():
    assert not lines_with(FOREIGN)


def test_names_say_what_a_thing_is():
    empty = [name_of(file) for file in CODE if file.stem in EMPTY_FILES]
    for file in CODE:
        classes = (node.name for node in ast.walk(tree_of(file)) if isinstance(node, ast.ClassDef))
        empty += [f"{name_of(file)}: {name}" for name in classes if EMPTY_NAMES.search(name)]
    assert not empty


def test_no_module_keeps_state_in_global_statements():
    wrong = [
        f"{name_of(file)}:{node.lineno}"
        for file in CODE
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Global)
    ]
    assert not wrong


def test_tests_are_named_by_sentences():
    short = []
    for file in python_files("tests"):
        for node in ast.walk(tree_of(file)):
            is_test = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
                "test_"
            )
            if is_test and node.name.count("_") < 3:
                short.append(f"{name_of(file)}: {node.name}")
    assert not short
