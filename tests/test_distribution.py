"""What is built for release holds the whole package: rules, pages and the data that starting reads."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT

BUILT = {"documents/prebuilt.json", "profile/prebuilt.json"}


def package_files() -> set[str]:
    """The files of src/liushou, from its own folder."""
    source = ROOT / "src" / "liushou"
    files = (path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(source).as_posix() for path in files}


def build(folder: Path, out: Path, kind: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(out), "--target", kind]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = out.glob("*.tar.gz" if kind == "sdist" else "*.whl")
    return path


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(ROOT, out, "sdist")) as archive:
        archive.extractall(out, filter="data")
    (folder,) = (path for path in out.iterdir() if path.is_dir())
    return folder


def test_the_source_distribution_holds_every_file_of_the_package(sdist: Path) -> None:
    source = sdist / "src" / "liushou"
    present = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert sorted(package_files() - present) == []
    assert (sdist / "examples" / "README.md").is_file()


def test_the_wheel_made_from_it_holds_every_file_of_the_package(sdist: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(build(sdist, tmp_path, "wheel")) as archive:
        names = {name.removeprefix("liushou/") for name in archive.namelist() if name.startswith("liushou/")}
    assert sorted(package_files() - names) == []
    # Beside what starting builds, the wheel holds nothing that is not in the folder.
    assert sorted(names - package_files() - BUILT) == []
