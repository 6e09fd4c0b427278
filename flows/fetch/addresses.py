"""Web addresses: one spelling for one page, and which machines may be asked."""

import ipaddress
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

LONGEST = 2_000  # characters; servers refuse longer ones, and a feed full of them is a flood
_FRONTS = ("www.", "m.", "amp.")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKERS = frozenset(
    line.split(",")[0]
    for line in Path(__file__).with_name("trackers.csv").read_text(encoding="utf-8").splitlines()[1:]
)
_TRACKER_PREFIXES = tuple(name[:-1] for name in _TRACKERS if name.endswith("*"))


def normalised(address: str, base: str | None = None) -> str | None:
    """``address`` (relative ones against ``base``) in its one spelling, or None where it is no web address.

    Fragments, default ports, dot segments, log-in names and tracking parameters (`trackers.csv`) go, the
    other parameters are sorted, names are in ASCII.
    """
    address = address.strip()
    if not address or len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(canonicalize_url(urljoin(base, address) if base else address))
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        return None
    if scheme not in _DEFAULT_PORTS or not host or parts.username is not None:
        return None
    host = host.rstrip(".")
    if not host or any(character <= " " or character in '<>"\\^`{|}' for character in host):
        return None
    if ":" in host:
        host = f"[{host}]"
    place = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    whole = urlunsplit((scheme, place, parts.path or "/", _without_trackers(parts.query), ""))
    return whole if len(whole) <= LONGEST and whole.isascii() else None


def redirected(address: str, base: str) -> str | None:
    """Where a redirect to ``address`` leads from ``base``: normalised, but with every parameter as it stands.

    A server that sends a visitor on to the same page with a parameter more would go round in circles else.
    """
    whole = normalised(address, base)
    if whole is None:
        return None
    query = urlsplit(safe_url_string(urljoin(base, address.strip()))).query
    whole = urlsplit(whole)._replace(query=query).geturl()
    return whole if len(whole) <= LONGEST and whole.isascii() else None


def host_key(address: str) -> str:
    """The machine that a normalised ``address`` asks, as manners count it: host, and port if it is odd."""
    return urlsplit(address).netloc


def site(address: str) -> str:
    """The outlet that a normalised ``address`` belongs to: its host without www, m or amp before it."""
    key = host_key(address)
    return next((key[len(front) :] for front in _FRONTS if key.startswith(front)), key)


def origin(address: str) -> str:
    """Scheme and host of a normalised ``address``: what one robots.txt speaks for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(ip: str) -> bool:
    """Whether ``ip`` is an address of the open internet, and no wrapping of one that is not."""
    try:
        address = ipaddress.ip_address(ip.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _translated(address)
        if address.teredo or address.is_site_local or (inner and not is_public(str(inner))):
            return False
        if address.ipv4_mapped:
            return True
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside NAT64's well-known prefix."""
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _without_trackers(query: str) -> str:
    if not query:
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name.lower() not in _TRACKERS and not name.lower().startswith(_TRACKER_PREFIXES)
    ]
    return urlencode(kept)
