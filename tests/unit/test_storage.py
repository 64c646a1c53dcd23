"""Files under names that never stand for other bytes."""

from pathlib import Path

import pytest

from blog.storage import FolderStorage

NAME = "0" * 32 + ".jpg"


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path / "media")


def test_what_was_put_is_there_until_it_is_removed(storage: FolderStorage) -> None:
    assert not storage.has(NAME)
    storage.put(NAME, b"one")
    storage.put(NAME, b"one")
    assert storage.has(NAME)
    with storage.open(NAME) as file:
        assert file.read() == b"one"
    storage.remove(NAME)
    storage.remove(NAME)
    assert not storage.has(NAME)


def test_nothing_but_whole_files_is_left_behind(
    storage: FolderStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        storage.put(NAME, b"one")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "a/b", "/etc/passwd", ".hidden", "a/../../b"])
def test_a_name_never_leads_out_of_the_folder(storage: FolderStorage, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        storage.put(name, b"x")
    with pytest.raises(ValueError, match="no name"):
        storage.open(name)
