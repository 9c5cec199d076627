"""Packages that only a part of sopflow needs."""

import pytest

from sopflow.errors import MissingPackage
from sopflow.errors.packages import needing


@pytest.mark.parametrize("name", ["tidakada", "tidakada.dalam"])
def test_a_missing_package_is_named_with_what_brings_it(name):
    with pytest.raises(MissingPackage) as refused, needing("office"):
        raise ModuleNotFoundError(name=name)
    assert refused.value.message("en") == 'this needs the package "tidakada": pip install "sopflow[office]"'


def test_a_module_of_ours_that_is_missing_stays_a_fault_of_ours():
    with pytest.raises(ModuleNotFoundError, match="hilang"), needing("office"):
        import sopflow.hilang  # noqa: F401
