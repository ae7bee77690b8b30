"""The first command on a bare machine: what is fresh stays, what fails says why and what to do."""

import subprocess
import sys
import time

import pytest

import dev
from tests.harness.source import ROOT
from tests.harness.waiting import free_port


def ask_dev(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_stamp_is_fresh_only_for_the_same_inputs(tmp_path):
    stamp, source = tmp_path / "stamp", tmp_path / "source"
    source.write_text("one")
    assert not dev.is_fresh(stamp, dev.digest(source))
    stamp.write_text(dev.digest(source))
    assert dev.is_fresh(stamp, dev.digest(source))
    source.write_text("two")
    assert not dev.is_fresh(stamp, dev.digest(source))


def test_the_web_client_is_built_again_only_when_its_sources_change(tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "WEB", tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.ts").write_text("1")
    before = dev.digest(*dev.web_sources())
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "left.js").write_text("pad")
    assert dev.digest(*dev.web_sources()) == before
    (tmp_path / "src" / "main.ts").rename(tmp_path / "src" / "start.ts")
    assert dev.digest(*dev.web_sources()) != before


def test_a_failed_step_shows_its_last_lines_and_names_the_log(tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "SCRATCH", tmp_path)
    monkeypatch.setattr(dev, "LOG", tmp_path / "setup.log")
    with pytest.raises(dev.Failure, match="no room left") as failure:
        dev.quietly([sys.executable, "-c", "print('no room left'); raise SystemExit(3)"])
    assert str(tmp_path / "setup.log") in str(failure.value)


def test_a_package_index_out_of_reach_is_told_apart_from_other_failures(monkeypatch):
    monkeypatch.setattr(dev, "INDEX", f"http://127.0.0.1:{free_port()}/simple")
    assert "check the network" in str(dev.explain_network(dev.Failure("something else")))


def test_a_damaged_installer_is_refused(tmp_path, monkeypatch):
    (tmp_path / "page" / "pip").mkdir(parents=True)
    (tmp_path / "page" / "pip" / "index.html").write_text(f'<a href="{dev.PIP_WHEEL}#sha256=0">pip</a>')
    (tmp_path / "page" / "pip" / dev.PIP_WHEEL).write_bytes(b"not pip")
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "http.server",
        str(port),
        "--bind",
        "127.0.0.1",
        "-d",
        str(tmp_path / "page"),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        monkeypatch.setattr(dev, "SCRATCH", tmp_path)
        monkeypatch.setattr(dev, "INDEX", f"http://127.0.0.1:{port}")
        end = time.monotonic() + 20
        while True:
            try:
                with pytest.raises(dev.Failure, match="damaged"):
                    dev.pip_wheel()
                break
            except OSError:
                assert time.monotonic() < end, "the little index never answered"
    finally:
        server.terminate()
        server.wait()
    assert not (tmp_path / dev.PIP_WHEEL).exists()


def test_wrong_options_are_refused_before_anything_is_set_up():
    answer = ask_dev("run", "--prot", "8080")
    assert answer.returncode == 2
    assert "--prot" in answer.stderr
    assert "installing" not in answer.stdout


def test_bench_without_a_name_lists_what_can_be_measured():
    answer = ask_dev("bench")
    assert answer.returncode == 1
    assert "bench NAME" in answer.stderr
