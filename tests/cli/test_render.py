import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.cli.render import clean, render
from sayso.records import (
    Comment,
    Feedback,
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
    Voice,
    When,
)
from sayso.testing import make_actor, make_claim, make_coding, make_report, make_span

TEXT = (
    "A rocket attack on a base in Erbil on Monday killed at least 10 people. "
    "The Red Brigade claimed responsibility for the attack, but Atlantis has blamed the Erewhon regime. "
    "Atlantis will withdraw 500 troops."
)
FIRST, SECOND, THIRD = (0, 71), (72, TEXT.index(" Atlantis will")), (TEXT.index("Atlantis will"), len(TEXT))
BASE = make_actor(TEXT, "base", name="military base", key="base")
BRIGADE = make_actor(TEXT, "The Red Brigade")
ATLANTIS = make_actor(TEXT, "Atlantis", country="ATL", sector="GOV", resolved="Republic of Atlantis")
EREWHON = make_actor(TEXT, "Erewhon")


def full_coding():
    report = Report(
        id="r1",
        content_sha256="0" * 64,
        text=TEXT,
        body=Span(0, len(TEXT), TEXT),
        url="https://example.org/1",
        title="Rockets hit base",
        publisher="The Example",
        credit=("Sputnik", "ABC"),
        authors=("A. Writer",),
        published=Published(value="2021-02-18", precision=Precision.DAY, source="comments", latest=True),
        feedback=Feedback(rating=Rating(value=4.8, scale=5, votes=5), comments=(Comment(text="so"),)),
    )
    erbil = Place(span=make_span(TEXT, "Erbil"), name="Erbil", country="IRQ", precision=Precision.CITY)
    monday = When(
        value="2021-02-15", end=None, precision=Precision.DAY, span=make_span(TEXT, "Monday"), reason="weekday"
    )
    told = make_claim(
        TEXT, "attack", mode="explosives", recipients=(BASE,), place=erbil, when=monday,
        figures={"killed": (10, None)}, evidence=FIRST,
    )  # fmt: skip
    owned = make_claim(
        TEXT, "attack", stance=Stance.CLAIMS, voice=Voice(name="The Red Brigade", source=BRIGADE.span, actor=BRIGADE),
        cue=make_span(TEXT, "claimed"), actors=(BRIGADE,), evidence=SECOND,
    )  # fmt: skip
    blamed = make_claim(
        TEXT, "attack", stance=Stance.BLAMES, voice=Voice(name="Atlantis", source=ATLANTIS.span, actor=ATLANTIS),
        cue=make_span(TEXT, "blamed"), actors=(EREWHON,), evidence=SECOND, via=("Reuters",),
    )  # fmt: skip
    planned = make_claim(
        TEXT, "withdraw", event="e2", status=Status.PLANNED, actors=(ATLANTIS,), figures={"troops": (500, 500)},
        evidence=THIRD, score=0.4,
    )  # fmt: skip
    regime = LoadedSpan(span=make_span(TEXT, "Erewhon regime"), kind="label", owner="Atlantis", score=0.9)
    return make_coding(
        report, told, owned, blamed, planned,
        loaded=(regime, regime),
        rejected=(Rejected(stage="events", reason=Reason.NO_PARTY, span=make_span(TEXT, "killed")),),
    )  # fmt: skip


def show(coding, **options):
    file = io.StringIO()
    render(coding, Console(file=file, **{"width": 80, "emoji": False, "markup": False, **options}))
    return file.getvalue()


EXPECTED = """\
Rockets hit base
outlet    The Example
by        A. Writer
credit    Sputnik, ABC
address   https://example.org/1
published at the latest 2021-02-18 (from the readers' comments)
readers   rated 4.8 of 5 (5 votes); 1 comment (kept apart, not coded)

2 events, 4 claims
 1  ASSAULT · explosives  not said who → military base
    Erbil (IRQ) · 2021-02-15 · at least 10 killed
    - the report itself said so
      > A rocket attack on a base in Erbil on Monday killed at least 10 people.
    - The Red Brigade claimed responsibility
    - Republic of Atlantis blamed Erewhon, as told by Reuters
      > The Red Brigade claimed responsibility for the attack, but Atlantis has
      blamed the Erewhon regime.

 2  ASSAULT  Atlantis
    500 troops
    - the report itself said that it is planned (unsure: 0.40)
      > Atlantis will withdraw 500 troops.

who is said to be responsible
 1  ASSAULT “attack”
    The Red Brigade: claims it itself
    Erewhon: blamed by Republic of Atlantis
    told without a name by the report itself

loaded words, and whose they are
    Erewhon regime ×2  label — Atlantis

declined, and why
    events: no party (1) “killed”
"""


def test_a_report_is_shown_whole():
    assert show(full_coding()) == EXPECTED


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(width):
    assert max(map(len, show(full_coding(), width=width).splitlines())) <= width


def test_a_pipe_gets_no_colours():
    assert "\x1b" not in show(full_coding())


def test_a_terminal_gets_colours_unless_it_wants_none():
    assert "\x1b[" in show(full_coding(), force_terminal=True, color_system="standard", no_color=False)
    assert "\x1b[3" not in show(full_coding(), force_terminal=True, color_system=None)


def test_nothing_found_is_shown_too():
    assert show(make_coding(make_report("Tea was served."))).splitlines()[-1].strip() == "0 events, 0 claims"


def test_a_page_cannot_drive_the_terminal():
    text = "\x1b[31mAn attack\x9b2J \u202eon [bold]us[/bold] \U000e0001"
    coding = make_coding(make_report(text, title=text), make_claim(text, "attack"))

    shown = show(coding, force_terminal=True, color_system=None)

    assert not {"\x1b", "\x9b", "\u202e", "\U000e0001"} & set(shown)
    assert "[bold]" in shown


def test_a_long_sentence_is_shown_round_its_trigger():
    text = "word " * 200 + "attack " + "word " * 200
    shown = show(make_coding(make_report(text), make_claim(text, "attack")))

    assert "> … " in shown
    assert " …\n" in shown
    assert "attack" in shown
    assert len(shown) < 700


@given(st.text(max_size=60))
def test_cleaning_keeps_the_offsets(text):
    assert len(clean(text)) == len(text)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_is_shown(text):
    text += "attack"

    assert show(make_coding(make_report(text, title=text), make_claim(text, "attack")))
