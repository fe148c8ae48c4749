"""Cut a report into windows of word pieces for the reader model, so that nothing is left out.

Whole paragraphs are packed into one window while they fit; a paragraph that fits in none is read in windows that overlap,
and each of its words is then taken from the window in which it stands farthest from an edge. The windows of a report depend
on the report alone. Must not know what the model's labels mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused0]", "[unused1]", "[unused2]", "[unused3]")
"""Padding, unknown, first, between paragraphs; then the marks around an actor and around a recipient."""
MAX_PIECES = 254
"""Word pieces of a window; training windows are drawn between 96 and this."""
OVERLAP = 96
"""Word pieces that two windows of one long paragraph share."""
MAX_WORD_CHARS = 100
"""Longer words are read as unknown, as the encoder was pre-trained."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, or one other mark: `text[start:end]`, with its word pieces."""

    start: int
    end: int
    paragraph: int
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces to read at once.

    `at` gives, for each word of the window, the index of its first piece in `ids`; `kept` whether this window is the one
    its labels are taken from.
    """

    ids: tuple[int, ...]
    words: tuple[int, ...]
    at: tuple[int, ...]
    kept: tuple[bool, ...]


def load_tokenizer(vocabulary: Path) -> Tokenizer:
    """Load the word-piece vocabulary: one piece a line, numbered from zero."""
    pieces = vocabulary.read_text(encoding="utf-8").split("\n")
    numbered = {piece: number for number, piece in enumerate(pieces) if piece}
    tokenizer = Tokenizer(WordPiece(vocab=numbered, unk_token="[UNK]", max_input_chars_per_word=MAX_WORD_CHARS))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def find_words(tokenizer: Tokenizer, text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Word]:
    """Return the words of the paragraphs, in text order, with their word pieces."""
    words: list[Word] = []
    for number, (start, end) in enumerate(paragraphs):
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        last = None
        for piece, (a, b), word in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
            if word != last:
                words.append(Word(start + a, start + b, number, (piece,)))
                last = word
            else:
                previous = words[-1]
                words[-1] = Word(previous.start, start + b, number, (*previous.pieces, piece))
    return words


def exchange_words(
    words: Sequence[Word], stand_ins: Sequence[tuple[int, int, str]], find_pieces: Callable[[str], tuple[int, ...]]
) -> list[Word]:
    """Give the words of an exchanged token, joined into one, the pieces of its stand-in; both are in text order."""
    found: list[Word] = []
    waiting = iter(stand_ins)
    start, end, shown = next(waiting, (-1, -1, ""))
    for word in words:
        while start >= 0 and end <= word.start:
            start, end, shown = next(waiting, (-1, -1, ""))
        if not start <= word.start < word.end <= end:
            found.append(word)
        elif found and found[-1].start >= start:
            found[-1] = Word(found[-1].start, word.end, word.paragraph, found[-1].pieces)
        else:
            found.append(Word(word.start, word.end, word.paragraph, find_pieces(shown)))
    return found


def make_windows(words: Sequence[Word], *, first: int, between: int, max_pieces: int = MAX_PIECES) -> list[Window]:
    """Pack words into windows of at most `max_pieces` pieces, `first` at the start and `between` after every paragraph."""
    windows: list[Window] = []
    packed: list[list[int]] = []
    size = 1
    for paragraph in split_paragraphs(words):
        need = sum(len(words[w].pieces) for w in paragraph) + 1
        if packed and size + need > max_pieces:
            windows.append(_join(words, packed, first, between))
            packed, size = [], 1
        if 1 + need > max_pieces:
            windows.extend(_slide(words, paragraph, first, between, max_pieces))
        else:
            packed.append(paragraph)
            size += need
    if packed:
        windows.append(_join(words, packed, first, between))
    return windows


def split_paragraphs(words: Sequence[Word]) -> list[list[int]]:
    """Return the numbers of the words of each paragraph that has any."""
    found: list[list[int]] = []
    for number, word in enumerate(words):
        if found and words[found[-1][-1]].paragraph == word.paragraph:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _join(words: Sequence[Word], paragraphs: list[list[int]], first: int, between: int) -> Window:
    ids, at, numbers = [first], list[int](), list[int]()
    for paragraph in paragraphs:
        for number in paragraph:
            at.append(len(ids))
            numbers.append(number)
            ids.extend(words[number].pieces)
        ids.append(between)
    return Window(tuple(ids), tuple(numbers), tuple(at), (True,) * len(numbers))


def _slide(words: Sequence[Word], paragraph: list[int], first: int, between: int, max_pieces: int) -> list[Window]:
    """Read one long paragraph in overlapping windows; every word is kept in exactly one of them."""
    room, overlap = max_pieces - 2, min(OVERLAP, (max_pieces - 2) // 2)
    cuts: list[tuple[int, int]] = []
    start = 0
    while True:
        end, size = start, 0
        while end < len(paragraph) and size + min(len(words[paragraph[end]].pieces), room) <= room:
            size += min(len(words[paragraph[end]].pieces), room)
            end += 1
        cuts.append((start, end))
        if end == len(paragraph):
            break
        back, shared = end, 0
        while back > start + 1 and shared < overlap:
            back -= 1
            shared += len(words[paragraph[back]].pieces)
        start = back
    windows = []
    for number, (start, end) in enumerate(cuts):
        low = (start + cuts[number - 1][1] + 1) // 2 if number else start
        high = (cuts[number + 1][0] + end + 1) // 2 if number + 1 < len(cuts) else end
        chosen = paragraph[start:end]
        ids, at = [first], list[int]()
        for word in chosen:
            at.append(len(ids))
            ids.extend(words[word].pieces[:room])
        ids.append(between)
        kept = tuple(low <= place < high for place in range(start, end))
        windows.append(Window(tuple(ids), tuple(chosen), tuple(at), kept))
    return windows
