"""Each person sits at a machine of their own: a browser with its own camera, and a microphone that says what it is given."""

import itertools
import shutil
from contextlib import AsyncExitStack, asynccontextmanager

from server.bot import picture
from tests.e2e.absent import speech
from tests.e2e.lesson.script import choose
from tests.e2e.visitors import Visitor, visitors
from tests.harness.browsers import chromium

WIDTH, HEIGHT, FPS = 480, 270, 5
SHOWN = {speech.BEN: "Benedikta Roth"}  # the camera of this name is pink, which nothing else in the film is


def camera(folder, name):
    """A camera of 20 seconds, in a loop, as a file that Chromium takes for one."""
    file = folder / f"camera-{name[:4]}.y4m"
    made = picture.camera_pictures(SHOWN.get(name, name), WIDTH, HEIGHT, FPS)
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420jpeg\n".encode())
        for frame, _ in itertools.islice(made, 20 * FPS):
            out.write(b"FRAME\n" + frame.reformat(format="yuv420p").to_ndarray().tobytes())
    return file


class Person:
    """A visitor, and the file that stands for their microphone; a browser reads it when it opens the microphone."""

    def __init__(self, visitor: Visitor, microphone) -> None:
        self.visitor, self.microphone = visitor, microphone

    def will_say(self, file):
        """The next time that the microphone is opened, it is this."""
        other = self.microphone.with_suffix(".new")
        shutil.copyfile(file, other)
        other.replace(self.microphone)

    async def speaks(self, file):
        """In the room: the microphone is opened anew, and this is heard once."""
        self.will_say(file)
        await choose(self.visitor, "Choose microphone", "Noise suppression")


@asynccontextmanager
async def machines(folder, *names):
    """A browser for each of them; the test fails if a page complained."""
    async with AsyncExitStack() as stack:
        people = []
        for name in names:
            microphone = speech.write(folder / f"microphone-{name[:4]}.wav", speech.silence(2))
            flags = (
                f"--use-file-for-fake-video-capture={camera(folder, name)}",
                f"--use-file-for-fake-audio-capture={microphone}%noloop",
            )
            browser = await stack.enter_async_context(chromium(*flags))
            (visitor,) = await stack.enter_async_context(visitors(browser, name))
            people.append(Person(visitor, microphone))
        yield people
