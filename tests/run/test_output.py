"""The output: what goes wrong with disks and names is one clear error, and nothing is half-written."""

import errno
import io
import os
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.records import Page, Reason, Rejected
from sayso.run.output import Entry, Output, Stream, digest_pages


class FullDisk:
    """A file on a disk that takes `room` more bytes."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def write(self, data):
        if self.room == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        size = self.file.write(data[: self.room])
        self.room -= size
        return size

    def __getattr__(self, name):
        return getattr(self.file, name)


def entry(n, size):
    return Entry(pages=n, size=size, ids={str(n): "0"})


@pytest.mark.parametrize("full", ["_lines", "_entries"])
@pytest.mark.parametrize("room", [0, 3])
def test_a_full_disk_leaves_the_batches_before_it(tmp_path, full, room):
    sink = Output(tmp_path / "o.jsonl", {})
    sink.append([b"first\n"], entry(1, 6))
    whole = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    setattr(sink, full, FullDisk(getattr(sink, full), room))

    with pytest.raises(InputError, match=r"o\.jsonl\.part: cannot be written: No space left .*1 pages are kept"):
        sink.append([b"second\n"], entry(2, 13))
    sink.close()

    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == whole
    again = Output(tmp_path / "o.jsonl", {})
    assert again.last == entry(1, 6)
    again.append([b"second\n"], entry(2, 13))
    again.finish()
    again.close()
    assert (tmp_path / "o.jsonl").read_bytes() == b"first\nsecond\n"


def test_a_disk_full_from_the_start_leaves_nothing(tmp_path):
    sink = Output(tmp_path / "o.jsonl", {})
    sink._lines = FullDisk(sink._lines, 3)

    with pytest.raises(InputError, match="nothing was written"):
        sink.append([b"first\n"], entry(1, 6))
    sink.close()

    assert list(tmp_path.iterdir()) == []


def test_an_old_file_stays_until_the_new_one_is_whole(tmp_path):
    out = tmp_path / "o.jsonl"
    out.write_text("old")
    sink = Output(out, {})
    sink.append([b"new\n"], entry(1, 4))
    assert out.read_text() == "old"

    sink.finish()
    sink.close()

    assert out.read_text() == "new\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no/such/o.jsonl", r"there is no folder .*no/such; make it first"),
        (".", r"is a folder; name a file in it"),
        ("file/o.jsonl", r"there is no folder"),
        ("loop", r"cannot be written|there is no folder"),
        ("x" * 300, r"cannot be written: File name too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path, name, message):
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    with pytest.raises(InputError, match=message):
        Output(tmp_path / name, {})


def test_a_folder_without_permission_is_named(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    tmp_path.chmod(0o500)

    with pytest.raises(InputError, match="Permission denied"):
        Output(tmp_path / "o.jsonl", {})


def test_a_place_where_nobody_may_write_is_named():
    if not os.path.isdir("/sys/kernel"):
        pytest.skip("no /sys here")

    with pytest.raises(InputError, match=r"^/sys/kernel/o\.jsonl\.part: cannot be written: "):
        Output(Path("/sys/kernel/o.jsonl"), {})


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "o.jsonl").symlink_to(tmp_path / "there" / "real.jsonl")
    sink = Output(tmp_path / "o.jsonl", {})
    sink.append([b"new\n"], entry(1, 4))

    sink.finish()
    sink.close()

    assert (tmp_path / "there" / "real.jsonl").read_bytes() == b"new\n"
    assert (tmp_path / "o.jsonl").is_symlink()


def test_a_stream_is_written_as_it_comes():
    file = io.BytesIO()
    sink = Stream(file)

    sink.append([b"a\n", b"b\n"], entry(2, 4))

    assert file.getvalue() == b"a\nb\n"
    assert [e.pages for e in sink.read_entries()] == [2]


def test_a_digest_does_not_depend_on_how_pages_are_cut():
    pages = [Page(content=b"a", source="a"), Rejected(stage="fetch", reason=Reason.UNREADABLE, source="b")]

    assert digest_pages(digest_pages("", pages[:1]), pages[1:]) == digest_pages("", pages)


def test_of_a_page_from_the_network_only_the_address_counts():
    one, two = (
        Page(content=c, source="https://example.org", responded_url="https://example.org") for c in (b"1", b"2")
    )

    assert digest_pages("", [one]) == digest_pages("", [two])
