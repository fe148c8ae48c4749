"""Plain text to a report: text files, pasted pages, and rows of an input JSONL."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.read.assemble import Draft, make_report, reject
from sayso.read.decode import decode_bytes, normalize_line_ends, replace_surrogates
from sayso.records import ROW, Page, Reason, Rejected, Report

MIN_CHARS = 20  # a sentence typed at the prompt is a legitimate report; "test" is none
MAX_CHARS = 400_000  # characters; the longest reports in news corpora have about 100,000


def read_plain(
    page: Page, *, min_chars: int = MIN_CHARS, max_chars: int = MAX_CHARS, languages: Sequence[str] = ("en",)
) -> Report | Rejected:
    r"""Return the report in a plain text, or why there is none.

    A page of media type `text/x-sayso-row` is a text that the caller gave: `report.text` is that text, line ends and all
    (only a lone surrogate, which no UTF-8 file can hold, becomes U+FFFD), and it is declined only if it is empty, too large
    or clearly in a language that is not read. Any other text is decoded, its line ends become `\n`, and a title, byline or
    date at its head is told apart from the body, as is what a page's readers left at its end.
    """
    if page.media_type == ROW:
        text = replace_surrogates(page.content.decode("utf-8", "surrogatepass"))
        return make_report(page, Draft(text=text, kind="row"), min_chars=1, max_chars=max_chars, languages=languages)
    if not page.content.strip():
        return reject(page, Reason.EMPTY)
    decoded = decode_bytes(page.content, media_type=page.media_type)
    if decoded is None:
        return reject(page, Reason.NOT_TEXT, "the bytes are no text")
    draft = Draft(text=normalize_line_ends(decoded), kind="file")
    return make_report(page, draft, min_chars=min_chars, max_chars=max_chars, languages=languages)
