"""A run that is killed leaves no workers behind, and is taken up to the byte."""

import os
import signal
import subprocess
import sys
import time

import pytest

from sayso.records import Page
from sayso.run.local import code_pages, make_header
from sayso.run.output import Output
from sayso.settings import load_settings
from sayso.testing import make_fake_steps

SETTINGS = {"min_chars": 5, "batch_size": 2}

SCRIPT = """
import multiprocessing, signal, sys, threading, time
from pathlib import Path
from sayso.records import Page
from sayso.run.local import code_pages, make_header
from sayso.run.output import Output
from sayso.settings import load_settings
from sayso.testing import make_fake_steps

def say(counts):
    if counts.pages:
        print(counts.pages, *(p.pid for p in multiprocessing.active_children()), flush=True)
        if counts.pages >= 4:
            time.sleep(5)  # the signal comes here, however slow the machine

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background has it ignored
    settings = load_settings(arguments={"min_chars": 5, "batch_size": 2, "workers": int(sys.argv[2])})
    pages = [Page(content=f"report {i}: an attack #wait".encode(), source=f"{i}.txt") for i in range(16)]
    sink = Output(Path(sys.argv[1]), make_header(settings))
    try:
        code_pages(pages, sink, settings=settings, make_steps=make_fake_steps, on_progress=say)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        sink.close()
"""


def make_pages():
    return [Page(content=f"report {i}: an attack #wait".encode(), source=f"{i}.txt") for i in range(16)]


def code(out, workers=1):
    settings = load_settings(arguments={**SETTINGS, "workers": workers})
    sink = Output(out, make_header(settings))
    code_pages(make_pages(), sink, settings=settings, make_steps=make_fake_steps)
    sink.finish()
    sink.close()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("kind", "workers"), [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGINT, 2)])
def test_a_killed_run_leaves_no_workers_and_is_taken_up(tmp_path, kind, workers):
    script, out = tmp_path / "run.py", tmp_path / "o.jsonl"
    script.write_text(SCRIPT)
    code(tmp_path / "whole.jsonl")
    with subprocess.Popen(
        [sys.executable, script, out, str(workers)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        pids = []
        while run.poll() is None:
            done, *pids = map(int, run.stdout.readline().split())
            if done >= 4:
                run.send_signal(kind)
                break
        errors = run.stderr.read()
    assert run.returncode == (130 if kind == signal.SIGINT else -kind)
    assert "Traceback" not in errors
    assert not out.exists()
    assert (tmp_path / "o.jsonl.part").stat().st_size > 0
    assert len(pids) == (workers if workers > 1 else 0)

    code(out, workers=2)

    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    deadline = time.monotonic() + 5
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_alive, pids))
