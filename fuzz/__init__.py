"""Fuzzing: bytes become bodies, tokens, requests and files, and oracles say what must come of them.

`scripts/fuzz TARGET --minutes N` lets coverage guide the bytes (with atheris), and the tests run a
few thousand cases of every target without it.
"""
