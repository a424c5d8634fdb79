"""A checkpoint's file is whole at any moment, whatever happens to who writes it."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ecrpublic_models import CheckpointError, InventoryCheckpoint
from tests.inventory.test_lazy_repositories import serve
from tests.support.documents import defined_with
from tests.support.fleet import Fleet
from tests.support.loopback import Loopback

BEFORE = InventoryCheckpoint(resume_tokens={"team/app": None}, registryId="123456789012")
AFTER = InventoryCheckpoint(resume_tokens={f"team/app{n}": "token" for n in range(500)})


def files_in(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "inventory.json"
    for checkpoint in (BEFORE, AFTER, BEFORE):
        checkpoint.save(path)
        assert InventoryCheckpoint.load(str(path)) == checkpoint
    assert files_in(tmp_path) == ["inventory.json"]


def test_it_is_on_the_disk_before_it_takes_the_files_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        done.append("directory" if Path(f"/proc/self/fd/{descriptor}").is_dir() else "file")
        fsync(descriptor)

    def rename(self: Path, target: Path) -> Path:
        done.append("renamed")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", rename)
    BEFORE.save(tmp_path / "inventory.json")
    assert done == ["file", "renamed", "directory"]


@pytest.mark.parametrize("count", [50, pytest.param(10_000, marks=pytest.mark.thorough)])
def test_the_recipe_writes_seldom(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    fleet = Fleet(count=count, pages=1, page_size=1)
    serve(server, fleet)
    recipe = defined_with("take_inventory", "inventories.md")
    stored: list[str] = []
    recipe["store"] = lambda name, page: stored.append(name)
    saves: list[InventoryCheckpoint] = []
    save = InventoryCheckpoint.save

    def counted(checkpoint: InventoryCheckpoint, path: Path) -> None:
        saves.append(checkpoint)
        save(checkpoint, path)

    monkeypatch.setattr(InventoryCheckpoint, "save", counted)
    begun = time.monotonic()
    recipe["take_inventory"](fleet.names)
    seconds = time.monotonic() - begun
    assert sorted(stored) == sorted(fleet.names)
    assert 1 <= len(saves) <= 1 + seconds / recipe["SECONDS_BETWEEN_SAVES"]


def test_many_writers_of_one_file(tmp_path: Path) -> None:
    path = tmp_path / "inventory.json"
    BEFORE.save(path)

    def save_and_load(number: int) -> bool:
        (AFTER if number % 2 else BEFORE).save(path)
        return InventoryCheckpoint.load(path) in {BEFORE, AFTER}

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(save_and_load, range(200)))
    assert files_in(tmp_path) == ["inventory.json"]


KILLED = """
import os, sys
from ecrpublic_models import InventoryCheckpoint
checkpoint = InventoryCheckpoint(resume_tokens={f"team/app{n}": "token" for n in range(500)})
print("begun", flush=True)
while True:
    checkpoint.save(sys.argv[1])
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "inventory.json"
    BEFORE.save(path)
    for _ in range(5):
        command = [sys.executable, "-c", KILLED, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"begun\n"
            writer.kill()
        assert InventoryCheckpoint.load(path) in {BEFORE, AFTER}


FULL = """
import resource, signal, sys
from ecrpublic_models import InventoryCheckpoint
checkpoint = InventoryCheckpoint(resume_tokens={f"team/app{n}": "token" for n in range(5000)})
checkpoint.model_dump_json()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
checkpoint.save(sys.argv[1])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_file_that_can_not_be_written_whole_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "inventory.json"
    BEFORE.save(path)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == (
        f"OSError: [Errno {errno.EFBIG}] the checkpoint was not saved: File too large: '{path}'"
    )
    assert InventoryCheckpoint.load(path) == BEFORE
    assert files_in(tmp_path) == ["inventory.json"]


def test_a_place_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "inventory.json"
    message = f"not saved: No such file or directory: '{missing}'"
    with pytest.raises(FileNotFoundError, match=re.escape(message)):
        BEFORE.save(missing)
    with pytest.raises(IsADirectoryError, match="the checkpoint was not saved"):
        BEFORE.save(tmp_path)
    assert files_in(tmp_path) == []
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for place in (circle, Path("/")):
        with pytest.raises(OSError, match="the checkpoint was not saved"):
            BEFORE.save(place)
    assert files_in(tmp_path) == ["circle"]
    long = tmp_path / ("x" * 250)
    BEFORE.save(long)
    assert InventoryCheckpoint.load(long) == BEFORE


def test_a_link_and_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "file.json", tmp_path / "link.json"
    BEFORE.save(file)
    file.chmod(0o640)
    link.symlink_to(file)
    AFTER.save(link)
    assert link.is_symlink()
    assert InventoryCheckpoint.load(file) == AFTER
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        BEFORE.model_dump_json().encode()[:-10],
        b'{"resume_tokens": {"team/app": 1}}',
        b'{"resume_tokens": {}, "newer": 1}',
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "inventory.json"
    path.write_bytes(content)
    with pytest.raises(CheckpointError) as caught:
        InventoryCheckpoint.load(path)
    assert str(caught.value).startswith(f"{path}: not a whole checkpoint of an inventory (")
    assert str(caught.value).endswith("; put back a copy, or delete it to begin anew")


def test_a_file_that_is_not_there_is_pythons_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        InventoryCheckpoint.load(tmp_path / "none.json")
