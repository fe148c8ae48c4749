"""Made-up codings of made-up reports: so many a day, each happening told by one to five of them in words of their own."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import replace

from sayso.ids import make_id
from sayso.records import Coding, EventType, Place, Precision, Span, Voice, When
from sayso.testing import make_actor, make_claim, make_coding, make_report, make_span

SYLLABLES = "ba be bo da do fa ga gu ka ko la lu ma mi na no pa ra ro sa su ta to va wa za".split()
TOLD = (
    "{who} attacked {whom} in {town} on Monday. {dead} people were killed, {official} said. {detail} {filler}",
    "An attack on {whom} in {town} killed {dead} people. {official} blamed {who} for it. {filler} {detail}",
    "{official} said {dead} people died when {who} attacked {whom} near the market of {town}. {detail} {filler}",
)
FILLERS = (
    "The market was closed and schools sent their pupils home.",
    "Hospitals asked for blood, and roads to the east were blocked.",
    "Prices have risen since the spring, and many families have left.",
    "Neither side has answered questions about the talks that were to begin next week.",
)
START = datetime.date(2021, 3, 1)
DAILY = 25
"""New happenings a day: more reports cover more days, as news does."""


def make_word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(3, 4))).title()


def generate(count: int, *, seed: int = 7) -> Iterator[Coding]:
    """Yield so many codings; report ids are `n`-`k`, `n` the number of the happening told."""
    rng = random.Random(seed)
    made = number = 0
    while made < count:
        number += 1
        day = START + datetime.timedelta(days=number // DAILY)
        facts = {key: make_word(rng) for key in ("who", "whom", "town", "official")}
        rare = [make_word(rng) for _ in range(16)]
        dead = rng.randint(1, 30)
        for teller in range(min(rng.choice((1, 1, 2, 3, 5)), count - made)):
            made += 1
            yield _tell(rng, f"{number}-{teller}", day, facts, rare, dead)


def _tell(
    rng: random.Random, name: str, day: datetime.date, facts: dict[str, str], rare: list[str], dead: int
) -> Coding:
    seen = rng.sample(rare, 10)
    detail = (
        f"{seen[0]} and {seen[1]} saw it from {seen[2]} street; {seen[3]} was hurt. A bridge at {seen[4]} and the mill of "
        f"{seen[5]} were hit as well, {seen[6]} added, and {seen[7]} of {seen[8]} went to {seen[9]}."
    )
    dead += rng.choice((0, 0, 0, 1))
    text = rng.choice(TOLD).format(**facts, dead=dead, detail=detail, filler=rng.choice(FILLERS))
    published = day + datetime.timedelta(days=rng.choice((0, 0, 1, 2)))
    report = replace(make_report(text, published=published.isoformat(), title=None), id=name, publisher=make_word(rng))
    geonameid = int(make_id("g", [facts["town"]])[1:8], 16)
    common = {
        "place": Place(
            span=make_span(text, facts["town"]),
            name=facts["town"],
            geonameid=geonameid,
            lat=geonameid % 120 - 60.0,
            lon=geonameid % 300 - 150.0,
            precision=Precision.CITY,
        ),
        "when": When(value=day.isoformat(), end=None, precision=Precision.DAY, span=None, reason="made"),
        "actors": (make_actor(text, facts["who"]),),
        "recipients": (make_actor(text, facts["whom"]),),
        "type": EventType.ASSAULT,
    }
    voice = Voice(name=facts["official"], source=Span(0, 0, ""))
    return make_coding(
        report,
        make_claim(text, "attack", id=make_id("c", [name, 1]), figures={"killed": (dead, dead)}, **common),
        make_claim(text, "attack", id=make_id("c", [name, 2]), voice=voice, **common),
    )
