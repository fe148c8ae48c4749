import random

import pytest
from tests.ledger.generate import generate

from sayso.contract import from_line, incident_to_line, to_line
from sayso.errors import InputError
from sayso.ledger.gather import gather
from sayso.run.incidents import write_incidents


def test_the_file_is_the_same_for_any_order_of_lines(tmp_path):
    lines = [to_line(coding) for coding in generate(60)]
    expected = "".join(incident_to_line(i) + "\n" for i in gather(map(from_line, lines)))
    claims, out = tmp_path / "claims.jsonl", tmp_path / "incidents.jsonl"

    for seed in range(3):
        random.Random(seed).shuffle(lines)
        claims.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        count = write_incidents([claims], out)

        assert out.read_text(encoding="utf-8") == expected
        assert count == expected.count("\n")


def test_an_output_that_cannot_be_written_says_so(tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_text("", encoding="utf-8")

    with pytest.raises(InputError, match="cannot be written"):
        write_incidents([claims], tmp_path / "nowhere" / "incidents.jsonl")
