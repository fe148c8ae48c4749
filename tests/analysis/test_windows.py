import itertools

from sayso.analysis.windows import Word, make_windows

FIRST, BETWEEN = 101, 102


def words_of(*paragraphs: int) -> list[Word]:
    """Paragraphs of so many words, one piece each, the piece being the word's number."""
    words: list[Word] = []
    for number, size in enumerate(paragraphs):
        for _ in range(size):
            at = len(words)
            words.append(Word(2 * at, 2 * at + 1, number, (1000 + at,)))
    return words


def kept_words(words: list[Word], max_pieces: int) -> list[int]:
    windows = make_windows(words, first=FIRST, between=BETWEEN, max_pieces=max_pieces)
    return [w for window in windows for w, kept in zip(window.words, window.kept, strict=True) if kept]


def test_short_paragraphs_share_a_window():
    windows = make_windows(words_of(3, 2), first=FIRST, between=BETWEEN, max_pieces=20)

    assert [window.ids for window in windows] == [(101, 1000, 1001, 1002, 102, 1003, 1004, 102)]


def test_paragraph_that_does_not_fit_starts_a_new_window():
    windows = make_windows(words_of(5, 5), first=FIRST, between=BETWEEN, max_pieces=10)

    assert [window.words for window in windows] == [(0, 1, 2, 3, 4), (5, 6, 7, 8, 9)]


def test_every_word_of_a_long_paragraph_is_kept_once():
    words = words_of(4, 1000, 3)

    assert sorted(kept_words(words, 254)) == list(range(1007))


def test_windows_of_a_long_paragraph_overlap():
    windows = make_windows(words_of(500), first=FIRST, between=BETWEEN, max_pieces=254)

    assert all(set(a.words) & set(b.words) for a, b in itertools.pairwise(windows))


def test_no_window_is_longer_than_allowed():
    words = [Word(i, i + 1, 0, (7,) * (1 + i % 90)) for i in range(400)]

    windows = make_windows(words, first=FIRST, between=BETWEEN, max_pieces=254)

    assert max(len(window.ids) for window in windows) <= 254


def test_words_are_kept_once_when_their_pieces_are_many():
    words = [Word(i, i + 1, 0, (7,) * (1 + i % 90)) for i in range(400)]

    assert sorted(kept_words(words, 254)) == list(range(400))


def test_word_is_found_at_its_first_piece():
    words = words_of(2, 300)

    windows = make_windows(words, first=FIRST, between=BETWEEN, max_pieces=100)

    assert all(
        window.ids[at] == 1000 + word for window in windows for word, at in zip(window.words, window.at, strict=True)
    )


def test_no_words_make_no_window():
    assert make_windows([], first=FIRST, between=BETWEEN) == []
