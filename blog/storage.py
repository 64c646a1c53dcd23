"""Files on disk, each under a name that never stands for other bytes."""

import os
import secrets
from pathlib import Path
from typing import BinaryIO, Protocol


class Storage(Protocol):
    """Holds files by name. A name is the hash of what it names, so whoever puts it again puts the same."""

    def put(self, name: str, content: bytes) -> None: ...

    def has(self, name: str) -> bool: ...

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError."""
        ...

    def remove(self, name: str) -> None:
        """What is not there is removed already."""
        ...


class FolderStorage:
    """Files in one folder, in a folder for each two first letters. Names hold no slash: their callers made them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Written whole under another name, on disk before it is renamed: nobody ever reads half of it."""
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{secrets.token_hex(8)}")
        try:
            _write(draft, content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(path.parent)

    def has(self, name: str) -> bool:
        return self._path(name).is_file()

    def open(self, name: str) -> BinaryIO:
        return self._path(name).open("rb")

    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not name or Path(name).name != name or name.startswith("."):
            raise ValueError(f"{name!r} is no name of a file")
        return self._folder / name[:2] / name


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
