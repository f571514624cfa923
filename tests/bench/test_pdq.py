"""The peer's hash is the one that the package `pdqhash` 0.2.8 gave for the same pictures."""

import numpy as np
import pytest

from bench.pdq import pdq_bits


def _waves(by: int) -> np.ndarray:
    y, x = np.mgrid[0:512, 0:384]
    waves = np.sin(x / (17 * by)) + np.cos(y / (23 + by)) + np.sin((x * y) / (4000 * by))
    return (waves * 42 + 128).astype(np.uint8)


@pytest.mark.parametrize(
    ("by", "hash_"),
    [
        (1, "c00781fc0fc31e1e3c7139c63399766666c96db2496d5a5a52b5552ab555aaab"),
        (2, "83ff1e0039fd662a6dd55a2ad4aaa955aaaaa955b6aaa955b6aaa95496a8a950"),
    ],
)
def test_hashes_as_the_package_does(by: int, hash_: str) -> None:
    assert np.packbits(pdq_bits(_waves(by))).tobytes().hex() == hash_
