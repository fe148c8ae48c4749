import io
import json
import os

import pytest

from sayso.errors import InputError
from sayso.fetch.files import count_pages, iter_pages, read_row
from sayso.records import Page, Reason, Rejected


def pages(*inputs, **options):
    return list(iter_pages([str(i) for i in inputs], **options))


def test_a_folder_gives_its_texts_in_the_order_of_their_paths(tmp_path):
    for name in ("b.txt", "a/z.html", "a/.hidden.txt", "c.png", "d.jsonl", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('{"text": "row"}\n\n{"text": "row 2"}' if name == "d.jsonl" else name)

    found = pages(tmp_path)

    assert [p.source.removeprefix(f"{tmp_path}/") for p in found] == ["a/z.html", "b.txt", "d.jsonl:1", "d.jsonl:3"]
    assert [p.media_type for p in found[:2]] == ["text/html", "text/plain"]
    assert count_pages([str(tmp_path)]) == 4


def test_patterns_are_sorted(tmp_path):
    for name in ("2.txt", "1.txt", "3.md"):
        (tmp_path / name).write_text(name)

    assert [p.content for p in pages(tmp_path / "*.txt")] == [b"1.txt", b"2.txt"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.txt", "no such file or folder"), ("*.none", "no file matches"), ("a\x00b", "no such file")],
)
def test_an_input_that_is_not_there_is_named_at_once(tmp_path, name, message):
    with pytest.raises(InputError, match=message):
        iter_pages([str(tmp_path / name)])


def test_large_and_unreadable_files_are_declined(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"x" * 101)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)

    found = pages(tmp_path, max_bytes=100)

    assert [(os.path.basename(p.source), p.reason) for p in found] == [
        ("big.txt", Reason.TOO_LARGE),
        ("dangling.txt", Reason.UNREADABLE),
    ]


def test_a_row_keeps_what_is_not_known_as_extra():
    line = json.dumps({"id": 7, "text": "A\r\nb", "title": "", "published": 2021, "desk": {"city": ["Erbil"]}}).encode()

    page = read_row(line, source="in.jsonl:1")

    assert page.content == b"A\r\nb"
    assert (page.given.id, page.given.title, page.given.published) == ("7", None, "2021")
    assert page.given.extra == {"desk": {"city": ["Erbil"]}}


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        (b"{", "not JSON"),
        (b"[]", "not an object"),
        (b'{"id": "b"}', "no text"),
        (b'{"text": 5}', "text is not a string"),
        (b'{"text": "a", "title": 5}', "title is not a string"),
        (b'{"text": "a", "x": NaN}', "not JSON"),
        (b'{"text": "\xff"}', "not JSON in UTF-8"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_row_says_what_is_wrong(line, detail):
    rejected = read_row(line, source="in.jsonl:4")

    assert (rejected.reason, rejected.source) == (Reason.BAD_ROW, "in.jsonl:4")
    assert detail in rejected.detail


def test_lone_surrogates_of_a_row_are_replaced_everywhere():
    page = read_row(rb'{"text": "a\ud800b", "id": "\udc00", "x": {"\ud801": ["\ud802"]}}', source="-")

    assert page.content == "a\ufffdb".encode()
    assert page.given.id == "\ufffd"
    assert page.given.extra == {"x": {"\ufffd": ["\ufffd"]}}


def test_a_row_that_is_too_long_costs_only_itself(tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": "x" * 500}) + '\n{"text": "short"}\n')

    found = pages(tmp_path / "in.jsonl", max_bytes=100)

    assert isinstance(found[0], Rejected)
    assert found[1].content == b"short"
    assert found[1].source.endswith(":2")


def test_stdin_is_one_page_or_rows():
    rows = b'{"text": "one"}\n{"text": "two"}'

    assert [p.content for p in pages("-", stdin=io.BytesIO(b"Rebels\nleft"))] == [b"Rebels\nleft"]
    assert [p.content for p in pages("-", stdin=io.BytesIO(rows))] == [b"one", b"two"]
    assert [p.content for p in pages("-", stdin=io.BytesIO(rows), format="text")] == [rows]
    assert pages("-", stdin=io.BytesIO(b"x" * 11), max_bytes=10)[0].reason == Reason.TOO_LARGE
    assert count_pages(["-"]) is None


def test_a_named_file_of_any_suffix_is_a_page(tmp_path):
    (tmp_path / "report").write_text("Rebels left.")

    (page,) = pages(tmp_path / "report")

    assert page == Page(content=b"Rebels left.", source=str(tmp_path / "report"))


def test_an_address_among_others_that_cannot_be_fetched_is_declined(tmp_path):
    (tmp_path / "a.txt").write_text("Rebels left.")

    found = pages("http://127.0.0.1:9/x", tmp_path / "a.txt")

    assert found[0].reason == Reason.UNREADABLE
    assert "private address" in found[0].detail
    assert isinstance(found[1], Page)
