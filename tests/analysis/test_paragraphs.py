from dataclasses import replace

from sayso.analysis.paragraphs import MAX_PARAGRAPH_CHARS, find_opening, find_paragraphs
from sayso.testing import make_report, make_span


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


def test_lines_broken_by_hand_near_one_width_are_joined_too():
    text = (
        "   THE ARMY SAID ON MONDAY THAT THE REBELS WITHDREW FROM THE\n"
        "TOWN LAST NIGHT AND THAT NOBODY WAS HURT IN THE\n"
        "WITHDRAWAL FROM THERE.  TWO OF THE REBELS GAVE THEMSELVES UP IN\n"
        "THE MORNING AND WERE TAKEN TO THE CAPITAL."
    )

    assert len(cut(text)) == 1


def test_headlines_of_like_length_that_end_as_sentences_do_are_paragraphs():
    text = (
        "The ministers of the five countries met in the capital on Friday.\n"
        "They spoke of the price of coffee, sugar and cotton.\n"
        "A next round of talks is planned for the end of the year.\n"
        "Nobody of the five would say what the others had asked them for."
    )

    assert len(cut(text)) == 4


def test_a_run_without_line_ends_is_cut_at_white_space_and_nothing_is_lost():
    text = "word " * 5_000

    actual = cut(text)

    assert all(len(piece) <= MAX_PARAGRAPH_CHARS for piece in actual)
    assert "".join(actual).split() == text.split()


def test_white_space_alone_gives_no_paragraph():
    assert cut(" \n\t\n ") == []


def test_lines_before_the_dateline_are_the_opening_and_no_paragraphs():
    text = "Floods cut off the valley.\n\nQUITO (AP) - The mayor said that two bridges had gone. It rained on."
    report = replace(make_report(text), dateline=make_span(text, "QUITO (AP) - "))

    opening = [text[a:b] for a, b in find_opening(report)]

    assert opening == ["Floods cut off the valley."]
    assert cut(text) == [
        "Floods cut off the valley.",
        "QUITO (AP) - The mayor said that two bridges had gone. It rained on.",
    ]
    assert [text[a:b] for a, b in find_paragraphs(report)] == [
        "The mayor said that two bridges had gone. It rained on."
    ]
