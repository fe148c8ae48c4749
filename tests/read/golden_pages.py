"""The golden pages of the read stage: each HTML page beside the JSON that it must give. `make golden` rewrites them."""

import dataclasses
import json
from pathlib import Path

from sayso.read import read_page
from sayso.records import Page, Rejected

PAGES = Path(__file__).parent / "pages"


def names():
    return sorted(path.stem for path in PAGES.glob("*.html"))


def read(name):
    path = PAGES / f"{name}.html"
    return read_page(Page(content=path.read_bytes(), source=path.name, media_type="text/html"))


def to_json(result):
    kind = "rejected" if isinstance(result, Rejected) else "report"
    return json.dumps({kind: dataclasses.asdict(result)}, ensure_ascii=False, indent=1) + "\n"


def rewrite():
    for name in names():
        (PAGES / f"{name}.json").write_text(to_json(read(name)), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
