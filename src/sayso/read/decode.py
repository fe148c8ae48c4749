"""Bytes to text: the encoding, line ends, and whether there is text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"\x28\xb5\x2f\xfd",
    b"SQLite format 3",
    b"wOFF",
    b"{\\rtf",
)
_NAMED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NAMED_WITHIN = 4096  # bytes: browsers look for a declared encoding in the first 1,024; some pages put it later
_GUESS_FROM = 65536  # bytes shown to the guesser; it takes about 1 ms per 10 kB
_MAX_CONTROL_SHARE = 0.02  # share of control characters above which decoded bytes are no text


def decode_bytes(content: bytes, *, media_type: str | None = None, markup: bool = False) -> str | None:
    """Return the text of bytes with line ends as they are, or None if they are not text.

    The order: byte-order mark, UTF-16 or UTF-32 without one, the charset of `media_type`, the charset that the page
    declares (`markup` true), UTF-8, a guess from the bytes, Windows-1252. What cannot be decoded becomes U+FFFD. A lone
    surrogate, which no UTF-8 file can hold, becomes U+FFFD as well: one character for one, so that offsets stay.

    >>> decode_bytes("caf\u00e9".encode("utf-16"))
    'café'
    """
    if content.startswith(_SIGNATURES):
        return None
    text = _decode(content, media_type, markup=markup)
    head = text[:_GUESS_FROM]
    if head and len(_CONTROL.findall(head)) > _MAX_CONTROL_SHARE * len(head):
        return None
    return replace_surrogates(text)


def replace_surrogates(text: str) -> str:
    """Return the text with each lone surrogate replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def normalize_line_ends(text: str) -> str:
    r"""Return the text with `\n` as its only line end.

    >>> normalize_line_ends("a\r\nb\rc\u2028d\x85e")
    'a\nb\nc\nd\ne'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (
        text.replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
        .replace("\x85", "\n")
        .replace("\x0c", "\n")
        .replace("\x0b", "\n")
    )


def _decode(content: bytes, media_type: str | None, *, markup: bool) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if wide := _wide_encoding(content):
        return content.decode(wide, "replace")
    names = [_NAMED.search((media_type or "").encode("ascii", "ignore"))]
    if markup:
        names.append(_NAMED.search(content[:_NAMED_WITHIN]))
    declared = [(m[1] or m[2]).decode("ascii") for m in names if m]
    for name in [*declared, "utf-8"]:
        text = _try(content, name)
        if text is not None:
            return text
    if declared and _is_text_codec(declared[0]) and declared[0].lower().replace("-", "") == "utf8":
        return content.decode("utf-8", "replace")  # a UTF-8 page with a broken byte or two
    guess = from_bytes(content[:_GUESS_FROM]).best()
    if guess is not None and (text := _try(content, guess.encoding)) is not None:
        return text
    return content.decode("cp1252", "replace")


def _wide_encoding(content: bytes) -> str | None:
    """Tell UTF-16 or UTF-32 without a mark by where the zero bytes of Latin letters stand."""
    head = content[:400]
    if len(head) < 8 or len(content) % 2:
        return None
    zeros = [head[k::4].count(0) / max(1, len(head[k::4])) for k in range(4)]
    full = [z > 0.8 for z in zeros]
    none = [z < 0.2 for z in zeros]
    if full[1] and full[3] and none[0]:
        return "utf-32-le" if full[2] and len(content) % 4 == 0 else "utf-16-le" if none[2] else None
    if full[0] and full[2] and none[3]:
        return "utf-32-be" if full[1] and len(content) % 4 == 0 else "utf-16-be" if none[1] else None
    return None


def _is_text_codec(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _try(content: bytes, name: str) -> str | None:
    if not _is_text_codec(name):
        return None
    name = (
        "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
    )  # as browsers do
    try:
        return content.decode(name)
    except (UnicodeError, LookupError):
        return None
