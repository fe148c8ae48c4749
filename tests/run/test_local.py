"""The runner, with fake steps: what goes in comes out, once, in order, however it is cut."""

import json
import random

import pytest

from sayso.errors import InputError, SettingsError
from sayso.records import Given, Page, Reason, Rejected
from sayso.run.local import code_pages, make_header
from sayso.run.output import Output
from sayso.settings import load_settings
from sayso.testing import make_fake_steps


def settings(**given):
    return load_settings(arguments={"min_chars": 5, "batch_size": 3, **given})


def make_pages(n, mark=""):
    return [Page(content=f"report {i}: an attack {mark}".encode(), source=f"{i}.txt") for i in range(n)]


def run(out, pages, *, restart=False, **given):
    chosen = settings(**given)
    sink = Output(out, make_header(chosen), restart=restart)
    try:
        counts = code_pages(pages, sink, settings=chosen, make_steps=make_fake_steps)
        sink.finish()
    finally:
        sink.close()
    return counts


class Stop(KeyboardInterrupt):
    """Ctrl-C, at a chosen page."""


def until(pages, n):
    yield from pages[:n]
    raise Stop


def ids(out):
    return [json.loads(line)["report"]["id"] for line in out.read_text().splitlines()]


def test_counts_add_up(tmp_path):
    pages = [
        *make_pages(5),
        Page(content=b"", source="empty"),
        Page(content=b"tiny", source="short"),
        Rejected(stage="fetch", reason=Reason.UNREADABLE, source="gone"),
        *make_pages(1),
        Page(content=b"an attack #raise", source="bug"),
    ]

    counts = run(tmp_path / "o.jsonl", pages)

    assert counts.pages == len(pages)
    assert counts.reports == 5
    assert counts.claims == 5
    assert counts.rejected == {"duplicate_id": 1, "empty": 1, "failed": 1, "too_short": 1, "unreadable": 1}


def test_nothing_but_the_file_is_left(tmp_path):
    run(tmp_path / "o.jsonl", make_pages(4))

    assert [p.name for p in tmp_path.iterdir()] == ["o.jsonl"]


@pytest.mark.parametrize(("workers", "batch_size"), [(1, 1), (1, 100), (2, 1), (2, 4)])
def test_the_bytes_do_not_depend_on_workers_or_batches(tmp_path, workers, batch_size):
    run(tmp_path / "a.jsonl", make_pages(20))

    run(tmp_path / "b.jsonl", make_pages(20), workers=workers, batch_size=batch_size)

    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_the_order_of_pages_changes_only_the_order_of_lines(tmp_path):
    pages = make_pages(20)
    run(tmp_path / "a.jsonl", pages)
    random.Random(1).shuffle(pages)

    run(tmp_path / "b.jsonl", pages)

    a, b = ((tmp_path / name).read_text().splitlines() for name in ("a.jsonl", "b.jsonl"))
    assert a != b
    assert sorted(a) == sorted(b)


def test_one_bad_page_costs_only_itself(tmp_path, caplog):
    pages = make_pages(6)
    pages[4] = Page(content=b"an attack #raise", source="bug")

    counts = run(tmp_path / "o.jsonl", pages, batch_size=6)

    assert counts.reports == 5
    assert "ValueError: this page raises" in caplog.text
    assert "bug" in caplog.text


def test_a_page_that_kills_its_worker_costs_only_itself(tmp_path):
    pages = make_pages(8)
    pages[4] = Page(content=b"an attack #die", source="killer")

    counts = run(tmp_path / "o.jsonl", pages, workers=2)

    assert counts.reports == 7
    assert counts.rejected == {"failed": 1}
    assert len(ids(tmp_path / "o.jsonl")) == 7


@pytest.mark.parametrize("stop", [1, 3, 4, 9])
def test_a_run_that_was_stopped_is_taken_up(tmp_path, stop):
    out, pages = tmp_path / "o.jsonl", make_pages(10)
    run(tmp_path / "whole.jsonl", pages)
    with pytest.raises(Stop):
        run(out, until(pages, stop))
    assert not out.exists()

    counts = run(out, pages)

    assert counts.reports == 10
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["o.jsonl", "whole.jsonl"]


def test_nothing_is_left_of_a_run_that_was_stopped_before_its_first_batch(tmp_path):
    with pytest.raises(Stop):
        run(tmp_path / "o.jsonl", until(make_pages(5), 2))

    assert list(tmp_path.iterdir()) == []


def test_a_torn_line_is_cut(tmp_path):
    out, pages = tmp_path / "o.jsonl", make_pages(10)
    run(tmp_path / "whole.jsonl", pages)
    with pytest.raises(Stop):
        run(out, until(pages, 7))
    with (tmp_path / "o.jsonl.part").open("ab") as part, (tmp_path / "o.jsonl.journal.part").open("ab") as journal:
        part.write(b'{"sayso":"1","rep')
        journal.write(b'{"pages":9,"si')

    run(out, pages)

    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_lines_that_the_journal_does_not_know_are_written_once(tmp_path):
    # killed after the lines were written and before their entry was
    out, pages = tmp_path / "o.jsonl", make_pages(10)
    with pytest.raises(Stop):
        run(out, until(pages, 7))
    with (tmp_path / "o.jsonl.part").open("ab") as part:
        part.write((tmp_path / "o.jsonl.part").read_bytes())

    run(out, pages)

    assert len(ids(out)) == len(set(ids(out))) == 10


def test_duplicates_of_what_an_earlier_run_wrote_are_known(tmp_path):
    out, pages = tmp_path / "o.jsonl", [*make_pages(6), *make_pages(6)]
    with pytest.raises(Stop):
        run(out, until(pages, 6))

    counts = run(out, pages)

    assert (counts.reports, counts.rejected) == (6, {"duplicate_id": 6})


def test_pages_that_were_rejected_are_not_counted_twice(tmp_path):
    out, pages = tmp_path / "o.jsonl", [Page(content=b"", source=str(i)) for i in range(7)]
    with pytest.raises(Stop):
        run(out, until(pages, 6))

    counts = run(out, pages)

    assert counts.pages == 7
    assert out.read_bytes() == b""


def test_a_changed_setting_is_refused(tmp_path):
    out, pages = tmp_path / "o.jsonl", make_pages(10)
    with pytest.raises(Stop):
        run(out, until(pages, 7))

    with pytest.raises(SettingsError, match=r"min_chars was 5, is now 6\); .* --restart"):
        run(out, pages, min_chars=6)

    assert run(out, pages, workers=2, batch_size=7).reports == 10  # the output does not depend on these


@pytest.mark.parametrize("change", ["edited", "first gone", "fewer"])
def test_changed_inputs_are_refused(tmp_path, change):
    out, pages = tmp_path / "o.jsonl", make_pages(10)
    with pytest.raises(Stop):
        run(out, until(pages, 7))
    before = (tmp_path / "o.jsonl.part").read_bytes()
    changed = {
        "edited": [pages[0], Page(content=b"another text", source="1.txt"), *pages[2:]],
        "first gone": pages[1:],
        "fewer": pages[:3],
    }[change]

    with pytest.raises(SettingsError, match=r"the inputs are not the ones .* --restart"):
        run(out, changed)

    assert (tmp_path / "o.jsonl.part").read_bytes() == before


def test_restart_begins_anew(tmp_path):
    out, pages = tmp_path / "o.jsonl", make_pages(10)
    with pytest.raises(Stop):
        run(out, until(pages, 7))

    counts = run(out, pages[5:], restart=True)

    assert counts.reports == 5


def test_inputs_that_came_to_the_end_are_taken_in(tmp_path):
    out = tmp_path / "o.jsonl"
    with pytest.raises(Stop):
        run(out, until(make_pages(10), 7))

    assert run(out, make_pages(12)).reports == 12


def test_same_id_with_other_content_is_rejected_and_says_so(tmp_path):
    pages = [Page(content=f"text {i} text".encode(), source=f"in:{i}", given=Given(id="x")) for i in range(2)]
    chosen = settings()
    sink = Output(tmp_path / "o.jsonl", make_header(chosen))

    code_pages(pages, sink, settings=chosen, make_steps=make_fake_steps)
    rejected = [r for e in sink.read_entries() for r in e.rejected]
    sink.close()

    assert rejected == [("in:1", "run", "duplicate_id", "another report with the id x was written before")]


def test_two_runs_do_not_write_one_file(tmp_path):
    pytest.importorskip("fcntl")
    first = Output(tmp_path / "o.jsonl", make_header(settings()))

    with pytest.raises(InputError, match="another sayso is writing it"):
        Output(tmp_path / "o.jsonl", make_header(settings()))

    first.close()


def test_a_part_that_lost_bytes_is_refused(tmp_path):
    out, pages = tmp_path / "o.jsonl", make_pages(10)
    with pytest.raises(Stop):
        run(out, until(pages, 7))
    with (tmp_path / "o.jsonl.part").open("r+b") as part:
        part.truncate(10)

    with pytest.raises(SettingsError, match="shorter than its journal says"):
        run(out, pages)


def test_steps_that_cannot_be_made_stop_the_run(tmp_path):
    from sayso.errors import PluginError
    from sayso.run.steps import make_steps

    for workers in (1, 2):
        chosen = settings(model="no_such_model", workers=workers)
        sink = Output(tmp_path / "o.jsonl", make_header(chosen))
        with pytest.raises(PluginError, match="no_such_model"):
            code_pages(make_pages(3), sink, settings=chosen, make_steps=make_steps)
        sink.close()
        assert list(tmp_path.iterdir()) == []
