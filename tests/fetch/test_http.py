import gzip
import http.server
import threading

import httpx
import pytest

from sayso.errors import FetchError
from sayso.fetch.http import fetch_page, is_public, make_client

PUBLIC = "93.184.216.34"


def client(handler, hosts=None, **options):
    names = {"news.example": [PUBLIC], **(hosts or {})}

    def resolve(host, port):
        if host not in names:
            raise OSError("unknown")
        return names[host]

    return make_client(transport=httpx.MockTransport(handler), resolve=resolve, **options)


def fetch(handler, url="http://news.example/1", hosts=None, **options):
    with client(handler, hosts) as made:
        return fetch_page(url, client=made, **options)


def test_a_page_is_fetched_from_the_checked_address():
    seen = []

    def handler(request):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return httpx.Response(200, text="Rebels left.", headers={"content-type": "text/plain"})

    page = fetch(handler)

    assert seen == [(PUBLIC, "news.example", "news.example")]
    assert (page.content, page.source, page.media_type) == (b"Rebels left.", "http://news.example/1", "text/plain")
    assert page.responded_url == "http://news.example/1"
    assert page.fetched_at.endswith("+00:00")


def test_redirects_are_followed_and_the_last_address_is_kept():
    def handler(request):
        if request.url.path == "/1":
            return httpx.Response(302, headers={"location": "/2#top"})
        return httpx.Response(200, content=b"x")

    assert fetch(handler).responded_url == "http://news.example/2"


@pytest.mark.parametrize(
    ("handler", "message"),
    [
        (lambda r: httpx.Response(302, headers={"location": r.url.path + "x"}), "redirects more than 5 times"),
        (lambda r: httpx.Response(404), "answers 404 Not Found"),
        (lambda r: httpx.Response(200, content=b"x" * 101), "larger than 100 bytes"),
        (
            lambda r: httpx.Response(200, content=gzip.compress(b"x" * 9999), headers={"content-encoding": "gzip"}),
            "larger",
        ),
        (lambda r: httpx.Response(302, headers={"location": "file:///etc/passwd"}), "no http or https address"),
        (lambda r: httpx.Response(302, headers={"location": "http://inside.example/"}), "private address"),
        (lambda r: httpx.Response(302, headers={"location": "http://both.example/"}), "private address"),
        (lambda r: httpx.Response(302, headers={"location": "http://nowhere.example/"}), "is not found"),
    ],
)
def test_what_goes_wrong_is_one_clear_message(handler, message):
    hosts = {"inside.example": ["10.0.0.7"], "both.example": [PUBLIC, "127.0.0.1"]}

    with pytest.raises(FetchError, match=message):
        fetch(handler, hosts=hosts, max_bytes=100)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (httpx.ConnectError("refused"), "does not answer"),
        (httpx.ReadTimeout("slow"), "within"),
        (httpx.ReadError("cut"), "breaks off"),
    ],
)
def test_a_broken_connection_is_a_fetch_error(error, message):
    def handler(request):
        raise error

    with pytest.raises(FetchError, match=message):
        fetch(handler)


def test_the_next_address_is_tried_where_the_first_does_not_answer():
    def handler(request):
        if request.url.host == PUBLIC:
            raise httpx.ConnectError("refused")
        return httpx.Response(200, content=b"x")

    assert fetch(handler, hosts={"news.example": [PUBLIC, "93.184.216.35"]}).content == b"x"


@pytest.mark.parametrize(
    "url", ["ftp://news.example/", "http://", "http:///x", "http://[::1", "http://news.example:99999/"]
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(FetchError):
        fetch(lambda r: httpx.Response(200), url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "240.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
     "nonsense"],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


def test_a_local_server_answers_only_where_it_is_allowed():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"Rebels left.")

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://localhost:{server.server_port}/"

        try:
            page = fetch_page(url, allow_private=True, timeout_s=5)
            with pytest.raises(FetchError, match="private address"):
                fetch_page(url, timeout_s=5)
        finally:
            server.shutdown()
            thread.join()

    assert page.content == b"Rebels left."
