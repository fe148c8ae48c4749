import importlib.resources
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from sayso.analysis.reader import Reader, cut_around, likeliest, likeliest_path, load_packaged
from sayso.errors import ModelError
from sayso.records import EventType

pytestmark = pytest.mark.model

TEXT = (
    "The army killed nine rebels near Aleppo on Monday, officials said.\n"
    "“We did not bomb the hospital,” the Russian defence ministry said in a statement.\n"
    "Turkey condemned the attack and called on Syria to stop."
)
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue")


def lines(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def copy_of_model(folder: Path) -> Path:
    source = Path(str(importlib.resources.files("sayso.analysis") / "reader_model"))
    return Path(shutil.copytree(source, folder / "model"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_packaged()


def test_every_offset_gives_its_surface(reader):
    reading = reader.read(TEXT, lines(TEXT))

    spans = [tag.span for p in reading.paragraphs for tag in p.tags]
    assert [span for span in spans if TEXT[span.start : span.end] != span.surface] == []


def test_cue_and_source_of_a_quotation_are_read(reader):
    reading = reader.read(TEXT, lines(TEXT))

    (found,) = reading.paragraphs[1].attributions
    assert found.source is not None
    assert found.cue is not None
    assert (found.source.surface, found.cue.surface[:4]) == ("the Russian defence ministry", "said")


def test_probabilities_of_a_word_sum_to_one(reader):
    words = [word for p in reader.read(TEXT, lines(TEXT)).paragraphs for word in p.words]

    assert max(abs(sum(word.event) - 1) + abs(sum(word.status) - 1) for word in words) < 1e-5


def test_reading_does_not_depend_on_what_was_read_before(reader):
    alone = reader.read(TEXT, lines(TEXT))
    for other in ("Rain.", "A word " * 700, TEXT.upper()):
        reader.read(other, [(0, len(other))])

    assert reader.read(TEXT, lines(TEXT)) == alone


def test_relations_do_not_depend_on_order(reader):
    pairs = [((0, 8), (16, 27)), ((16, 27), (0, 8)), ((0, 8), None)]

    forwards = [reader.relate(TEXT, *pair, within=lines(TEXT)[0]) for pair in pairs]
    backwards = [reader.relate(TEXT, *pair, within=lines(TEXT)[0]) for pair in reversed(pairs)]

    assert forwards == backwards[::-1]


def test_capitals_are_read_like_small_letters(reader):
    assert (
        reader.read(TEXT.upper(), lines(TEXT)).paragraphs[0].words == reader.read(TEXT, lines(TEXT)).paragraphs[0].words
    )


def test_every_word_of_a_long_paragraph_is_read(reader):
    text = "Officials said that the truce held. " * 200

    (paragraph,) = reader.read(text, [(0, len(text) - 1)]).paragraphs

    assert [text[w.start : w.end] for w in paragraph.words] == text.replace(".", " .").split()


def test_an_empty_paragraph_gives_an_empty_entry(reader):
    reading = reader.read("One.\n \nTwo.", [(0, 4), (5, 6), (7, 11)])

    assert [len(p.words) for p in reading.paragraphs] == [2, 0, 2]


def test_offsets_are_code_points_beyond_the_basic_plane(reader):
    text = "🟥🟥 Café owners said no."

    (paragraph,) = reader.read(text, [(0, len(text))]).paragraphs

    assert [text[w.start : w.end] for w in paragraph.words][-5:] == ["Café", "owners", "said", "no", "."]


def test_attack_is_an_assault_forward(reader):
    relation = reader.relate("Syria attacked the Turkish army on Monday.", (0, 5), (15, 31))

    assert (relation.types[0][0], relation.forward > 0.5) == (EventType.ASSAULT, True)


def test_swapped_pair_is_not_forward(reader):
    relation = reader.relate("Syria attacked the Turkish army on Monday.", (15, 31), (0, 5))

    assert relation.forward < 0.5


def test_pair_far_apart_is_still_judged(reader):
    text = "Syria " + "and so on " * 600 + "attacked Turkey."

    relation = reader.relate(text, (0, 5), (text.index("Turkey"), text.index("Turkey") + 6))

    assert abs(relation.forward + relation.reverse + relation.none - 1) < 1e-5


def test_changed_model_file_is_refused(tmp_path):
    folder = copy_of_model(tmp_path)
    with (folder / "vocab.txt").open("a", encoding="utf-8") as out:
        out.write("more\n")

    with pytest.raises(ModelError, match=r"'vocab\.txt' has SHA-256"):
        Reader(folder)


def test_missing_model_file_is_refused(tmp_path):
    folder = copy_of_model(tmp_path)
    (folder / "vocab.txt").unlink()

    with pytest.raises(ModelError, match=r"'vocab\.txt' is missing"):
        Reader(folder)


def test_missing_card_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"card\.json"):
        Reader(tmp_path)


def test_card_names_the_data_and_its_licences():
    card = json.loads(
        (importlib.resources.files("sayso.analysis") / "reader_model" / "card.json").read_text(encoding="utf-8")
    )

    assert all(row["name"] and row["license"] for row in card["data"])


def test_inside_label_never_follows_another_role():
    logs = np.log(np.array([[0.1, 0.6, 0.1, 0.1, 0.1], [0.1, 0.05, 0.3, 0.05, 0.5]], dtype=np.float32))

    assert likeliest_path(logs, LABELS) == [1, 2]


def test_first_of_equal_scores_is_likeliest():
    assert likeliest([1.0, 2.0, 2.0])[0] == 1


@pytest.mark.parametrize(("low", "high"), [(1, 5), (100, 160), (290, 298), (2, 120)])
def test_cut_keeps_the_marks(low, high):
    ids = [101, *[50] * 299]
    ids[low], ids[high] = 1, 3

    found = cut_around(ids, (1, 2, 3, 4))

    assert (len(found), found[0], 1 in found, 3 in found) == (125, 101, True, True)
