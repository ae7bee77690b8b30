"""Starting and stopping the server as its users do: one clear line where it cannot start, and a clean end."""

import signal
import socket

import pytest
import structlog

from server.__main__ import main
from server.recordings import recording_folder
from tests.harness.waiting import free_port, has_ended, wait_until


@pytest.fixture
def line_of(capsys, monkeypatch):
    """The one line that the command prints when it cannot start."""

    def run(*arguments: str, **environment: str) -> str:
        with monkeypatch.context() as patch, pytest.raises(SystemExit) as ended:
            # A media process that began meanwhile tells so, which is no complaint.
            for name, value in {"AMPHI_LOG_LEVEL": "warning", **environment}.items():
                patch.setenv(name, value)
            main(["--no-open", *arguments])
        structlog.reset_defaults()  # what it logs to is closed with this test
        assert ended.value.code == 2
        lines = capsys.readouterr().err.strip().splitlines()
        assert len(lines) == 1, lines
        return lines[0]

    return run


def test_a_busy_port_is_one_clear_line(line_of, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = line_of("--host", "127.0.0.1", "--port", port, "--data", str(tmp_path))
    assert line == f"amphi: port {port} is in use: stop the other program, or choose another with --port"


def test_a_busy_media_port_is_one_clear_line(line_of, tmp_path):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        options = ("--host", "127.0.0.1", "--data", str(tmp_path))
        line = line_of("--port", port, *options)
        assert line == f"amphi: port {port} is in use: stop the other program, or choose another with --port"
        line = line_of("--port", str(free_port()), *options, AMPHI_MEDIA_PORT=port)
    assert line == f"amphi: port {port} (UDP, for media) is in use: choose another with AMPHI_MEDIA_PORT"


def test_a_data_folder_that_cannot_be_written_is_one_clear_line(line_of, tmp_path):
    (tmp_path / "file").write_text("")
    line = line_of("--data", str(tmp_path / "file" / "data"))
    assert "is not writable" in line
    assert "--data" in line


def test_a_wrong_setting_is_one_clear_line(line_of, tmp_path):
    assert "port" in line_of("--data", str(tmp_path), AMPHI_PORT="99999")
    assert "AMPHI_TRANSCRIPTION" in line_of("--data", str(tmp_path), AMPHI_TRANSCRIPTION="magic:x")


def test_a_database_that_is_not_there_is_one_clear_line(line_of, tmp_path):
    url = "postgresql://nobody@127.0.0.1:9/none"
    line = line_of("--data", str(tmp_path), "--port", str(free_port()), AMPHI_DATABASE_URL=url)
    assert "the database cannot be opened" in line


def test_it_says_when_it_is_ready_logs_no_token_and_ends_cleanly(start_server):
    server = start_server(AMPHI_LOG_LEVEL="debug")
    ready = f"Amphi is ready at http://localhost:{server.port}"
    wait_until(lambda: ready in server.log, "the server says that it is ready")
    for name in ("secret", "amphi.db"):
        assert (server.data / name).stat().st_mode & 0o077 == 0, "for their owner only"
    made = server.new_class()
    tickets = [link.rsplit("/", 1)[1] for link in made["join"].values()]
    for ticket in tickets:
        server.api("GET", f"tickets/{ticket}", token="")
        server.api("GET", f"classes/{made['id']}?ticket={ticket}", token="")
    assert "answered" in server.log
    link = server.sign_in_link()
    for secret in (*tickets, "token-of-the-tests", link.rsplit("/", 1)[1]):
        assert secret not in server.log.replace(link, "")
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(60) == 0
    assert "Traceback" not in server.log


def test_after_a_crash_in_mid_class_the_class_goes_on(start_server):
    server = start_server(AMPHI_SEAT_SECONDS="0.5")
    made = server.new_class()
    ticket = made["join"]["instructor"].rsplit("/", 1)[1]
    ada = server.api("POST", "join", {"ticket": ticket, "name": "Ada"})
    say = {"id": "2", "do": "Say", "message": "m1", "text": "Before", "to": "everyone"}
    for command in ({"id": "1", "do": "JoinClass"}, say):
        assert server.api("POST", f"classes/{made['id']}/commands", command, token=ada["token"])["ok"]
    (media,) = wait_until(lambda: server.media_processes, "media can be served")
    server.kill()
    wait_until(lambda: has_ended(media), "nothing of it is left", 5)
    server.start()
    timeline = server.api("GET", f"classes/{made['id']}/timeline", token=ada["token"])
    events = [entry["event"] for entry in timeline["entries"]]
    assert timeline["state"] == "live"
    assert "Before" in [event.get("text") for event in events]
    assert events[-1] == {"type": "PersonLeft", "person": ada["person"], "reason": "lost"}
    again = {"id": "3", "do": "JoinClass"}
    assert server.api("POST", f"classes/{made['id']}/commands", again, token=ada["token"])["ok"]
    assert server.api("POST", f"classes/{made['id']}/end", token=ada["token"])["ok"]


def test_a_recording_whose_end_was_not_written_is_mended_when_somebody_wants_to_play_it(start_server):
    """A crash in the second of the end, or a full disk: the media is there, only the list of it is missing."""
    server = start_server()
    made = server.new_class()
    ticket = made["join"]["instructor"].rsplit("/", 1)[1]
    ada = server.api("POST", "join", {"ticket": ticket, "name": "Ada"})
    join = {"id": "1", "do": "JoinClass"}
    assert server.api("POST", f"classes/{made['id']}/commands", join, token=ada["token"])["ok"]

    def manifest():
        return server.api("GET", f"classes/{made['id']}/manifest")

    wait_until(lambda: manifest().get("live_edge", 0) > 0, "something is recorded", 20)
    assert server.api("POST", f"classes/{made['id']}/end", token=ada["token"])["ok"]
    whole = manifest()
    server.kill()
    (recording_folder(server.data, made["id"]) / "manifest.json").unlink()
    server.start()
    mended = manifest()
    assert mended["state"] == "ended"
    assert mended["mix"]["fragments"] == whole["mix"]["fragments"]
    assert {k: mended[k] for k in ("recorded", "wall")} == {k: whole[k] for k in ("recorded", "wall")}
