"""Makes a small picture of a picture, in a process of its own: one that crashes its reader or never ends harms nobody.

    python -m server.render_preview FILE KIND TARGET.webp

Writes TARGET and one line of JSON: {width, height} of the whole picture, or {error, detail}.
"""

import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from server.confined import UnreadableError, run

LONGEST = 960  # pixels: sharp in a panel of 300 on a dense screen, and enough to read a sketch
MOST_PIXELS = (
    80_000_000  # a camera's largest picture; what unpacks to more is an attack or no picture for a chat
)
CPU_SECONDS = 30
QUALITY = 80
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}


def render(source: str, kind: str, target: str) -> dict[str, int]:
    """Write the preview; the size of the whole picture, turned as its camera was held."""
    upright, (width, height) = open_picture(Path(source), kind, (LONGEST, LONGEST))
    upright.save(target, "WEBP", quality=QUALITY, method=2)
    return {"width": width, "height": height}


def open_picture(source: Path, kind: str, most: tuple[int, int]) -> tuple[Image.Image, tuple[int, int]]:
    """A picture that fits into `most`, as its camera was held, and the size of the whole one."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        # Only the reader for what the content is: no other one is ever tried.
        with Image.open(source, formats=[FORMATS[kind]]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise UnreadableError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels.")
            turned = image.getexif().get(0x0112, 1) >= 5  # EXIF 2.32: orientations 5 to 8 lie on their side
            image.draft("RGB", most)
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail(most)
            mode = "RGBA" if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info else "RGB"
            return upright.convert(mode), (height, width) if turned else (width, height)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels.") from error
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as error:
        raise UnreadableError("it is damaged.") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise UnreadableError("it is damaged.") from error  # Pillow says so of cut pictures


if __name__ == "__main__":
    run(render, "broken_picture", cpu_seconds=CPU_SECONDS)
