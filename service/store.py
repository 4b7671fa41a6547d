"""Where sources and results are: a folder every worker reaches, or S3.

What `put` has stored is on disk when it returns, and nobody ever sees a half of it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from service.config import Config

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StoreTrouble(Exception):
    """The store cannot be used now."""


class StoreFull(StoreTrouble):
    """There is no room left."""


class Absent(StoreTrouble):
    """There is nothing of this name."""


class Store(Protocol):
    """Bytes by name; names are relative paths of our own making. Methods raise `StoreTrouble`."""

    def prepare(self, folders: Sequence[str]) -> None:
        """Make the folders that will be needed, so that no upload has to."""

    def put(self, name: str, data: bytes) -> None:
        """Store durably, all or nothing."""

    def put_all(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Store the files of a folder that is new, durably."""

    def get(self, name: str) -> bytes:
        """What was stored; raises `Absent`."""

    def remove(self, name: str) -> None:
        """Remove what has this name, and all below it, if there is any."""

    def list_names(self, folder: str) -> Iterator[tuple[str, float]]:
        """Two levels below a folder: the names, and when they were last changed, in seconds since 1970."""

    def check(self) -> None:
        """See that it can be written and read."""


def open_store(config: Config) -> Store:
    """The store of the settings."""
    if config.store.startswith("s3://"):
        return BucketStore(config.store, config.s3_endpoint)
    return FolderStore(Path(config.store))


class FolderStore:
    """A store in a folder, local or shared."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def prepare(self, folders: Sequence[str]) -> None:
        """Make the folders, and sync those they are in once."""
        with _told():
            new = [path for path in (self._root / each for each in folders) if not path.is_dir()]
            for path in new:
                path.mkdir(parents=True, exist_ok=True, mode=0o700)
            for parent in {above for path in new for above in (path.parent, path.parent.parent)}:
                _sync_folder(parent)

    def put(self, name: str, data: bytes) -> None:
        """Store durably: written beside, synced, renamed, and the folder synced."""
        target = self._root / name
        beside = target.with_name(f".{target.name}.{uuid4().hex}")
        with _told():
            self._make(target.parent)
            try:
                _write_synced(beside, data)
                beside.replace(target)
            except OSError:
                beside.unlink(missing_ok=True)
                raise
            _sync_folder(target.parent)

    def put_all(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Store the files of a folder that is new: nobody knows of it before it is whole."""
        target = self._root / folder
        with _told():
            try:
                self._make(target)
                for name, data in files.items():
                    self._make(target.joinpath(name).parent)
                    _write_synced(target / name, data)
                for each in {target.joinpath(name).parent for name in files}:
                    _sync_folder(each)
            except OSError:
                shutil.rmtree(target, ignore_errors=True)
                raise

    def get(self, name: str) -> bytes:
        """What was stored; raises `Absent`."""
        with _told():
            return (self._root / name).read_bytes()

    def remove(self, name: str) -> None:
        """Remove what has this name, and all below it."""
        target = self._root / name
        with _told():
            if target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)

    def list_names(self, folder: str) -> Iterator[tuple[str, float]]:
        """Two levels below a folder: the names, and when they were last changed."""
        with _told():
            for path in (self._root / folder).glob("*/*"):
                with suppress(FileNotFoundError):
                    yield path.relative_to(self._root).as_posix(), path.stat().st_mtime

    def check(self) -> None:
        """See that it can be written and read."""
        self.put(f"checks/{os.getpid()}", b"galley")

    def _make(self, folder: Path) -> None:
        """Make a folder; those that are new are synced in their parents, or a power cut loses them."""
        new = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in new:
            _sync_folder(each.parent)


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the system, as errors of the store."""
    try:
        yield
    except FileNotFoundError as trouble:
        raise Absent(str(trouble)) from trouble
    except OSError as trouble:
        raise (StoreFull if trouble.errno in _FULL else StoreTrouble)(str(trouble)) from trouble


class BucketStore:
    """A store in an S3 bucket, below a prefix. Credentials come from the `AWS_*` variables."""

    def __init__(self, address: str, endpoint: str) -> None:
        from obstore.store import S3Store

        options: dict[str, Any] = {"endpoint": endpoint, "client_options": {"allow_http": True}} if endpoint else {}
        self._store = S3Store.from_url(address, **options)

    def prepare(self, folders: Sequence[str]) -> None:
        """There are no folders in a bucket."""

    def put(self, name: str, data: bytes) -> None:
        """Store; S3 has it durably when it answers."""
        import obstore

        with _told_of_bucket():
            obstore.put(self._store, name, data)

    def put_all(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Store the files of a folder."""
        for name, data in files.items():
            self.put(f"{folder}/{name}", data)

    def get(self, name: str) -> bytes:
        """What was stored; raises `Absent`."""
        import obstore

        with _told_of_bucket():
            return bytes(obstore.get(self._store, name).bytes())

    def remove(self, name: str) -> None:
        """Remove what has this name, and all below it."""
        import obstore

        with _told_of_bucket():
            for page in obstore.list(self._store, f"{name}/"):
                obstore.delete(self._store, [each["path"] for each in page])
            obstore.delete(self._store, name)

    def list_names(self, folder: str) -> Iterator[tuple[str, float]]:
        """Two levels below a folder: the names, and when they were last changed."""
        import obstore

        with _told_of_bucket():
            for page in obstore.list(self._store, f"{folder}/"):
                for each in page:
                    yield "/".join(each["path"].split("/")[:3]), each["last_modified"].timestamp()

    def check(self) -> None:
        """See that it can be written and read."""
        self.put(f"checks/{os.getpid()}", b"galley")


@contextmanager
def _told_of_bucket() -> Iterator[None]:
    from obstore.exceptions import BaseError, NotFoundError

    try:
        yield
    except (NotFoundError, FileNotFoundError) as trouble:
        raise Absent(str(trouble)) from trouble
    except (BaseError, OSError) as trouble:
        raise StoreTrouble(str(trouble)) from trouble
