"""The transcript of a class as files to take away."""

from aiohttp import web

from rooms import captions
from server.errors import Problem
from server.http.access import visit
from server.http.answers import school_of
from server.live.audiences import sees
from transcription.subtitles import to_json, to_srt, to_text, to_vtt

KINDS = {"vtt": "text/vtt", "srt": "application/x-subrip", "txt": "text/plain", "json": "application/json"}


async def transcript(request: web.Request) -> web.Response:
    """GET classes/{id}/transcript.vtt (or .srt, .txt, .json): who said what and when."""
    visitor = await visit(request)
    form, language = request.match_info["form"], school_of(request).settings.transcription_language
    room = visitor.timeline.room
    lines = captions.read(
        entry for entry in visitor.timeline.entries if sees(entry, visitor.reader, inside=visitor.inside)
    )
    if not lines and room.captions.state != "done":
        waits = {"working": "it is being written.", "off": "transcription is turned off on this server."}
        raise Problem(
            "no_transcript",
            room.captions.message or waits.get(room.captions.state or "", "the class must end first."),
        )
    names = await school_of(request).store.people.names({line.person for line in lines})
    text = {
        "vtt": lambda: to_vtt(lines, names, language),
        "srt": lambda: to_srt(lines, names),
        "txt": lambda: to_text(lines, names),
        "json": lambda: to_json(lines, names, language),
    }[form]()
    response = web.Response(text=text, content_type=KINDS[form], charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{visitor.found.id}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    response.enable_compression()
    return response
