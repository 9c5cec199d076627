"""What every store must do: a suite of tests for one's own. Needs pytest and hypothesis.

class TestMyStore(StoreContract):
    def make(self, tmp_path):
        return MyStore(tmp_path / "file")
"""

from .instances import Instances
from .lists import Lists
from .subscribers import Subscribers
from .together import Together
from .versions import Versions
from .world import Ports, World

__all__ = ["Ports", "StoreContract", "World"]


class StoreContract(Instances, Together, Lists, Versions, Subscribers):
    """The tests that every store must pass. Inherit, and define `make`; for a durable store also `again`, which opens
    it again."""
