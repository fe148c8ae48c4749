import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.contract import FIGURES, from_line, iter_spans, to_dict, to_line
from sayso.errors import InputError
from sayso.records import (
    Attribution,
    Comment,
    EventType,
    Feedback,
    Instrument,
    LoadedSpan,
    Place,
    Precision,
    Published,
    Rating,
    Reason,
    Rejected,
    Report,
    Span,
    Stance,
    Status,
    Timex,
    Voice,
    When,
)
from sayso.testing import make_actor, make_claim, make_coding, make_report, make_span

TEXT = 'On Monday a rocket hit Erbil, police said. The militia "claimed" the attack.'

# The fields of CONTRACT.md, by the object they stand in.
FIELDS = {
    "line": "sayso report claims attributions times places actors loaded rejected producer",
    "report": "id content_sha256 url title publisher credit authors published language text body extra feedback",
    "published": "value precision source",
    "body": "start end",
    "feedback": "rating comments",
    "rating": "value scale votes",
    "comment": "author posted text reply_to votes",
    "claim": "id event type mode contexts trigger also voice via cue stance status actors recipients place when figures"
    " instruments evidence score why",
    "span": "start end surface",
    "voice": "kind name span actor",
    "actor": "name span country sector codes id resolved",
    "place": "name span geonameid lat lon country admin1 precision",
    "when": "value end precision span reason",
    "figures": "killed injured abducted released arrested troops displaced",
    "instrument": "name span kind",
    "evidence": "start end",
    "attribution": "source cue content kind speaker",
    "time": "span type value mod",
    "place mention": "span geonameid lat lon country precision",
    "actor mention": "span name country sector id",
    "loaded": "span kind owner score",
    "rejected": "stage reason span",
    "producer": "name version model settings",
}


def full_coding():
    place = Place(
        span=make_span(TEXT, "Erbil"), name="Erbil", geonameid=95446, lat=36.19, lon=44.01, country="IRQ",
        admin1="Arbīl", precision=Precision.CITY,
    )  # fmt: skip
    militia = make_actor(TEXT, "The militia", country="IRQ", sector="REB", codes=("MIL",), id="a1", resolved="Militia")
    police = make_actor(TEXT, "police")
    claim = make_claim(
        TEXT,
        "hit",
        also=(make_span(TEXT, "attack"),),
        mode="explosives",
        contexts=("military",),
        voice=Voice(name="police", source=make_span(TEXT, "police"), actor=police),
        via=("Reuters",),
        cue=make_span(TEXT, "said"),
        actors=(militia,),
        recipients=(police,),
        place=place,
        when=When(
            value="2021-02-15", end=None, precision=Precision.DAY, span=make_span(TEXT, "Monday"), reason="weekday"
        ),
        figures={"killed": (10, None)},
        instruments=(Instrument(name="rocket", span=make_span(TEXT, "rocket"), kind="missile"),),
        score=0.93,
        why={"type": "hit.v"},
    )
    report = Report(
        id="r1",
        content_sha256="0" * 64,
        text=TEXT,
        body=Span(0, len(TEXT), TEXT),
        url="https://example.org/1",
        title="A title",
        publisher="The Example",
        credit=("Sputnik",),
        authors=("A. Writer",),
        published=Published(value="2021-02-18", precision=Precision.DAY, source="comments", latest=True),
        language="en",
        feedback=Feedback(
            rating=Rating(value=4.8, scale=5, votes=5), comments=(Comment(text="so", posted="2021-02-18T21:33"),)
        ),
        extra={"topic": ["a", 1, None]},
    )
    return make_coding(
        report,
        claim,
        make_claim(TEXT, "attack"),
        attributions=(
            Attribution(
                source=make_span(TEXT, "police"), cue=make_span(TEXT, "said"), content=(Span(0, 28, TEXT[:28]),),
                kind="indirect", speaker="police",
            ),
        ),
        times=(Timex(span=make_span(TEXT, "Monday"), type="DATE", value="2021-02-15"),),
        places=(place,),
        actors=(militia, police),
        loaded=(LoadedSpan(span=make_span(TEXT, '"claimed"'), kind="scare_quotes", owner="narrator", score=0.8),),
        rejected=(Rejected(stage="events", reason=Reason.NO_PARTY, span=make_span(TEXT, "claimed"), detail="why"),),
    )  # fmt: skip


def objects():
    line = to_dict(full_coding())
    claim = line["claims"][0]
    report = line["report"]
    return {
        "line": line,
        "report": report,
        "published": report["published"],
        "body": report["body"],
        "feedback": report["feedback"],
        "rating": report["feedback"]["rating"],
        "comment": report["feedback"]["comments"][0],
        "claim": claim,
        "span": claim["trigger"],
        "voice": claim["voice"],
        "actor": claim["actors"][0],
        "place": claim["place"],
        "when": claim["when"],
        "figures": claim["figures"],
        "instrument": claim["instruments"][0],
        "evidence": claim["evidence"],
        "attribution": line["attributions"][0],
        "time": line["times"][0],
        "place mention": line["places"][0],
        "actor mention": line["actors"][0],
        "loaded": line["loaded"][0],
        "rejected": line["rejected"][0],
        "producer": line["producer"],
    }


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_contract_is_there(name):
    assert set(FIELDS[name].split()) <= set(objects()[name])


def test_fields_are_there_when_nothing_was_found():
    line = to_dict(make_coding(make_report(""), make_claim("attack", "attack")))

    claim = line["claims"][0]

    assert set(FIELDS["claim"].split()) <= set(claim)
    assert claim["figures"] == dict.fromkeys(FIGURES)
    assert (claim["place"], claim["when"], claim["cue"], claim["mode"]) == (None, None, None, None)
    assert claim["voice"] == {"kind": "narrator"}
    assert line["report"]["feedback"] == {"rating": None, "comments": []}
    assert line["report"]["published"]["value"] is None


def test_closed_sets_are_those_of_the_contract():
    assert " ".join(Stance) == "asserts claims blames denies suspects"
    assert " ".join(Status) == "happened ongoing planned hypothetical negated"
    assert " ".join(EventType) == (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
        " COERCE ASSAULT"
    )


def test_every_span_is_its_words():
    line = to_dict(full_coding())

    spans = list(iter_spans(line))

    assert len(spans) > 15
    assert [s["surface"] for s in spans] == [TEXT[s["start"] : s["end"]] for s in spans]


def test_a_line_comes_back_as_the_same_line():
    line = to_line(full_coding())

    assert to_line(from_line(line)) == line


def test_a_line_comes_back_as_the_same_records():
    coding = full_coding()

    back = from_line(to_line(coding))

    assert back == coding


def test_to_json_is_the_line():
    coding = full_coding()

    assert coding.to_json() == to_line(coding)


@given(text=st.text(alphabet=st.characters(), max_size=40))
def test_any_text_is_one_line_of_valid_utf8_and_comes_back(text):
    line = to_line(make_coding(make_report(text)))

    assert len(line.splitlines()) == 1
    assert from_line(line.encode().decode()).report.text == text.encode("utf-16", "surrogatepass").decode(
        "utf-16",
        "surrogatepass",  # two lone surrogates side by side are one character to JSON
    )


def test_lone_surrogates_are_escaped():
    line = to_line(make_coding(make_report("a\ud800b")))

    assert b"a\\ud800b" in line.encode("utf-8")


def test_numbers_that_json_has_not_become_null_in_extra():
    report = make_report("text")
    report = Report(**{f: getattr(report, f) for f in report.__slots__} | {"extra": {"x": [float("nan"), {1: 2}]}})

    line = to_line(make_coding(report))

    assert json.loads(line)["report"]["extra"] == {"x": [None, {"1": 2}]}


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "{}", '{"sayso":"2"}', '{"sayso":"1"}', '{"sayso":"1","report":{"text":1}}', "[" * 100_000]
)
def test_what_is_no_line_is_an_input_error(line):
    with pytest.raises(InputError, match="line of a claims file"):
        from_line(line)
