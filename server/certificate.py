"""A certificate of one's own for --tls: browsers give camera and microphone only to https and localhost."""

import os
from pathlib import Path

import trustme


def own_certificate(data: Path, names: list[str]) -> Path:
    """A file with certificate and key for these names, made once and kept in the data folder."""
    path = data / "certificate.pem"
    if path.exists():
        return path
    authority = trustme.CA(organization_name="Amphi")
    leaf = authority.issue_cert(*dict.fromkeys(names))
    authority.cert_pem.write_to_path(str(data / "certificate-authority.pem"))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(leaf.private_key_and_cert_chain_pem.bytes())
    return path
