"""Rewrites the golden files of every stage: each `golden_*.py` beside the tests has a `rewrite()`. `make golden` runs this."""

import runpy
from pathlib import Path

if __name__ == "__main__":
    for script in sorted(Path(__file__).parent.rglob("golden_*.py")):
        runpy.run_path(str(script))["rewrite"]()
