"""Runs the command for tests, each time in a process of its own that is a copy of one that has loaded everything.

To start Python and to load mcaudit takes longer than most commands do, and the tests run more than a thousand. A copy
has the arguments, environment, folder, streams, and umask that it is given, and shares nothing with the test.

A line of shell that runs the command reaches such a copy through tests.served_client, with all that the shell opened.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import select
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import get_ident
from typing import Any, NoReturn

import mcaudit
from mcaudit.app import loading
from tests.served_client import MOST

ROOT = Path(__file__).resolve().parent.parent
_READ_AT_START = ("PYTHONCOERCECLOCALE", "PYTHONHASHSEED", "PYTHONOPTIMIZE", "PYTHONUTF8", "LC_", "LANG")
"""Variables that Python reads while it starts, so that a copy cannot be given others."""
_ENCODING = "PYTHONIOENCODING"
_TIMEOUT = 120
_APART = 100
"""Descriptors that are received are first put at this number and above, where no shell opens any."""
_FLUSH_FAILED = 120
"""With this Python leaves if the end of what was printed cannot be written."""
Done = tuple[int, bytes, bytes]
"""The exit code of a command, and what it wrote to its two streams."""


def run(args: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdin: bytes = b"", program: str = "") -> Done:
    """Run `mcaudit`, or a program in Python, in a process of its own.

    It is a copy where the system and the environment allow one.
    """
    elsewhere = cwd != ROOT and (cwd / "mcaudit").is_dir()  # Python looks for modules in the current folder first
    if hasattr(os, "fork") and not elsewhere and _same_start(env):
        return _server(get_ident()).run(args, cwd, env, stdin, program)
    command = [sys.executable, *(["-c", program] if program else ["-m", "mcaudit"]), *args]
    env = {**env, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=cwd, env=env, input=stdin, capture_output=True, check=False, timeout=_TIMEOUT)
    return done.returncode, done.stdout, done.stderr


def shell(
    line: str, *args: str | Path, cwd: Path = ROOT, starts_python: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which `mcaudit` is the command and `"$@"` are the arguments.

    It runs in a copy, or in a Python that is started for it.
    """
    command = [sys.executable, "-m", "mcaudit"]
    if hasattr(os, "fork") and not starts_python:
        client = Path(__file__).with_name("served_client.py")
        command = [sys.executable, "-I", "-S", str(client), str(_server(get_ident()).address)]
    return subprocess.run(
        ["bash", "-c", f'mcaudit() {{ {shlex.join(command)} "$@"; }}\n{line}', "bash", *map(str, args)],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT,
    )


def programmed(program: str, *args: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command with something in it replaced, by a program that ends by calling it."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    code, *streams = run([*map(str, args)], cwd=cwd, env=env, program=program)
    out, err = (each.decode("utf-8") for each in streams)
    return subprocess.CompletedProcess(args, code, out, err)


def bare(**given: str) -> Mapping[str, str]:
    """Return an environment of what is given, and of what Python read as it started, so that a copy can have it."""
    return {name: value for name, value in os.environ.items() if name.startswith(_READ_AT_START)} | given


def _same_start(env: Mapping[str, str]) -> bool:
    names = (name for name in {*env, *os.environ} if name.startswith(_READ_AT_START))
    return all(env.get(name) == os.environ.get(name) for name in names)


class Server:
    """A process that runs commands in copies of itself."""

    def __init__(self) -> None:
        self.connection, theirs = socket.socketpair()
        self.connection.settimeout(_TIMEOUT)
        self.folder = tempfile.TemporaryDirectory(prefix="mcaudit-")  # of a short name, as an address must be
        self.address = Path(self.folder.name, "address")
        with theirs, socket.socket(socket.AF_UNIX) as clients:
            clients.bind(str(self.address))
            clients.listen()
            inherited = theirs.fileno(), clients.fileno()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.served", *map(str, inherited)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                pass_fds=inherited,
                start_new_session=True,
            )

    def run(self, args: Sequence[str], cwd: Path, env: Mapping[str, str], stdin: bytes, program: str) -> Done:
        """Return what a copy came to."""
        umask = os.umask(0)
        os.umask(umask)
        request = {"args": args, "cwd": str(cwd.absolute()), "env": dict(env), "umask": umask, "program": program}
        (taken, given), (out, printed), (err, shown) = os.pipe(), os.pipe(), os.pipe()
        with tempfile.TemporaryFile() as file, ThreadPoolExecutor(3) as threads:
            file.write(json.dumps(request).encode())
            file.seek(0)
            socket.send_fds(self.connection, [b"."], [file.fileno(), taken, printed, shown])
            for each in (taken, printed, shown):
                os.close(each)
            threads.submit(_write, given, stdin)
            streams = threads.submit(_read, out), threads.submit(_read, err)
            try:
                code = int(self.connection.recv(16))
            except TimeoutError:  # the copies hold the streams open
                _server.cache_clear()
                os.killpg(self.process.pid, signal.SIGKILL)
                raise
            return code, streams[0].result(), streams[1].result()

    def close(self) -> None:
        """End the process."""
        self.connection.close()
        self.process.wait()
        self.folder.cleanup()


@cache
def _server(thread: int) -> Server:
    """Return the server of a thread, which ends with the process."""
    started = Server()
    atexit.register(started.close)
    return started


def _write(to: int, content: bytes) -> None:
    with suppress(BrokenPipeError), os.fdopen(to, "wb") as stream:
        stream.write(content)


def _read(of: int) -> bytes:
    with os.fdopen(of, "rb") as stream:
        return stream.read()


# --- the process that is copied --------------------------------------------------------------------


def serve(connection: socket.socket, clients: socket.socket) -> None:
    """Load mcaudit, and run what is asked for until the connection is closed."""
    _load()
    while True:
        ready, *_ = select.select([connection, clients], [], [])
        if clients in ready:
            _serve_beside(clients)
            continue
        message, descriptors, *_ = socket.recv_fds(connection, 1, 4)
        if not message:
            return
        code = _copied(None, descriptors, (connection, clients))
        connection.sendall(str(code).encode())


def _serve_beside(clients: socket.socket) -> None:
    """Serve a client in one more process, since another of the same shell may have to run before it ends."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:  # those that have ended
            pass
    client, _ = clients.accept()
    with client:
        if os.fork():
            return
        _, descriptors, *_ = socket.recv_fds(client, 1, MOST)
        with client.makefile("rb") as rest:
            request = json.loads(rest.read())
        with suppress(BrokenPipeError):
            client.sendall(str(_copied(request, descriptors, (client, clients))).encode())
        os._exit(0)


def _copied(request: dict[str, Any] | None, descriptors: Sequence[int], kept: Iterable[socket.socket]) -> int:
    """Return the exit code of a copy; what is asked of it stands in the first descriptor if it is not given."""
    process = os.fork()
    if not process:
        for connection in kept:
            connection.close()
        if request is None:
            asked, *descriptors = descriptors
            with os.fdopen(asked, encoding="utf-8") as file:
                request = json.load(file)
        _become(request, descriptors)
        _run(request.get("program", ""))
    for each in descriptors:
        os.close(each)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _load() -> None:
    """Load every module, and the shipped edition with all that is compiled from it."""
    for module in pkgutil.walk_packages(mcaudit.__path__, "mcaudit."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    loading.edition_of(None)  # which keeps what it compiles, so that the next line does not remember that nothing was
    loading.compiled_edition = cache(loading.compiled_edition)  # type: ignore[attr-defined]
    mcaudit.audit_file(ROOT / "profiles" / "fictional" / "leading-restorative-circles.yaml", date="2026-01-01")
    gc.collect()
    gc.freeze()


def _run(program: str) -> NoReturn:
    """Run the command or the program, and leave without taking apart what is only a copy."""
    code: object = 1
    try:
        if program:
            exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})
        else:
            import_module("mcaudit.cli.entry").run()
        code = 0
    except SystemExit as left:
        code = left.code
    except BaseException:  # noqa: BLE001  as Python does at the top
        traceback.print_exc()
    atexit._run_exitfuncs()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = _FLUSH_FAILED
    os._exit(code if isinstance(code, int) else bool(code))


def _become(request: Mapping[str, Any], descriptors: Sequence[int]) -> None:
    """Take over what the command is given."""
    for place, received in enumerate(descriptors):
        os.dup2(received, _APART + place)
        os.close(received)
    numbers = request.get("descriptors", (0, 1, 2))
    for number in {0, 1, 2}.difference(numbers):
        os.close(number)
    for place, number in enumerate(numbers):
        os.dup2(_APART + place, number)
        os.close(_APART + place)
    os.chdir(request["cwd"])
    os.umask(request["umask"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    encoding, _, errors = os.environ.get(_ENCODING, "utf-8").partition(":")
    sys.stdin = _stream(0, "r", encoding, errors or "strict")
    sys.stdout = _stream(1, "w", encoding, errors or "strict")
    sys.stderr = _stream(2, "w", encoding, "backslashreplace")
    sys.argv = ["mcaudit", *request["args"]]


def _stream(number: int, mode: str, encoding: str, errors: str) -> Any:
    """Return a stream, or None where it is closed, as it is where Python starts."""
    try:
        return open(number, mode, encoding=encoding, errors=errors, closefd=False)
    except OSError:
        return None


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _connection, socket.socket(fileno=int(sys.argv[2])) as _clients:
        serve(_connection, _clients)
