import pytest

from sayso.testing import parse

pytestmark = pytest.mark.model

CASES = {
    "titles and ranks do not end a sentence": [
        "The drone killed Brig. Gen. Karim Nasser on Monday.",
        "Lt. Col. Ana Ruiz and Spc. Jo Lee confirmed it.",
    ],
    "initials do not end a sentence": ["The report by J. R. Okafor was read.", "It said little."],
    "a full stop inside quotation marks ends a sentence": ["“We did not do it.”", "The spokesman then left."],
    "an abbreviated country goes on": ["The U.S. Navy left the port on Jan. 3 of that year.", "Nobody was hurt."],
    "an abbreviated country can end a sentence": ["The ship belonged to the U.S.", "It sank."],
    "a question inside a sentence does not end it": ["“Who did it?” asked the mayor.", "He had no answer."],
    "text in capitals": ["GUERRILLAS ATTACKED THE TOWN OF SAN MIGUEL YESTERDAY.", "THE ARMY DENIED IT."],
}


@pytest.mark.parametrize("sentences", CASES.values(), ids=CASES.keys())
def test_sentences(sentences):
    text = " ".join(sentences)

    _, analysis = parse(text)

    assert [text[s.start : s.end] for s in analysis.sentences] == sentences
