import pytest

from sayso.read.dateline import canonical_outlet, find_byline, find_dateline, split_credit


@pytest.mark.parametrize(
    ("text", "surface", "agency", "date"),
    [
        ("ERBIL, Iraq, Feb 16 (Reuters) - Rockets fell.", "ERBIL, Iraq, Feb 16 (Reuters) -", "Reuters", "--02-16"),
        ("KYIV/MOSCOW, Aug 6 2022 - Russia and", "KYIV/MOSCOW, Aug 6 2022 -", None, "2022-08-06"),
        ("KYIV/MOSCOW (Reuters) - Russia and", "KYIV/MOSCOW (Reuters) -", "Reuters", None),
        ("BAGHDAD (AP) — Rockets fell.", "BAGHDAD (AP) —", "Associated Press", None),
        ("   SAN SALVADOR, 3 JAN 90 -- [TEXT] THE ARMY SAID", "SAN SALVADOR, 3 JAN 90 -- [TEXT]", None, "1990-01-03"),
        ("LIMA, 9 JAN 90 (EFE) -- [TEXT] POLICE SAID", "LIMA, 9 JAN 90 (EFE) -- [TEXT]", "Agencia EFE", "1990-01-09"),
        ("WASHINGTON — The Senate voted.", "WASHINGTON —", None, None),
        ("(Reuters) - The army withdrew.", "(Reuters) -", "Reuters", None),
        ("KABUL, Afghanistan (CNN)The army withdrew.", "KABUL, Afghanistan (CNN)", "CNN", None),
        ("Erbil, 16 February 2021 (Rudaw) – Rockets fell.", "Erbil, 16 February 2021 (Rudaw) –", "Rudaw", "2021-02-16"),
        ("Feb 9 (Reuters) - Lenders met.", "Feb 9 (Reuters) -", "Reuters", "--02-09"),
        (
            "Rebels Seize Port\n\nADEN (Gulf Press Agency) - Rebels",
            "ADEN (Gulf Press Agency) -",
            "Gulf Press Agency",
            None,
        ),
    ],
)
def test_a_dateline_is_found(text, surface, agency, date):
    dateline = find_dateline(text, 0, len(text))

    assert (dateline.span.surface, dateline.agency, dateline.date) == (surface, agency, date)
    assert text[dateline.span.start : dateline.span.end] == surface


@pytest.mark.parametrize(
    "text",
    [
        "Iraq – which has no deal – said so.",
        "THE ARMY -- WHICH HAS LEFT -- DENIED IT",
        "Poll: voters want peace",
        "US — no",
        "",
    ],
)
def test_text_is_no_dateline(text):
    assert find_dateline(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Doe", (("Jane Doe",), ())),
        ("BY JANE DOE AND JOHN ROE", (("Jane Doe", "John Roe"), ())),
        ("By Jane Doe, Reuters", (("Jane Doe",), ("Reuters",))),
        ("By Jane Doe | Associated Press | February 18, 2021", (("Jane Doe",), ("Associated Press",))),
        ("By Reuters Staff", ((), ("Reuters",))),
        ("By our staff reporter", ((), ())),
        ("From our correspondent in Kabul", ((), ())),
        ("Staff of the hotel fled", None),
        ("By Monday the rebels had left.", None),
        ("By then it was too late for talks", None),
    ],
)
def test_a_byline_is_told_from_text(line, expected):
    assert find_byline(line) == expected


@pytest.mark.parametrize(
    ("line", "outlets", "authors"),
    [
        ("Sputnik / ABC Flash Point News 2021.", ("Sputnik", "ABC Flash Point News"), ()),
        ("Xinhua / Highland Morning Dispatch 2018.", ("Xinhua", "Highland Morning Dispatch"), ()),
        ("Source: AFP", ("Agence France-Presse",), ()),
        ("SOURCE: AL JAZEERA AND NEWS AGENCIES", ("Al Jazeera", "News agencies"), ()),
        ("— Agencies", ("News agencies",), ()),
        ("- Reuters", ("Reuters",), ()),
        ("(dpa)", ("Deutsche Presse-Agentur",), ()),
        ("(Reporting by Jane Doe in Erbil and John Roe; Editing by A. Smith)", (), ("Jane Doe", "John Roe")),
        ("The Associated Press contributed to this report.", ("Associated Press",), ()),
        ("© 2021 Valley Herald. All rights reserved.", ("Valley Herald",), ()),
        ("Originally published by The Quiet Corner", ("The Quiet Corner",), ()),
    ],
)
def test_a_credit_line_is_cut_off(line, outlets, authors):
    text = f"Rebels took the town on Monday.\n\n{line}"

    credit = split_credit(text, 0, len(text))

    assert (text[: credit.end], credit.outlets, credit.authors) == ("Rebels took the town on Monday.", outlets, authors)


def test_an_agency_after_the_last_sentence_is_cut_off():
    text = "Rebels took the town.\n\nThe army denied it. – AFP"

    credit = split_credit(text, 0, len(text))

    assert (text[: credit.end], credit.outlets) == (
        "Rebels took the town.\n\nThe army denied it.",
        ("Agence France-Presse",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "The base was hit.\n\nIran Denied It.",
        "HE SPOKE TO\nRADIO NETWORK AND THE PRESS.",
        "He works for the Post.\n\nNow what?",
        "Rebels took the town.\n\nThe Guardian and the Times reported that the army had left before dawn and burned its papers.",
    ],
)
def test_text_is_no_credit_line(text):
    assert split_credit(text, 0, len(text)).end == len(text)


def test_spellings_of_an_outlet_are_one():
    assert {canonical_outlet(x) for x in ("AP", "the Associated Press", "Associated  press")} == {"Associated Press"}
