"""Fetching a production model: from the model hub when asked to, or from a folder that was carried over.

The hub is the one that ``huggingface_hub`` knows, or ``HF_ENDPOINT``. An interrupted fetch goes on where it
stopped. What the hub says of a file's checksum is compared at the fetch; what came is written down and
compared ever after (``catalogue.verify``).
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from agent.engines import catalogue
from agent.engines.catalogue import Entry, File, Installed
from agent.errors import SetupError

_STAGE = ".fetching"


def fetch(entry: Entry, models: Path) -> Installed:
    """Bring ``entry`` into the folder ``models``, with a progress bar on stderr. Raises SetupError."""
    models.mkdir(parents=True, exist_ok=True)
    _need_space(entry, models)
    stage = models / _STAGE / entry.name
    checksums = _download(entry, stage)
    files = []
    for name in entry.files:
        file = _put(stage / name, models, catalogue.place(entry, name))
        expected = checksums.get(name)
        if expected and expected != file.sha256:
            (models / file.path).unlink()
            raise SetupError(f"{name} came damaged: the hub says sha256 {expected[:12]}..., it is another")
        files.append(file)
    shutil.rmtree(stage)
    return _keep(entry, models, f"hub {entry.hub}", files)


def take(entry: Entry, models: Path, folder: Path) -> Installed:
    """Take ``entry`` from ``folder``, where its files lie flat or as on the hub. Raises SetupError."""
    sources = [_found(folder, entry, name) for name in entry.files]
    models.mkdir(parents=True, exist_ok=True)
    stage = models / _STAGE / entry.name
    stage.mkdir(parents=True, exist_ok=True)
    files = []
    for name, source in zip(entry.files, sources, strict=True):
        try:
            shutil.copyfile(source, stage / source.name)
        except OSError as error:
            raise SetupError(f"{source} cannot be copied: {error.strerror}") from error
        files.append(_put(stage / source.name, models, catalogue.place(entry, name)))
    shutil.rmtree(stage)
    return _keep(entry, models, f"folder {folder}", files)


def how_to_carry(entry: Entry) -> str:
    """What to do where the hub cannot be reached."""
    return (
        f"On a machine that can reach the model hub, fetch these files of {entry.hub} with any browser: "
        f"{', '.join(entry.files)}. Carry them here in one folder, then: "
        f"offhook models fetch {entry.name} --from FOLDER"
    )


def _download(entry: Entry, stage: Path) -> dict[str, str]:
    """The files of ``entry`` into ``stage``; the checksums that the hub gives."""
    # It takes a second to import: only who fetches pays it.
    from huggingface_hub import HfApi, RepoFile, hf_hub_download
    from huggingface_hub.errors import (  # type: ignore[attr-defined]  # HTTPError is its HTTP client's
        HTTPError,
        LocalEntryNotFoundError,
        OfflineModeIsEnabled,
    )

    endpoint = os.environ.get("HF_ENDPOINT") or None
    try:
        listed = HfApi(endpoint=endpoint).get_paths_info(entry.hub, list(entry.files))
        for name in entry.files:
            hf_hub_download(entry.hub, name, local_dir=stage, endpoint=endpoint)
    except OfflineModeIsEnabled as error:
        raise SetupError("HF_HUB_OFFLINE is set: nothing is fetched. Unset it to fetch a model.") from error
    except (HTTPError, LocalEntryNotFoundError, OSError) as error:
        raise SetupError(
            f"{entry.name} could not be fetched ({type(error).__name__}). What has come is kept: the same "
            f"command goes on with it. {how_to_carry(entry)}"
        ) from error
    return {item.path: item.lfs.sha256 for item in listed if isinstance(item, RepoFile) and item.lfs}


def _need_space(entry: Entry, models: Path) -> None:
    free = shutil.disk_usage(models).free // 1_000_000
    if free < entry.megabytes * 1.1:
        raise SetupError(f"{entry.name} needs {entry.megabytes} MB in {models}, {free} MB are free")


def _put(source: Path, models: Path, path: str) -> File:
    target = models / path
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    return catalogue.measured(models, path)


def _found(folder: Path, entry: Entry, name: str) -> Path:
    for path in (folder / name, folder / name.rpartition("/")[2]):
        if path.is_file():
            return path
    raise SetupError(f"{folder} has no {name.rpartition('/')[2]}. {how_to_carry(entry)}")


def _keep(entry: Entry, models: Path, source: str, files: list[File]) -> Installed:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    one = Installed(entry.name, entry.licence, source, now, tuple(files))
    catalogue.record(models, one)
    return one
