"""Install Benang's environment from the lock file, then run something in it. Standard library only.

    python bootstrap.py                              install (or bring up to date) the environment in .venv
    python bootstrap.py workflow/run.py all          the same, then run the study in it
    python bootstrap.py --dev -m pytest              the same with the test tools, then run the tests
    python bootstrap.py --fonts                      the same with Noto for further scripts (docs/figures.md)
    python bootstrap.py --cluster                    the same with what hands jobs to Slurm (docs/cluster.md)
    python bootstrap.py --lock                       resolve pyproject.toml anew into the lock files (maintainers)

Works the same on Linux, macOS and Windows, with any Python from 3.11. Every package is checked against its hash in
requirements.lock. When the lock file has not changed since the last installation, nothing is done.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = SCRIPTS / f"python{SUFFIX}"
LOCKS = {False: "requirements.lock", True: "requirements-dev.lock"}
EXTRAS = {"fonts": "requirements-fonts.lock", "cluster": "requirements-cluster.lock"}
"""What only some need: the lock file of each extra of pyproject.toml."""
SENTENCES = {
    "old_python": (
        "Benang needs Python 3.11 or newer; this is Python {detail}. Call it with a newer one.",
        "Benang memerlukan Python 3.11 atau lebih baru; ini Python {detail}. Panggil dengan yang lebih baru.",
    ),
    "separator": (
        f'The path {{detail}} holds "{os.pathsep}", which systems read as the end of a path. Rename or move it.',
        f'Jalur {{detail}} mengandung "{os.pathsep}", yang dibaca sistem sebagai akhir jalur. '
        "Ganti nama atau pindahkan foldernya.",
    ),
    "no_venv": (
        "Python's venv module is not complete here. On Debian and Ubuntu: sudo apt install python3-venv",
        "Modul venv Python di sini tidak lengkap. Di Debian dan Ubuntu: sudo apt install python3-venv",
    ),
    "not_installed": (
        "The environment could not be installed (see the lines above). It needs a connection to the package index this "
        "once, and about 1 GB of free disk. Failed: {detail} ...",
        "Lingkungan tidak dapat dipasang (lihat baris di atas). Sekali ini perlu sambungan ke indeks paket dan sekitar "
        "1 GB ruang disk. Yang gagal: {detail} ...",
    ),
    "machine": (
        "The environment could not be installed in .venv: {detail}. Make room on the disk, or the folder writable.",
        "Lingkungan tidak dapat dipasang di .venv: {detail}. Kosongkan ruang disk, atau buat foldernya dapat ditulisi.",
    ),
}
"""What is said where nothing can go on, in English and Indonesian; both, for no study's language is known yet."""


def main(arguments: list[str]) -> int:
    """Install what is missing and run the command in ``arguments``; the command's exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be told so, whatever the project requires
        version = ".".join(map(str, sys.version_info[:2]))
        return stop("old_python", version)
    if os.pathsep in str(HERE):
        return stop("separator", str(HERE))
    if arguments[:1] == ["--lock"]:
        install(dev=True)
        return lock()
    extra = next((name for name in EXTRAS if arguments[:1] == [f"--{name}"]), "")
    arguments = arguments[1:] if extra else arguments
    dev = arguments[:1] == ["--dev"]
    command = arguments[1:] if dev else arguments
    if not up_to_date(dev) or (extra and not asked_for(extra).exists()):
        try:
            install(dev, extra)
        except subprocess.CalledProcessError as error:
            return stop("not_installed", " ".join(map(str, error.cmd[:6])))
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            return stop("machine", f"{error.strerror or error}{where}")
    if not command:
        print("The environment is ready in .venv")
        return 0
    return run([str(PYTHON), *command])


def run(command: list[str]) -> int:
    """Run a command in the place of this program, so that a signal to this one reaches it; its exit status."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    # Windows has no such thing: there the command is a process of its own.
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the command got it too, and ends by itself


def up_to_date(dev: bool) -> bool:
    """Whether .venv holds what the lock file says; the test environment holds the plain one too."""
    return PYTHON.exists() and any(
        stamp(kind).exists() and stamp(kind).read_text() == digest(kind) for kind in ([True] if dev else [False, True])
    )


def install(dev: bool, extra: str = "") -> None:
    """Make .venv anew if it is not whole, and bring it to the lock file, with what is asked for beyond it (a key of
    ``EXTRAS``) and was before."""
    print("Installing the environment into .venv (once; takes less than a minute) ...", flush=True)
    for kind in LOCKS:
        stamp(kind).unlink(missing_ok=True)
    uv = SCRIPTS / f"uv{SUFFIX}"
    if not works(uv):
        try:
            venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(ENVIRONMENT)
        except subprocess.CalledProcessError:
            stop("no_venv")
            raise
        with tempfile.TemporaryDirectory() as folder:
            pinned = Path(folder) / "uv.txt"
            pinned.write_text(stanza("uv"), encoding="utf-8")
            pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
            subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", str(pinned)], check=True)
    lock_file = str(HERE / LOCKS[dev])
    # Compiled once here, so that the many short steps of a run do not compile what they import.
    pip = [str(uv), "pip", "sync", "--quiet", "--python", str(PYTHON), "--compile-bytecode", "--require-hashes"]
    # The lock file comes with the project; settings of an outer project or user must not change what is installed.
    if extra:
        asked_for(extra).touch()
    locks = [lock_file, *(str(HERE / file) for name, file in EXTRAS.items() if asked_for(name).exists())]
    subprocess.run([*pip, *cache_options(uv), "--no-config", *locks], check=True)
    stamp(dev).write_text(digest(dev))


def cache_options(uv: Path) -> list[str]:
    """What uv must be told where it cannot keep a cache: a container's home is often missing or not to be written."""
    found = subprocess.run([uv, "cache", "dir", "--no-config"], capture_output=True, encoding="utf-8", errors="replace")
    try:
        cache = Path(found.stdout.strip())
        if found.returncode or not cache.is_absolute():
            return ["--no-cache"]
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            return []
    except OSError:
        return ["--no-cache"]


def lock() -> int:
    """Write the lock files: every platform, every Python from 3.11, with hashes and without addresses."""
    uv = str(SCRIPTS / f"uv{SUFFIX}")
    compile_ = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    compile_ += ["--no-annotate", "--no-header"]
    for dev, extra in ((False, []), (True, ["--group", "dev", "--constraint", LOCKS[False]])):
        subprocess.run([*compile_, "pyproject.toml", *extra, "--output-file", LOCKS[dev]], check=True, cwd=HERE)
    import tomllib  # not there in a Python that is too old, which is told so first

    about = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    for name, file in EXTRAS.items():
        wanted = "\n".join(about["project"]["optional-dependencies"][name])
        command = [*compile_, "-", "--constraint", LOCKS[False], "--output-file", file]
        subprocess.run(command, check=True, cwd=HERE, input=wanted, text=True)
    return 0


def works(program: Path) -> bool:
    """Whether ``program`` of the environment can be started (it cannot after the folder was moved)."""
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0 and (
            subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0
        )
    except OSError:
        return False


def stanza(name: str) -> str:
    """The lines of one package in the lock file: its version and hashes."""
    lines = (HERE / LOCKS[False]).read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    last = next((n for n in range(first + 1, len(lines)) if not lines[n].startswith(" ")), len(lines))
    return "\n".join(lines[first:last]) + "\n"


def stamp(dev: bool) -> Path:
    """The file that says which lock file .venv was brought to."""
    return ENVIRONMENT / f"installed-{LOCKS[dev]}.sha256"


def asked_for(extra: str) -> Path:
    """A file that is there where an extra is wanted in .venv."""
    return ENVIRONMENT / f"with-{extra}"


def digest(dev: bool) -> str:
    """What the stamp must say: the checksums of the lock file and of those of extras that were asked for."""
    files = [LOCKS[dev], *(file for name, file in EXTRAS.items() if asked_for(name).exists())]
    return hashlib.sha256(b"".join((HERE / file).read_bytes() for file in files)).hexdigest()


def stop(name: str, detail: str = "") -> int:
    """Say why nothing can go on."""
    for sentence in SENTENCES[name]:
        encoding = sys.stderr.encoding or "utf-8"
        said = sentence.replace("{detail}", detail).encode(encoding, "replace").decode(encoding)
        print(said, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
