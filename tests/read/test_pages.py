"""Pages and texts of every kind, and arbitrary ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.seed_rows import SEED, wrap_in_page

from sayso.read import plain, read_page
from sayso.records import Given, Page, Precision, Reason, Rejected, Report

STORY = (
    "Gunmen attacked a police post near the border on Tuesday and killed three officers, the ministry said. "
    "It blamed smugglers for the attack. Nobody claimed responsibility.\n"
    "The governor asked for more troops, and the prime minister promised to send a battalion within a week."
)


def read(content, media_type=None, source="page", **options):
    content = content.encode() if isinstance(content, str) else content
    return read_page(Page(content=content, source=source, media_type=media_type), **options)


def row(text, **given):
    return read_page(Page.of_text(text, Given(**given), source="in.jsonl:1"))


def test_a_row_keeps_its_text_character_by_character():
    text = "  First line.\r\n\tSecond\u2028line\x0c said so.\r "

    assert row(text).text == text


def test_a_lone_surrogate_becomes_one_replacement_character():
    assert row("The army \ud800 withdrew.").text == "The army \ufffd withdrew."


@pytest.mark.parametrize("text", ["Police fled.", "ERBIL ATTACKED", "Saraya Awliya al-Dam, Kata'ib Hizballah"])
def test_a_short_row_is_legitimate(text):
    assert isinstance(row(text), Report)


@pytest.mark.parametrize(
    "text",
    [
        "Der Außenminister erklärte am Montag, die Truppen würden bis Ende des Monats aus dem Land abgezogen werden.",
        "El ministro anunció el martes que las tropas saldrán del país antes de que termine el mes de marzo.",
        "Министр заявил во вторник, что войска покинут страну до конца месяца.",
        "部长星期二宣布，部队将在月底前离开该国。",
    ],
)
def test_a_row_in_another_language_is_declined(text):
    assert row(text).reason == Reason.NOT_ENGLISH
    assert isinstance(row(text, language="en"), Report)


def test_what_is_given_wins():
    report = row(
        STORY, id="7", url="https://a.example/7", title="Raid", published="2021-02-18T10:00:00Z", publisher="A"
    )

    assert (report.id, report.url, report.title, report.publisher) == ("7", "https://a.example/7", "Raid", "A")
    assert (report.published.value, report.published.precision) == ("2021-02-18T10:00Z", Precision.MINUTE)
    assert report.published.source == "given"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (STORY.encode("utf-16"), None),
        (STORY.encode("utf-16-be"), "text/plain"),
        (b"\xef\xbb\xbf" + STORY.encode(), "text/plain"),
        (STORY.encode("utf-32"), None),
        (STORY.replace("\n", "\r\n").encode(), "text/plain"),
        (STORY.replace("\n", "\r").encode(), "text/plain"),
    ],
)
def test_encodings_and_line_ends_come_to_the_same_text(content, media_type):
    assert read(content, media_type).text == STORY


def test_bytes_of_no_declared_encoding_are_guessed():
    text = "The café in Besançon was searched by the police on Tuesday, the minister’s office said in a note."

    assert read(text.encode("cp1252"), "text/plain").text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t ", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Reason.NOT_TEXT),
        (b"%PDF-1.7\n" + bytes(range(256)), Reason.NOT_TEXT),
        (b"PK\x03\x04" + bytes(50), Reason.NOT_TEXT),
        (bytes(range(32)) * 20, Reason.NOT_TEXT),
        (b"Hm.", Reason.TOO_SHORT),
        (b"1234567890 1234567890 1234567890", Reason.NOT_TEXT),
        (b"To continue reading, subscribe. Already a subscriber? Sign in.", Reason.PAYWALL),
    ],
)
def test_what_holds_no_report_is_declined(content, reason):
    assert read(content).reason == reason


def test_limits_are_kept():
    assert read(STORY, max_chars=50).reason == Reason.TOO_LARGE
    assert read(STORY, max_bytes=50).reason == Reason.TOO_LARGE


def test_title_byline_and_date_of_a_text_file_are_told_apart():
    report = read(f"Raid at the border\n\nBy Jane Doe, Reuters\nFebruary 18, 2021\n\n{STORY}", "text/plain")

    assert (report.title, report.authors, report.credit) == ("Raid at the border", ("Jane Doe",), ("Reuters",))
    assert (report.published.value, report.published.source) == ("2021-02-18", "text")
    assert report.body.surface == STORY


def test_a_dateline_takes_its_year_from_the_credit_line():
    report = read(f"ERBIL, Feb 16 (AP) — {STORY}\n\nAP / Hill Country News 2021", "text/plain")

    assert (report.published.value, report.published.source) == ("2021-02-16", "text")


def test_content_makes_the_id():
    assert read(STORY).id == read(STORY, source="elsewhere").id
    assert read(STORY).id != read(STORY + " ").id


def test_a_page_that_is_called_plain_is_still_html():
    page = f"<!DOCTYPE html><html><body><article><p>{STORY}</p></article></body></html>"

    assert "<p>" not in read(page, "text/plain").text


# --- the first report, wrapped ---------------------------------------------------------------------


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared")
def test_the_first_report_wrapped_in_a_page_gives_the_same():
    pasted = read(SEED.read_bytes(), "text/plain")
    page = wrap_in_page(pasted)

    wrapped = read(page, "text/html")

    assert wrapped.body.surface == pasted.body.surface
    assert wrapped.credit == pasted.credit == ("Sputnik", "ABC Flash Point News")
    assert wrapped.feedback == pasted.feedback
    assert wrapped.published == pasted.published
    assert (pasted.feedback.rating.value, pasted.feedback.rating.scale, pasted.feedback.rating.votes) == (4.8, 5.0, 5)
    assert [c.posted for c in pasted.feedback.comments] == ["2021-02-18T21:33", "2021-02-19T02:22"]
    assert (pasted.published.value, pasted.published.latest) == ("2021-02-18", True)


# --- properties ------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["4.8 5 votes", "Article Rating", "12 COMMENTS", "Reply", "18-02-21 21:33", "Ann says:", "By Jane Doe", "AP / Hill News 2021",
     "ERBIL (AP) — ", "(Reporting by ", "Source: ", "\n", "\n\n", " ", "3", "2 years ago", "Reply to Ann", "\r", "\u2028", STORY]
)  # fmt: skip
TAGS = st.sampled_from(
    ["<p>", "</p>", "<div class='comment' id='comment-3'>", "</div>", "<li class='comment'>", "<ul class='children'>", "<html>",
     "<div class='comment-content'>", "<time datetime='2021-13-99'>", "<script type='application/ld+json'>",
     '{"@type":"NewsArticle"',
     ',"headline":["x"]}', "</script>", "<meta charset=x-none>", "<cite class=fn>", "<h1>", "<!--", "&#0;",
     "<body id='comments'>"]
)  # fmt: skip


def holds(result):
    if isinstance(result, Rejected):
        return True
    spans = [result.body, *([result.dateline] if result.dateline else [])]
    assert all(result.text[s.start : s.end] == s.surface for s in spans)
    assert 0 <= result.body.start <= result.body.end <= len(result.text)
    result.text.encode("utf-8")
    assert all(c.reply_to is None or c.reply_to < k for k, c in enumerate(result.feedback.comments))
    return True


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reader(content):
    assert holds(read(content))
    assert holds(read(content, "text/plain; charset=nonsense"))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.text(max_size=30), PIECES), max_size=25).map("".join))
def test_spans_hold_for_any_text(text):
    result = row(text, language="en")
    assert holds(result)
    assert isinstance(result, Rejected) or result.text == plain.replace_surrogates(text)
    assert holds(read(text.encode("utf-8", "surrogatepass"), "text/plain", languages=()))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(st.text(max_size=20), PIECES, TAGS), max_size=25).map("".join))
def test_no_markup_stops_the_reader(text):
    assert holds(read(text.encode("utf-8", "replace"), "text/html", languages=()))


# --- dates of pages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "head", "expected"),
    [
        (
            "The war that both countries still remember began on March 20, 2003, with an invasion by land and air.",
            "",
            None,
        ),
        ("The war began in the early 2000s.", "", None),
        (
            "The war began on March 20, 2003.",
            '<meta property="article:published_time" content="2003-03-20">',
            "2003-03-20",
        ),
        (
            "The war began on March 20, 2003.",
            '<meta property="article:published_time" content="2021-02-18">',
            "2021-02-18",
        ),
    ],
)
def test_a_day_of_the_story_is_not_the_day_of_the_page(sentence, head, expected):
    page = f"<html><head><title>War</title>{head}</head><body><article><p>{sentence}</p><p>{STORY}</p></article></body></html>"

    assert read(page, "text/html").published.value == expected
