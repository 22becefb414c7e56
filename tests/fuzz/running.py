"""Reads inputs, distinguishes a refusal in words from a fault, and makes what shows a fault as small as it can."""

from __future__ import annotations

import gc
import signal
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from types import FrameType

from mcaudit.cli.screen import show_problem
from mcaudit.errors import InputError
from tests.fuzz.readers import READERS, Reader, files_beside

SEEDS = Path(__file__).parent / "seeds"
LARGEST_SEED = 16 * 1024
_TRIES = 400
"""So often a smaller input is tried."""


_FIRST = 200
_MEMORY = 4 * 1024**3
"""Bytes that a process may take, so that an input that takes too many is a fault and not the end of the machine."""


class TooSlow(BaseException):
    """An input took more processor time than it may; no reader may catch this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something other than data or a refusal in words; `key` is the same for inputs that show the same fault."""

    key: str
    trace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An input that shows a fault."""

    reader: str
    number: int
    fault: Fault
    raw: bytes


@dataclass(slots=True)
class Tally:
    """What became of inputs."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faulty: Counter[str] = field(default_factory=Counter)
    found: dict[str, Found] = field(default_factory=dict)
    """One input for each fault."""

    def add(self, other: Tally) -> None:
        """Add what another process counted."""
        for mine, theirs in ((self.read, other.read), (self.refused, other.refused), (self.faulty, other.faulty)):
            mine.update(theirs)
        for key, found in other.found.items():
            self.found.setdefault(key, found)


@contextmanager
def folder_of_inputs() -> Iterator[Path]:
    """Give a folder to write inputs to, with what they may refer to beside them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "inputs")
        folder.mkdir()
        files_beside(folder)
        yield folder


def made(reader: Reader, seed: int, number: int) -> bytes:
    """Return an input of a reader: the same for the same seed and number."""
    return reader.make(Random(f"{seed} {reader.name} {number}"))


def fault_in(reader: Reader, raw: bytes, folder: Path, seconds: float = 0) -> Fault | bool:
    """Return the fault that an input shows, or else whether it was read; `seconds` of processor time are allowed."""
    path = folder / f"{reader.file}{reader.suffix}"
    path.write_bytes(raw)
    try:
        with _limited(seconds):
            return _is_read(reader, path)
    except (Exception, TooSlow) as error:  # noqa: BLE001  whatever it is, it is a fault
        return Fault(key=_key(error), trace="".join(traceback.format_exception(error)))
    finally:
        path.unlink()


def _is_read(reader: Reader, path: Path) -> bool:
    try:
        reader.read(path)
    except InputError as error:
        _hold_to_words(error)
        return False
    return True


def _hold_to_words(error: InputError) -> None:
    """Raise AssertionError where a refusal does not say what is wrong with which file."""
    assert error.problems, "refused without a word"
    for problem in error.problems:
        assert problem.path.strip(), "refused without saying which file"
        assert problem.message.strip(), f"refused without saying why: {problem}"
        assert (problem.line is None) == (problem.excerpt is None), f"a line without its text: {problem}"
        show_problem(problem)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so much processor time, where the system can tell."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(signal: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _key(error: BaseException) -> str:
    """Return the kind of an error and where in mcaudit it was raised."""
    if isinstance(error, TooSlow):
        return "TooSlow"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "mcaudit" in Path(frame.filename).parts] or frames[-1:]
    return f"{type(error).__name__} in {Path(ours[-1].filename).name}:{ours[-1].name}:{ours[-1].lineno}"


# --- many ----------------------------------------------------------------------------------------


def schedule(names: Sequence[str]) -> Sequence[Reader]:
    """Return the readers in turn, each as often as its share says."""
    turns = [READERS[name] for name in names for _ in range(READERS[name].share)]
    Random(0).shuffle(turns)
    return turns


def prepare(names: Sequence[str]) -> None:
    """Make a process ready: load what all inputs need, which is then left alone, and limit the memory."""
    fuzz(names, 0, range(_FIRST), 0)
    gc.freeze()
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def fuzz(names: Sequence[str], seed: int, numbers: range, seconds: float) -> Tally:
    """Read the inputs of some numbers, and return what became of them."""
    tally, turns = Tally(), schedule(names)
    with folder_of_inputs() as folder:
        for number in numbers:
            reader = turns[number % len(turns)]
            raw = made(reader, seed, number)
            match fault_in(reader, raw, folder, seconds):
                case Fault() as fault:
                    tally.faulty[reader.name] += 1
                    if fault.key not in tally.found:
                        small = smaller(reader, raw, fault, folder, seconds)
                        tally.found[fault.key] = Found(reader=reader.name, number=number, fault=fault, raw=small)
                case True:
                    tally.read[reader.name] += 1
                case _:
                    tally.refused[reader.name] += 1
    return tally


def smaller(reader: Reader, raw: bytes, fault: Fault, folder: Path, seconds: float) -> bytes:
    """Return a smaller input that shows the same fault: pieces are taken out as long as it does."""
    if reader.suffix == ".xlsx" or fault.key == "TooSlow":  # an archive is not an archive without a piece
        return raw
    size, tries = len(raw) // 2, 0
    while size and tries < _TRIES:
        at = 0
        while at < len(raw) and tries < _TRIES:
            tries += 1
            less = raw[:at] + raw[at + size :]
            again = fault_in(reader, less, folder, seconds)
            if isinstance(again, Fault) and again.key == fault.key:
                raw = less
            else:
                at += size
        size //= 2
    return raw


def save(found: Found) -> Path | None:
    """Save an input that shows a fault among the seeds; return its file, or None where it is too large for that."""
    if len(found.raw) > LARGEST_SEED:
        return None
    kind = found.fault.key.partition(" ")[0].lower()
    reader = READERS[found.reader]
    path = SEEDS / reader.name / f"{kind}-{sha256(found.raw).hexdigest()[:8]}{reader.suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(found.raw)
    return path


def seeds() -> Sequence[Path]:
    """Return the saved inputs; the folder of each names its reader."""
    return sorted(path for path in SEEDS.glob("*/*") if path.is_file())
