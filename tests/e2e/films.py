"""A film that everybody sees in step: one to bring along, and where it stands on a page."""

import io

import av
import numpy as np

FILM_SECONDS = 40
AT = """() => {
    const film = document.querySelector("video.film-picture");
    return film && film.readyState > 1 ? [film.currentTime, film.paused] : null;
}"""


def a_film():
    out = io.BytesIO()
    with av.open(out, "w", format="webm") as container:
        stream = container.add_stream("libvpx", rate=10, options={"deadline": "realtime", "cpu-used": "8"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(FILM_SECONDS * 10):
            picture = np.full((180, 320, 3), (40, number % 256, 120), np.uint8)
            picture[:, : 320 * number // (FILM_SECONDS * 10)] = 220
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(stream.encode())
    return out.getvalue()


async def plays(person):
    found = await person.ask(AT)
    return found is not None and not found[1] and found[0] > 0.5


async def stands(person):
    found = await person.ask(AT)
    return found is not None and found[1]


async def together(ada, ben, least=0):
    one, other = await ada.ask(AT), await ben.ask(AT)
    return one and other and min(one[0], other[0]) >= least and abs(one[0] - other[0]) < 1
