"""An address -> the page's bytes: http(s) only, bounded in size and time, redirects checked, no private address."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3

from claims import conf
from claims.ingest.errors import FetchFailed

REDIRECTS = 5
AGENT = "Factcheck/0.1 (+article intake of a newsroom)"
PASSING = {429, 500, 502, 503, 504}


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A page as it came: its bytes, decoded by the transfer's encoding, and whether the site calls it HTML."""

    body: bytes
    is_html: bool


def fetch(url: str) -> Fetched:
    """The page at ``url``, at most ``conf.max_upload_bytes()`` bytes of it decoded.

    Raises:
        FetchFailed: with a reason for a person, and whether trying again may help.
    """
    deadline = time.monotonic() + conf.fetch_timeout()
    for _hop in range(REDIRECTS + 1):
        response = _request(url, seconds=deadline - time.monotonic())
        try:
            location = response.get_redirect_location()
            if not location:
                return _page(response, deadline=deadline)
            url = urljoin(url, location)
        except ValueError as error:
            raise FetchFailed("The site redirects to something that is no address.") from error
        finally:
            response.release_conn()
            response.close()
    raise FetchFailed(f"More than {REDIRECTS} redirects.")


def _request(url: str, *, seconds: float) -> urllib3.BaseHTTPResponse:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise FetchFailed("That is no address.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchFailed("Only http:// and https:// addresses are fetched.")
    if seconds <= 0:
        raise FetchFailed("The site took too long to answer.", passing=True)
    address = _public_address(parts.hostname, port=port)
    pool = _pool(parts.scheme, host=parts.hostname, address=address, port=port, seconds=seconds)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"User-Agent": AGENT, "Accept": "text/html,text/plain;q=0.9", "Host": parts.netloc.rpartition("@")[2]}
    try:
        return pool.urlopen("GET", target, headers=headers, redirect=False, retries=False, preload_content=False)
    except urllib3.exceptions.SSLError as error:
        raise FetchFailed("The site's certificate could not be verified.") from error
    except urllib3.exceptions.HTTPError as error:
        raise FetchFailed(f"The site gave no answer ({type(error).__name__}).", passing=True) from error


def _pool(scheme: str, *, host: str, address: str, port: int, seconds: float) -> urllib3.HTTPConnectionPool:
    """A pool to the very address that was checked, so that a second look-up cannot lead elsewhere."""
    timeout = urllib3.Timeout(total=seconds)
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED"
        )
    return urllib3.HTTPConnectionPool(address, port, timeout=timeout)


def _public_address(host: str, *, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"There is no site called {host}.", passing=isinstance(error, OSError)) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not conf.fetch_private_addresses():
        for address in addresses:
            if not ipaddress.ip_address(address.partition("%")[0]).is_global:
                raise FetchFailed(f"{host} leads to a private address, which is not fetched.")
    return addresses[0]


def _page(response: urllib3.BaseHTTPResponse, *, deadline: float) -> Fetched:
    if response.status >= 400:
        raise FetchFailed(f"The site answered {response.status}.", passing=response.status in PASSING)
    kind = response.headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()
    if not kind.startswith("text/") and kind != "application/xhtml+xml":
        raise FetchFailed(f"The address leads to {kind}, not to a page.")
    return Fetched(body=_body(response, deadline=deadline), is_html="html" in kind)


def _body(response: urllib3.BaseHTTPResponse, *, deadline: float) -> bytes:
    """Read what has arrived, again and again: a site that drips a byte a second must not outlast the deadline."""
    body = bytearray()
    try:
        while piece := response.read1(65_536, decode_content=True):
            body += piece
            if len(body) > conf.max_upload_bytes():
                raise FetchFailed(f"The page is larger than {conf.max_upload_bytes():,} bytes.")
            if time.monotonic() > deadline:
                raise FetchFailed("The page took too long to arrive.", passing=True)
    except urllib3.exceptions.HTTPError as error:
        raise FetchFailed(f"The page broke off ({type(error).__name__}).", passing=True) from error
    return bytes(body)
