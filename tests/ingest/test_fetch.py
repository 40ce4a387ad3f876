"""Fetching a page: what comes, what is refused, and where no address may lead."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from claims.ingest.errors import FetchFailed
from claims.ingest.fetch import fetch

PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/story": (200, {"Content-Type": "text/html"}, b"<p>Hello</p>"),
    "/moved": (302, {"Location": "/story"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/gone": (404, {}, b""),
    "/broken": (503, {}, b""),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/huge": (200, {"Content-Type": "text/html"}, b"x" * 4_000_001),
    "/inside": (302, {"Location": "http://127.0.0.1:1/"}, b""),
    "/nowhere": (302, {"Location": "http://[broken/"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
}


class Site(BaseHTTPRequestHandler):
    """A site with one page of every trouble."""

    def do_GET(self) -> None:
        if self.path == "/drip":
            self.drip()
            return
        status, headers, body = PAGES[self.path]
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(200):
                self.wfile.write(b".")
                time.sleep(0.1)

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_inside(settings: Any) -> None:
    settings.FACTCHECK_FETCH_PRIVATE_ADDRESSES = True


@pytest.mark.usefixtures("open_inside")
@pytest.mark.parametrize("path", ["/story", "/moved"])
def test_a_page_comes(site: str, path: str) -> None:
    assert fetch(site + path).body == b"<p>Hello</p>"


@pytest.mark.usefixtures("open_inside")
@pytest.mark.parametrize(
    ("path", "reason", "passing"),
    [
        ("/round", "redirects", False),
        ("/gone", "answered 404", False),
        ("/broken", "answered 503", True),
        ("/picture", "image/png", False),
        ("/huge", "larger than", False),
        ("/file", "Only http", False),
        ("/nowhere", "no address", False),
    ],
)
def test_trouble_is_named(site: str, path: str, reason: str, passing: bool) -> None:
    with pytest.raises(FetchFailed, match=reason) as trouble:
        fetch(site + path)
    assert trouble.value.passing is passing


@pytest.mark.usefixtures("open_inside")
def test_a_site_that_drips_does_not_outlast_the_limit(site: str, settings: Any) -> None:
    settings.FACTCHECK_FETCH_TIMEOUT = 0.5
    with pytest.raises(FetchFailed, match="too long") as trouble:
        fetch(site + "/drip")
    assert trouble.value.passing


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://0.0.0.0/",
    ],
)
def test_no_private_address_is_fetched(url: str) -> None:
    with pytest.raises(FetchFailed, match="private address"):
        fetch(url)
