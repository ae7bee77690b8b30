"""A small PDF of text slides, written by hand so that its words are words and not pictures (ISO 32000-1 section 7)."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 960, 540  # points
HEADING, BODY = 44, 28


def slides(pages: Sequence[Sequence[str]]) -> bytes:
    """One page for each list of lines: the first is its heading. Letters outside Latin-1 become question marks."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        drawn = _page(lines, index + 1, len(pages))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"\nendstream")
    return _file(objects)


def _page(lines: Sequence[str], number: int, of: int) -> bytes:
    parts = [
        "0.98 0.98 0.97 rg 0 0 960 540 re f",
        "0.106 0.373 0.851 rg 0 0 16 540 re f",
        "0.08 0.09 0.11 rg",
    ]
    parts.append(f"BT /F1 {HEADING} Tf 72 430 Td {_text(lines[0])} Tj ET")
    for row, line in enumerate(lines[1:]):
        parts.append(f"BT /F1 {BODY} Tf 72 {350 - 52 * row} Td {_text(line)} Tj ET")
    parts.append(f"0.29 0.33 0.39 rg BT /F1 16 Tf 72 36 Td {_text(f'{number} / {of}')} Tj ET")
    return "\n".join(parts).encode("latin-1", "replace")


def _text(text: str) -> str:
    plain = text.encode("latin-1", "replace").decode("latin-1")
    return "(" + plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
