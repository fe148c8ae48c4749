"""One page from an address, politely and carefully: only public addresses, few redirects, a limit on size and time."""  # noqa: A005

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib import metadata

import httpx

from sayso.errors import FetchError
from sayso.records import Page

MAX_REDIRECTS = 5
_ANSWER_SHARE = 3  # a whole page, with redirects, may take this many times `timeout_s`
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Resolve = Callable[[str, int], Iterable[str]]
"""A host and a port become the addresses, as text, that the name stands for."""


def fetch_page(
    url: str,
    *,
    timeout_s: float = 20.0,
    max_bytes: int = 10_000_000,
    client: httpx.Client | None = None,
    allow_private: bool = False,
) -> Page:
    """Fetch the page at an address.

    Args:
        url: An http or https address.
        timeout_s: Longest wait for a connection, and for each piece of the answer; the whole takes at most three times that.
        max_bytes: Most bytes of the page, decompressed.
        client: One made by `make_client`, whose transport checks the addresses; None: one is made for this page.
        allow_private: Whether this computer and its network may be asked; only for a client made here.

    Raises:
        FetchError: The address is none, is private, does not answer, answers with an error, redirects too often, or its
            page is too large.
    """
    if client is not None:
        return _follow(url, client, timeout_s=timeout_s, max_bytes=max_bytes)
    with make_client(timeout_s=timeout_s, allow_private=allow_private) as own:
        return _follow(url, own, timeout_s=timeout_s, max_bytes=max_bytes)


def make_client(
    *,
    timeout_s: float = 20.0,
    allow_private: bool = False,
    transport: httpx.BaseTransport | None = None,
    resolve: Resolve | None = None,
) -> httpx.Client:
    """Make a client that connects only to addresses it has checked.

    Proxies of the environment are not used: through a proxy the address that is connected to could not be checked.

    Args:
        timeout_s: Longest wait for a connection, and for each piece of an answer.
        allow_private: Whether this computer and its network may be asked.
        transport: What carries the requests; None: the network.
        resolve: What looks up names; None: the system.
    """
    checked = CheckedTransport(
        transport or httpx.HTTPTransport(), resolve=resolve or resolve_host, allow_private=allow_private
    )
    headers = {
        "User-Agent": f"sayso/{metadata.version('sayso')}",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
    }
    return httpx.Client(transport=checked, headers=headers, timeout=timeout_s, follow_redirects=False, trust_env=False)


def resolve_host(host: str, port: int) -> list[str]:
    """Return all addresses of a host, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, also where it wraps another.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = (
            ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        )
        if wrapped is not None:
            return is_public(str(wrapped))
        if ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


class CheckedTransport(httpx.BaseTransport):
    """A transport that looks up each host itself, refuses it if any of its addresses is private, and connects to the
    address it has checked, so that a name cannot stand for another address a moment later.
    """  # noqa: D205

    def __init__(self, inner: httpx.BaseTransport, *, resolve: Resolve, allow_private: bool) -> None:
        self._inner = inner
        self._resolve = resolve
        self._allow_private = allow_private

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to a checked address; the certificate is still held against the host's name.

        Raises:
            FetchError: The host is not found, or is private.
        """
        host = request.url.host
        addresses = self._checked(
            host, request.url.port or (443 if request.url.scheme == "https" else 80), str(request.url)
        )
        for last, address in enumerate(addresses, start=1):
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # "Host" still names the host
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                return self._inner.handle_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if last == len(addresses):
                    raise
        raise FetchError(f"{request.url}: the host {host!r} has no address")

    def _checked(self, host: str, port: int, url: str) -> list[str]:
        try:
            addresses = list(self._resolve(host, port))
        except (OSError, UnicodeError, OverflowError) as error:
            raise FetchError(f"{url}: the host {host!r} is not found") from error
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise FetchError(f"{url}: refused, {host} is a private address ({address})")
        return addresses

    def close(self) -> None:
        """Close the transport that carries the requests."""
        self._inner.close()


def _follow(url: str, client: httpx.Client, *, timeout_s: float, max_bytes: int) -> Page:
    """Follow redirects to the page; each hop is checked by the client's transport."""
    deadline = time.monotonic() + _ANSWER_SHARE * timeout_s
    here = url
    try:
        for _ in range(MAX_REDIRECTS + 1):
            target = _parse(here, url)
            with client.stream("GET", target) as response:
                following = response.headers.get("location") if response.is_redirect else None
                if following is None:
                    return _read(response, url, target, max_bytes=max_bytes, deadline=deadline)
                here = str(target.join(following))
    except httpx.TimeoutException as error:
        raise FetchError(f"{url}: does not answer within {timeout_s:g} s") from error
    except httpx.InvalidURL as error:
        raise FetchError(f"{url}: redirects to no address ({error})") from error
    except httpx.ConnectError as error:
        raise FetchError(f"{url}: does not answer ({_plain(error)})") from error
    except httpx.HTTPError as error:
        raise FetchError(f"{url}: the answer breaks off ({_plain(error)})") from error
    raise FetchError(f"{url}: redirects more than {MAX_REDIRECTS} times")


def _parse(here: str, url: str) -> httpx.URL:
    try:
        target = httpx.URL(here)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(f"{url}: no address ({_plain(error)})") from error
    if target.scheme not in ("http", "https") or not target.host or (target.port or 0) > 65_535:
        what = "no http or https address" if here == url else f"redirects to {here[:100]}, no http or https address"
        raise FetchError(f"{url}: {what}")
    return target.copy_with(fragment=None)


def _read(response: httpx.Response, url: str, target: httpx.URL, *, max_bytes: int, deadline: float) -> Page:
    if response.status_code >= 300:
        raise FetchError(f"{url}: answers {response.status_code} {response.reason_phrase}".rstrip())
    too_large = f"{url}: larger than {max_bytes} bytes"
    stated = response.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > max_bytes:
        raise FetchError(too_large)
    pieces, size = [], 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > max_bytes:
            raise FetchError(too_large)
        if time.monotonic() > deadline:
            raise FetchError(f"{url}: takes too long")
        pieces.append(piece)
    return Page(
        content=b"".join(pieces),
        source=url,
        media_type=response.headers.get("content-type"),
        responded_url=str(target),
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
