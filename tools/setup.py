"""All set-up for `make run` and `make test`: two environments, the trained model, the index, a browser, a database.

Standard library only. Each step is skipped when what it depends on has not changed since it last succeeded: a stamp holds the
hash of its inputs. Usage: `python3 tools/setup.py STEP [STEP ...]` with the steps of `STEPS` below.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / ".venv"
BOT = ROOT / "bot" / ".venv"
BUILD = ROOT / "build"
TORCH = "torch==2.13.0"


class SetupError(Exception):
    """Set-up cannot go on; the message is one sentence for whoever typed `make`."""


def run(command: list[str | Path], doing: str, **environment: str) -> None:
    """Run a command quietly, with a progress line; on failure show the end of what it said and raise SetupError."""
    print(f"  {doing} ...", flush=True)
    started = time.monotonic()
    log = BUILD / "setup.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as out:
        begin = out.tell()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, stdout=out, stderr=out, env={**os.environ, **environment}
        )
        while True:
            try:
                code = process.wait(timeout=20)
                break
            except subprocess.TimeoutExpired:
                print(f"    still busy, {time.monotonic() - started:.0f} s", flush=True)
    if code:
        said = log.read_bytes()[begin:].decode(errors="replace")
        offline = (
            "Temporary failure in name resolution",
            "NewConnectionError",
            "No matching distribution",
            "dns error",
        )
        if any(sign in said for sign in offline):
            raise SetupError(
                f"{doing} failed: the package registry cannot be reached; check the network and try again."
            )
        tail = "\n".join(said.splitlines()[-15:])
        raise SetupError(f"{doing} failed (exit code {code}); the end of {log.relative_to(ROOT)}:\n{tail}")
    print(f"    done in {time.monotonic() - started:.0f} s", flush=True)


def digest(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of files; folders count with all files below them."""
    total = hashlib.sha256()
    for path in sorted(paths):
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" in file.parts or ".venv" in file.parts:
                continue
            total.update(str(file.relative_to(ROOT)).encode())
            total.update(file.read_bytes())
    return total.hexdigest()


def once(name: str, inputs: Iterable[Path], result: Path, step: Callable[[], None]) -> None:
    """Do `step` unless `result` exists and the inputs are those of the last success."""
    stamp, now = BUILD / f"{name}.stamp", digest(inputs)
    if result.exists() and stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    step()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(now)


def app() -> None:
    """The environment of all our own code: the Python that runs this file, which must be 3.11 or newer."""
    lock = ROOT / "requirements" / "app.txt"

    def install() -> None:
        pip = _virtual_environment(APP, [sys.executable])
        _install_torch(pip)
        run([*pip, "install", "-r", lock], "installing the service's packages (1 to 3 minutes)")

    once("app", [lock], APP / "bin" / "python", install)


def test() -> None:
    """What only tests and checks need, on top of `app`."""
    app()
    lock = ROOT / "requirements" / "test.txt"
    pip = [APP / "bin" / "python", "-m", "pip"]
    once(
        "test",
        [lock, lock.with_name("app.txt")],
        APP / "bin" / "pytest",
        lambda: run([*pip, "install", "-r", lock], "installing the test tools"),
    )


def bot() -> None:
    """Rasa's own environment, on Python 3.10 (Rasa Open Source 3.6 runs on nothing newer)."""
    lock = ROOT / "bot" / "requirements.txt"

    def install() -> None:
        pip = _virtual_environment(BOT, _python310())
        run([*pip, "install", "setuptools==70.3.0", "wheel"], "preparing Rasa's environment")
        run([*pip, "install", "-r", lock], "installing Rasa (1 to 3 minutes, 2.5 GB)")

    once("bot", [lock], BOT / "bin" / "rasa", install)


def model() -> None:
    """Train what the bot understands; again only when its data, domain or components changed."""
    bot()
    inputs = [ROOT / "config.yml", ROOT / "data", ROOT / "bot", ROOT / "knowledge" / "content" / "nl" / "medicines"]
    command = [BOT / "bin" / "python", "-m", "bot.train"]
    once(
        "model",
        inputs,
        BUILD / "models" / "leefstijlmoment.tar.gz",
        lambda: run(command, "training the bot (1 to 3 minutes)", **RASA_QUIET),
    )


def index() -> None:
    """Build the search index; the builder itself knows whether content or embedding changed."""
    app()
    run([APP / "bin" / "python", "-m", "knowledge.search.build"], "checking and indexing the library")


def browser() -> None:
    """A Chromium for the browser tests: found, or installed with apt-get."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")):
        _apt("Chromium", "chromium")


def database() -> None:
    """The servers that tests start for themselves, PostgreSQL and Redis: found, or installed with apt-get."""
    if not (shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        _apt("PostgreSQL", "postgresql")
    if not shutil.which("redis-server"):
        _apt("Redis", "redis-server")


def _apt(name: str, package: str) -> None:
    """Install a package of Debian or Ubuntu; elsewhere say what to install."""
    if not shutil.which("apt-get"):
        raise SetupError(f"No {name} found: install {name}, then run `make test` again.")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run([*sudo, "apt-get", "update"], f"updating the package list for {name}")
    install = [*sudo, "apt-get", "install", "-y", "--no-install-recommends", package]
    run(install, f"installing {name}", DEBIAN_FRONTEND="noninteractive")


RASA_QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONWARNINGS": "ignore",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}
STEPS: dict[str, Callable[[], None]] = {
    "app": app,
    "test": test,
    "bot": bot,
    "model": model,
    "index": index,
    "browser": browser,
    "database": database,
}


def _virtual_environment(folder: Path, python: list[str]) -> list[str | Path]:
    """Make `folder` anew with `python`; answer the command that starts its pip."""
    shutil.rmtree(folder, ignore_errors=True)
    doing = f"making {folder.relative_to(ROOT)}"
    try:
        run([*python, "-m", "venv", folder], doing)
    except SetupError as error:
        # Debian keeps venv in a package of its own; uv makes an environment without it.
        uv = _uv()
        if uv is None:
            raise SetupError(f"{error}\nInstall python3-venv (apt-get install python3-venv) and try again.") from error
        run([uv, "venv", "--seed", "--clear", "--python", python[0], folder], doing)
    return [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]


def _install_torch(pip: list[str | Path]) -> None:
    """PyTorch as a CPU build: from where pip is set up to find wheels, else from PyTorch's CPU index through uv.

    A plain `pip install torch` would bring gigabytes of CUDA libraries.
    """
    try:
        run([*pip, "install", "--no-index", "--no-deps", TORCH], "installing PyTorch (CPU build)")
    except SetupError:
        run([*pip, "install", "uv"], "no local CPU wheel of PyTorch; fetching uv, which knows PyTorch's CPU index")
        python = pip[0]
        run(
            [Path(python).with_name("uv"), "pip", "install", "--python", python, "--torch-backend", "cpu", TORCH],
            "installing PyTorch (CPU build)",
        )


def _python310() -> list[str]:
    """A command that starts Python 3.10: on the PATH, in pyenv, or fetched by uv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which("python3.10"), *sorted(pyenv.glob("3.10.*/bin/python3.10"), reverse=True)]
    for candidate in candidates:
        # a pyenv shim is on the PATH also when it points at nothing: only a real answer counts
        if (
            candidate
            and subprocess.run(
                [candidate, "-c", "import venv, sys; sys.exit(sys.version_info[:2] != (3, 10))"],
                capture_output=True,
                check=False,
            ).returncode
            == 0
        ):
            return [str(candidate)]
    uv = _uv()
    if uv is None:
        app()
        run([APP / "bin" / "python", "-m", "pip", "install", "uv"], "fetching uv, to get Python 3.10")
        uv = APP / "bin" / "uv"
    run([uv, "python", "install", "3.10"], "fetching Python 3.10")
    found = subprocess.run(
        [uv, "python", "find", "--managed-python", "3.10"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise SetupError("Python 3.10 is needed for Rasa and was not found: install it (pyenv, uv or your system).")
    return [found.stdout.strip()]


def _uv() -> Path | None:
    """uv, where it is installed."""
    own = APP / "bin" / "uv"
    found = own if own.exists() else shutil.which("uv")
    return Path(found) if found else None


def main(steps: list[str]) -> int:
    """Do the named steps in order; 1 with one clear sentence when one cannot be done."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs it with less gets a sentence, not a traceback
        print(f"Leefstijlmoment needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    try:
        for step in steps:
            STEPS[step]()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nset-up interrupted; run it again to go on", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
