"""Which device a model runs on, by what a machine says it has."""

from types import SimpleNamespace

import pytest

from alignments.networks import choose_device
from corpus.problems import UsageError


def machine(*, cuda: int = 0, mps: bool = False) -> SimpleNamespace:
    """What of torch tells the devices of a machine."""
    return SimpleNamespace(
        cuda=SimpleNamespace(is_available=lambda: cuda > 0, device_count=lambda: cuda),
        backends=SimpleNamespace(mps=SimpleNamespace(is_available=lambda: mps)),
    )


@pytest.mark.parametrize(
    ("torch", "wanted", "chosen"),
    [
        (machine(), "auto", "cpu"),
        (machine(mps=True), "auto", "mps"),
        (machine(cuda=2), "auto", "cuda"),
        (machine(cuda=2), "cpu", "cpu"),
        (machine(cuda=2), "cuda:1", "cuda:1"),
    ],
)
def test_device(torch, wanted, chosen):
    assert choose_device(torch, wanted) == chosen


@pytest.mark.parametrize(
    ("torch", "wanted", "there"),
    [
        (machine(), "cuda", "auto or one of those at hand: cpu$"),
        (machine(), "tpu", "cpu$"),
        (machine(cuda=1), "cuda:1", "cpu, cuda, cuda:0$"),
    ],
)
def test_a_device_that_is_not_there_names_those_that_are(torch, wanted, there):
    with pytest.raises(UsageError, match=rf"{wanted}.*{there}"):
        choose_device(torch, wanted)
