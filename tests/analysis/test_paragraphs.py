from sayso.analysis.paragraphs import MAX_PARAGRAPH_CHARS, find_paragraphs
from sayso.testing import make_report


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in find_paragraphs(make_report(text))]


def test_each_line_is_a_paragraph_when_lines_are_not_wrapped():
    actual = cut("A bus fell.\nThe driver of the bus, who had slept for two hours only, was hurt.\n\nIt rained.")

    assert actual == ["A bus fell.", "The driver of the bus, who had slept for two hours only, was hurt.", "It rained."]


def test_lines_wrapped_at_one_width_are_joined_up_to_the_blank_line():
    text = "   THE ARMY SAID THAT THE REBELS\nWITHDREW FROM THE TOWN LAST NIGHT\nAND THAT NOBODY WAS HURT.\n\n   THE MAYOR DENIED THAT."

    actual = cut(text)

    assert actual == [
        "THE ARMY SAID THAT THE REBELS\nWITHDREW FROM THE TOWN LAST NIGHT\nAND THAT NOBODY WAS HURT.",
        "THE MAYOR DENIED THAT.",
    ]


def test_a_run_without_line_ends_is_cut_at_white_space_and_nothing_is_lost():
    text = "word " * 5_000

    actual = cut(text)

    assert all(len(piece) <= MAX_PARAGRAPH_CHARS for piece in actual)
    assert "".join(actual).split() == text.split()


def test_white_space_alone_gives_no_paragraph():
    assert cut(" \n\t\n ") == []
