import importlib.util
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("golden_pages", Path(__file__).with_name("golden_pages.py"))
golden_pages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(golden_pages)


@pytest.mark.parametrize("name", golden_pages.names())
def test_a_golden_page_is_read_as_before(name):
    expected = (golden_pages.PAGES / f"{name}.json").read_text(encoding="utf-8")

    actual = golden_pages.to_json(golden_pages.read(name))

    assert actual == expected
