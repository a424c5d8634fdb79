"""Makes values out of the bytes that a fuzzer gives: the same bytes, the same values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

_TEXTS = (
    *("", "a", "team/app", "latest", "sha256:00", "123456789012", "None", "0", "-1", "1e400"),
    *("2024-01-12T14:29:06Z", "Fri, 12 Jan 2024 14:29:06 GMT", "Jan 12 2024 GMT", "1705072146.5"),
    *("\ud800", "a\udfffb", "\x00", "é", "\U0001f433", "NaN", "eyJuZXh0VG9rZW4iOiBudWxsfQ=="),
)
_NUMBERS = (
    *(0, 1, -1, 100, 1000, 1001, 2**31, 2**63 - 1, 2**63, -(2**63), 10**20, 10**400),
    *(1_700_000_000, 1_700_000_000.125, 253_402_300_800, 1.5, -0.0, 1e-7, 1e308),
    *(float("nan"), float("inf"), float("-inf")),
)


class Data:
    """Bytes that are used up from the front. Where none are left, they are zeros."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    @property
    def is_used_up(self) -> bool:
        return self._at >= len(self._content)

    def take(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        self._at += count
        return taken

    def rest(self) -> bytes:
        return self.take(len(self._content))

    def below(self, count: int) -> int:
        """Give a number from 0 on, less than `count`, which is at most 256."""
        return (self.take(1) or b"\0")[0] % count

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def happens(self, one_in: int) -> bool:
        return not self.is_used_up and self.below(one_in) == one_in - 1

    def text(self) -> str:
        if self.below(3):
            return self.one_of(_TEXTS)
        return self.take(self.below(20)).decode("latin-1")

    def number(self) -> int | float:
        if self.below(3):
            return self.one_of(_NUMBERS)
        return int.from_bytes(self.take(self.below(9)), "big", signed=True)

    def json_value(self, depth: int = 0) -> object:
        """Give anything that JSON can hold, or nearly."""
        kind = self.below(8 if depth < 2 else 7 if depth < 4 else 5)
        if kind >= 5 and self.happens(20):
            return self.nested()
        makers: Sequence[Callable[[], object]] = (
            lambda: None,
            lambda: bool(self.below(2)),
            self.number,
            self.text,
            lambda: 10 ** self.one_of((20, 5000)),
            lambda: [self.json_value(depth + 1) for _ in range(self.below(4))],
            lambda: {self.text(): self.json_value(depth + 1) for _ in range(self.below(4))},
            # Of something flat, so that it stays small enough.
            lambda: [self.json_value(4)] * (20_000 if depth == 0 and self.happens(60) else 2),
        )
        return makers[kind]()

    def nested(self) -> object:
        value: object = self.text()
        as_list = bool(self.below(2))
        for _ in range(self.one_of((90, 150, 500, 3000))):
            value = [value] if as_list else {"a": value}
        return value
