"""Makes a small picture of a picture, in a process of its own: one that crashes its reader or never ends harms nobody.

    python -m server.render_preview FILE KIND TARGET.webp

Writes TARGET and one line of JSON: {width, height} of the whole picture, or {error, detail}.
"""

import json
import os
import resource
import sys
import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST = 960  # pixels: sharp in a panel of 300 on a dense screen, and enough to read a sketch
MOST_PIXELS = (
    80_000_000  # a camera's largest picture; what unpacks to more is an attack or no picture for a chat
)
MEMORY = 2 << 30  # bytes
CPU_SECONDS = 30
QUALITY = 80
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}


class UnreadableError(Exception):
    """The picture cannot be shown; says why."""


def render(source: Path, kind: str, target: Path) -> dict[str, int]:
    """Write the preview; the size of the whole picture, turned as its camera was held."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        # Only the reader for what the content is: no other one is ever tried.
        with Image.open(source, formats=[FORMATS[kind]]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise UnreadableError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels.")
            turned = image.getexif().get(0x0112, 1) >= 5  # EXIF 2.32: orientations 5 to 8 lie on their side
            image.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST, LONGEST))
            mode = "RGBA" if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info else "RGB"
            upright.convert(mode).save(target, "WEBP", quality=QUALITY, method=2)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels.") from error
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as error:
        raise UnreadableError("it is damaged.") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise UnreadableError("it is damaged.") from error  # Pillow says so of cut pictures
    return {"width": height, "height": width} if turned else {"width": width, "height": height}


def main() -> None:
    """Run with limits on memory and time."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    source, kind, target = sys.argv[1:4]
    try:
        told: dict[str, object] = dict(render(Path(source), kind, Path(target)))
    except UnreadableError as error:
        told = {"error": "broken_picture", "detail": str(error)}
    except MemoryError:
        told = {"error": "broken_picture", "detail": "it needs too much memory."}
    except OSError as error:
        told = {"error": "storage_full" if error.errno == 28 else "storage_failed", "detail": ""}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
