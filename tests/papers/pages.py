"""PDF pages as pictures and as words."""

from __future__ import annotations

import pypdfium2

DPI = 300


def pages_of(file: bytes, dpi: int = DPI) -> list[memoryview]:
    """Each page as a grey picture."""
    found = []
    for page in pypdfium2.PdfDocument(file):
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        data = bytes(bitmap.buffer)
        rows = b"".join(
            data[n * bitmap.stride : n * bitmap.stride + bitmap.width] for n in range(bitmap.height)
        )
        found.append(memoryview(rows).cast("B", shape=(bitmap.height, bitmap.width)))
    return found


def words_of(file: bytes) -> str:
    """All text of a file, a line break for each line."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))
