"""A cluster of processes on the loopback interface, and what the kernel knows of them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import TypeVar

import pyspark

TIMEOUT = 90
_SPARK_HOME = Path(pyspark.__file__).parent
# Java that starts sooner, and is slower in the long run.
QUICK_START = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
_SETTINGS = {
    **QUICK_START,
    "SPARK_HOME": str(_SPARK_HOME),
    "SPARK_LOCAL_IP": "127.0.0.1",
    "SPARK_PUBLIC_DNS": "127.0.0.1",
    "SPARK_DAEMON_MEMORY": "256m",
    "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
    "PYSPARK_PYTHON": sys.executable,
}
_LISTENS = "0A"  # in /proc/net/tcp

FoundT = TypeVar("FoundT")


def wait_for(find: Callable[[], FoundT | None], what: str) -> FoundT:
    """Wait until something is found.

    Raises:
        TimeoutError: It is not.
    """
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        if found := find():
            return found
        time.sleep(0.1)
    raise TimeoutError(what)


class Running:
    """A process, with its descendants in its group, and what it says."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **_SETTINGS},
                start_new_session=True,
            )
        self.pid = self._process.pid

    @property
    def said(self) -> str:
        return self._log.read_text()

    def wait_until_it_says(self, pattern: str) -> str:
        def find() -> str | None:
            found = re.search(pattern, self.said)
            assert found or self._process.poll() is None, self.said
            return found[0] if found else None

        return wait_for(find, f"{pattern} in {self._log}")

    def wait(self) -> int:
        return self._process.wait(TIMEOUT)

    def end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


class Cluster:
    """A master and its workers.

    Attributes:
        url: The master's.
        pids: The ids of all processes that were started here.
        workers: Those of them that start executors.
    """

    def __init__(self, directory: Path, stack: ExitStack) -> None:
        self._directory = directory
        self._stack = stack
        self.pids: set[int] = set()
        self.workers: set[int] = set()
        master = self._start(
            "master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1"
        )
        self.url = master.wait_until_it_says(r"spark://127\.0\.0\.1:\d+")
        workers = [self._start_worker(name) for name in ("worker-1", "worker-2")]
        for worker in workers:
            worker.wait_until_it_says("Successfully registered with master")
            self.workers.add(worker.pid)

    def _start_worker(self, name: str) -> Running:
        return self._start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            *("--host", "127.0.0.1", "--cores", "1", "--memory", "1g"),
            *("--work-dir", str(self._directory / name), self.url),
        )

    def _start(self, name: str, daemon: str, *arguments: str) -> Running:
        return self.run(
            name,
            str(_SPARK_HOME / "bin" / "spark-class"),
            *(daemon, "--port", "0", "--webui-port", "0", *arguments),
        )

    def run(self, name: str, *command: str) -> Running:
        """Start a process that ends with the cluster."""
        running = Running(command, self._directory / f"{name}.log")
        self._stack.callback(running.end)
        self.pids.add(running.pid)
        return running

    def executors_say(self) -> str:
        """What executors and their Python workers wrote to stderr."""
        return "".join(log.read_text() for log in self._directory.glob("worker-*/app-*/*/stderr"))


@contextmanager
def cluster(directory: Path) -> Iterator[Cluster]:
    """A standalone cluster of a master and two workers with a core each."""
    with ExitStack() as stack:
        yield Cluster(directory, stack)


def _parents() -> dict[int, int]:
    parents = dict[int, int]()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            # After the name, which may have blanks in it, come the state and the parent.
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    return parents


def with_descendants(pids: set[int]) -> set[int]:
    """The ids of processes and of all that they have started."""
    parents = _parents()
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def children(pids: set[int]) -> set[int]:
    """The ids of what processes have started themselves."""
    return {pid for pid, parent in _parents().items() if parent in pids}


def open_files(pid: int) -> set[str]:
    """What a process has open: paths, and sockets by their inodes."""
    opened = set[str]()
    with suppress(FileNotFoundError, ProcessLookupError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                opened.add(str(link.readlink()))
    return opened


def listening_on(pids: set[int]) -> list[IPv4Address | IPv6Address]:
    """The addresses on which processes accept TCP connections, once for each port."""
    sockets = {one for pid in pids for one in open_files(pid) if one.startswith("socket:")}
    addresses = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == _LISTENS and f"socket:[{columns[9]}]" in sockets:
                addresses.append(_address(columns[1].partition(":")[0]))
    return addresses


def _address(digits: str) -> IPv4Address | IPv6Address:
    """Read an address as the kernel writes it: words of four bytes, each in the machine's order."""
    words = [bytes.fromhex(digits[at : at + 8]) for at in range(0, len(digits), 8)]
    if sys.byteorder == "little":
        words = [word[::-1] for word in words]
    address = ip_address(b"".join(words))
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
