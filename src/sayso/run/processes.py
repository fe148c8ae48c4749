"""Worker processes: batches go out, results come back in input order.

Each worker is started afresh (spawn) and has one pipe to this process. It ends when the pipe closes, so none outlives a
runner that was killed. A worker that dies (of memory, of a crash in a library) costs the page that killed it, not the run.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from sayso.errors import ModelError, SaysoError
from sayso.flow import Steps
from sayso.records import Page, Rejected
from sayso.run.plan import Batch
from sayso.run.worker import Declined, Result, code_batch, make_failed
from sayso.settings import Settings

MakeSteps = Callable[[Settings], Steps]
_Pages = tuple[Page | Rejected, ...]

_AHEAD = 4  # batches a worker that are out or wait for an earlier one: enough to bridge a slow batch


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    batch: Batch | None = None  # None: idle
    ready: bool = False  # has made its steps


@dataclass(slots=True)
class _Pool:
    settings: Settings
    make_steps: MakeSteps
    workers: list[_Worker] = field(default_factory=list)

    def start(self) -> _Worker:
        """Start one more worker."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.settings, self.make_steps), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def stop(self, worker: _Worker) -> None:
        """End a worker, whatever it is doing."""
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.terminate()
        worker.process.join(timeout=5)

    def close(self) -> None:
        """End all workers."""
        for worker in list(self.workers):
            self.stop(worker)


def iter_results(
    batches: Iterable[Batch], *, settings: Settings, make_steps: MakeSteps, workers: int
) -> Iterator[tuple[Batch, tuple[Result, ...]]]:
    """Code batches in worker processes.

    Args:
        batches: Numbered from 0; read as workers come free, a few ahead.
        settings: Handed to `make_steps` in each worker.
        make_steps: A function of some module, so that a worker can import it.
        workers: Processes, at least 1.

    Returns:
        Each batch with its results, in the order of the batches.

    Raises:
        SaysoError: A worker cannot make its steps.
    """
    pool = _Pool(settings, make_steps)
    source, next_out = iter(batches), 0
    done: dict[int, tuple[Batch, tuple[Result, ...]]] = {}
    exhausted = False
    try:
        while True:
            while not exhausted and len(done) + _busy(pool) < workers * _AHEAD:
                worker = _idle(pool, workers)
                if worker is None:
                    break
                batch = next(source, None)
                if batch is None:
                    exhausted = True
                else:
                    _send(pool, worker, batch)
            while next_out in done:
                yield done.pop(next_out)
                next_out += 1
            if _busy(pool):
                done.update((batch.number, (batch, results)) for batch, results in _receive(pool))
            elif exhausted and not done:
                return
    finally:
        pool.close()


def _busy(pool: _Pool) -> int:
    return sum(w.batch is not None for w in pool.workers)


def _idle(pool: _Pool, workers: int) -> _Worker | None:
    for worker in pool.workers:
        if worker.batch is None:
            return worker
    return pool.start() if len(pool.workers) < workers else None


def _send(pool: _Pool, worker: _Worker, batch: Batch) -> None:
    worker.batch = batch
    with contextlib.suppress(OSError):  # it died while idle: `_receive` finds its pipe closed
        worker.pipe.send(batch.pages)


def _receive(pool: _Pool) -> Iterator[tuple[Batch, tuple[Result, ...]]]:
    """Wait for at least one busy worker, and yield what is ready."""
    busy = [w for w in pool.workers if w.batch is not None]
    ready = connection.wait([w.pipe for w in busy])
    for worker in busy:
        if worker.pipe not in ready or worker.batch is None:
            continue
        if not worker.ready:
            _await_steps(worker)
            continue
        results = _answer(worker)
        if results is None:
            pool.stop(worker)
            results = _rescue(pool, worker.batch.pages)
        yield worker.batch, results
        worker.batch = None


def _await_steps(worker: _Worker) -> None:
    """Take in a worker's first word: its steps are made.

    Raises:
        ModelError: The worker died over it.
    """
    if _answer(worker) is None:
        raise ModelError("a worker process died while it was loading its models; try fewer --workers")
    worker.ready = True


def _answer(worker: _Worker) -> tuple[Result, ...] | None:
    """Return a worker's answer; `None`: it died."""
    try:
        answer = worker.pipe.recv()
    except (EOFError, OSError):
        return None
    if isinstance(answer, SaysoError):
        raise answer
    return tuple(answer)


def _rescue(pool: _Pool, pages: _Pages) -> tuple[Result, ...]:
    """Code one by one the pages of a batch on which a worker died; the page on which it dies again has failed."""
    results: list[Result] = []
    for page in pages:
        worker = next((w for w in pool.workers if w.batch is None), None) or pool.start()
        _send(pool, worker, Batch(-1, (page,)))
        if not worker.ready:
            _await_steps(worker)
        answer = _answer(worker)
        if answer is None:
            pool.stop(worker)
            answer = (_make_dead(page),)
        worker.batch = None
        results.extend(answer)
    return tuple(results)


def _make_dead(page: Page | Rejected) -> Declined:
    return make_failed(page, "the worker process died on this page (out of memory, or a crash in a library)")


def _serve(pipe: Connection, settings: Settings, make_steps: MakeSteps) -> None:
    """Be a worker: answer batches until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the runner ends the workers
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # as many threads as workers, not more
    logging.getLogger().addHandler(logging.NullHandler())
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            steps = make_steps(settings)
            pipe.send(())
            while True:
                pipe.send(code_batch(pipe.recv(), steps))
        except SaysoError as error:
            pipe.send(error)
