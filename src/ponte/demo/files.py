"""Small pictures and papers that customers attach, drawn when the world is loaded."""

from __future__ import annotations

import io
import mimetypes
from functools import cache

from PIL import Image, ImageDraw, ImageFont

PALETTE = {
    "display": "#101418",
    "charger": "#2b2f33",
    "korobka": "#b98d5b",
    "black": "#23252a",
    "screenshot": "#f5f5f2",
}
WORDS = {
    "display": (("62 %", 120), ("E27", 64)),
    "charger": (("VELORA  42 V  4 A", 34), ("REV C", 84)),
    "korobka": (("VO-51640", 48), ("FRAGILE", 72)),
    "black": (("Lido 3", 90), ("black", 48)),
    "screenshot": (("0 km", 110), ("Velora 2.9.0", 36)),
}


@cache
def content_of(filename: str) -> tuple[bytes, str]:
    """A file's bytes and type; the same name always gives the same bytes."""
    kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return (_paper(filename) if filename.endswith(".pdf") else _picture(filename)), kind


def _picture(filename: str) -> bytes:
    subject = filename.split("-")[0].split(".")[0]
    paper = PALETTE.get(subject, "#d8d4cc")
    image = Image.new("RGB", (960, 640), paper)
    draw = ImageDraw.Draw(image)
    ink = "#1d2a33" if sum(image.getpixel((0, 0))) > 380 else "#e8efe9"  # type: ignore[arg-type]
    draw.rounded_rectangle((90, 70, 870, 570), radius=36, outline=ink, width=5)
    top = 170
    for text, size in WORDS.get(subject, ((subject.upper(), 64), (filename, 34))):
        font = ImageFont.load_default(size)
        left = (960 - draw.textlength(text, font=font)) / 2
        draw.text((left, top), text, fill=ink, font=font)
        top += size + 60
    stream = io.BytesIO()
    if filename.endswith(".png"):
        image.save(stream, "PNG", optimize=True)
    else:
        image.save(stream, "JPEG", quality=82)
    return stream.getvalue()


def _paper(filename: str) -> bytes:
    """A one-page PDF with a title, by hand: no library of ours writes PDF."""
    lines = ["Velora S.r.l., Milano", filename.removesuffix(".pdf"), "A paper of the demo world."]
    steps = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    stream = f"BT /F1 18 Tf 72 740 Td {steps} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
