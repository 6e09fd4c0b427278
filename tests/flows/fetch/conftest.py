"""A clock, a newsroom and a web for every test that wants them."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from flows.fetch.web import Web

from .newsroom import NOW, FakeTime, Newsroom, open_newsroom
from .newsroom import web as make_web


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def room(time: FakeTime) -> Iterator[Newsroom]:
    with open_newsroom(time) as opened:
        yield opened


@pytest.fixture
def web(time: FakeTime) -> Iterator[Web]:
    made = make_web(time)
    yield made
    made.close()


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody has vouched for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1_000))
        .not_valid_after(NOW + timedelta(days=10_000))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
