"""What the reader model tags, and what it is shown."""

from __future__ import annotations

import pytest

from sayso.analysis.reader import ReadWord
from sayso.analysis.tagging import find_fills, find_incidents, find_loaded, find_stand_ins, tag_report
from sayso.analysis.windows import Word, exchange_words
from sayso.testing import parse

THRESHOLDS = {"loaded_span": 0.5, "loaded_span_edge": 0.2, "loaded_word": 0.5, "loaded_sentence": 0.5}


def word_at(start: int, word: float, span: float, sentence: float) -> ReadWord:
    return ReadWord(start, start + 2, (), (), (word, span, sentence))


def test_words_of_an_exchanged_token_become_one_with_the_pieces_of_its_stand_in():
    words = [Word(0, 1, 0, (7,)), Word(1, 2, 0, (8,)), Word(2, 3, 0, (9,)), Word(4, 8, 0, (10,))]

    found = exchange_words(words, [(0, 3, "UK")], lambda word: (99,) if word == "UK" else ())

    assert found == [Word(0, 3, 0, (99,)), Word(4, 8, 0, (10,))]


def test_a_word_that_runs_out_of_an_exchanged_token_stays():
    words = [Word(0, 5, 0, (7,))]

    assert exchange_words(words, [(0, 3, "UK")], lambda word: (99,)) == words


@pytest.mark.model
def test_stand_ins_keep_the_offsets_of_their_tokens():
    _, analysis = parse("Iran denied it.\n\nIran repeated that.")

    found = find_stand_ins(analysis, lambda words: ["Germany" if word == "Iran" else word for word in words])

    assert found == [(0, 4, "Germany"), (17, 21, "Germany")]


@pytest.mark.model
def test_a_stretch_is_as_long_as_its_edge_and_needs_a_peak():
    text = "aa bb cc dd."
    _, analysis = parse(text)
    words = [word_at(0, 0.0, 0.1, 0.9), word_at(3, 0.0, 0.3, 0.9), word_at(6, 0.0, 0.6, 0.9), word_at(9, 0.0, 0.1, 0.9)]

    (found,) = find_loaded(text, words, analysis, THRESHOLDS)

    assert (found.span.surface, found.kind, found.probability) == ("bb cc", "span", 0.6)


@pytest.mark.model
def test_a_sentence_that_is_not_biased_has_nothing_loaded():
    text = "aa bb."
    _, analysis = parse(text)

    assert list(find_loaded(text, [word_at(0, 0.9, 0.9, 0.2), word_at(3, 0.9, 0.9, 0.2)], analysis, THRESHOLDS)) == []


@pytest.mark.model
def test_a_biased_sentence_without_a_stretch_gives_its_likely_words():
    text = "aa bb."
    _, analysis = parse(text)
    words = [word_at(0, 0.1, 0.0, 0.9), word_at(3, 0.6, 0.0, 0.9)]

    assert [x.span.surface for x in find_loaded(text, words, analysis, THRESHOLDS)] == ["bb"]


@pytest.mark.model
def test_a_report_without_words_has_no_tags():
    from sayso.analysis.reader import load_packaged

    report, analysis = parse("\n")

    assert tag_report(load_packaged(), report, analysis).attributions == ()


def incident_at(start: int, role: tuple[float, ...], incident: tuple[float, ...]) -> ReadWord:
    return ReadWord(start, start + 2, (), (), (0.0, 0.0, 0.0), role, incident)


def test_a_word_without_a_part_in_an_incident_is_not_kept():
    words = [
        incident_at(0, (0.99, 0.01), (1.0, 0.0)),
        incident_at(3, (0.4, 0.6), (1.0, 0.0)),
        ReadWord(6, 8, (), (), (0, 0, 0)),
    ]

    (found,) = find_fills(words)

    assert (found.start, found.end, found.chances) == (3, 5, (0.6,))


@pytest.mark.model
def test_a_sentence_tells_of_an_incident_as_surely_as_its_words_do_on_average():
    _, analysis = parse("aa bb. Then cc.")
    words = [incident_at(0, (), (0.2, 0.8)), incident_at(3, (), (0.6, 0.4)), incident_at(12, (), (1.0, 0.0))]

    assert list(find_incidents(words, analysis)) == [(0.6,), (0.0,)]


@pytest.mark.model
def test_a_model_that_reads_no_incidents_tells_nothing_of_sentences():
    _, analysis = parse("aa bb.")

    assert list(find_incidents([ReadWord(0, 2, (), (), (0.0, 0.0, 0.0))], analysis)) == []
