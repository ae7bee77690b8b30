"""The server's own clock over the breakout groups: when their time is over, everyone comes back."""

import asyncio

import structlog

from rooms.breakouts import CloseBreakouts
from rooms.errors import Refusal
from server.classroom import Classroom

AGAIN_SECONDS = 2.0

log = structlog.get_logger("deadlines")


class Deadline:
    """The end of the groups of one class. The timeline tells when it is: a restart changes nothing."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom = classroom
        self._waiting: asyncio.Task[None] | None = None

    def heed(self) -> None:
        """The end was set, put off, or is no more."""
        self.close()
        if self._classroom.room.breakouts.ends_at is not None:
            self._waiting = asyncio.create_task(self._wait(), name=f"groups of {self._classroom.id}")

    async def _wait(self) -> None:
        while (ends_at := self._classroom.room.breakouts.ends_at) is not None:
            left = ends_at - self._classroom.now()
            if left > 0:
                await asyncio.sleep(left / 1000)
                continue
            try:
                await asyncio.shield(self._classroom.do(CloseBreakouts()))
            except Refusal:
                return  # somebody called them back, or the class ended, at the same moment
            except Exception as error:
                log.warning("groups are not called back yet", class_id=self._classroom.id, reason=str(error))
                await asyncio.sleep(AGAIN_SECONDS)

    def close(self) -> asyncio.Task[None] | None:
        """Wait for nothing any longer; what is on its way of ending, if anything is."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting is asyncio.current_task():
            return None
        waiting.cancel()
        return waiting
