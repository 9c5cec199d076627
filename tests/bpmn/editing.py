"""An exported diagram in the hands of somebody who changes it."""

from __future__ import annotations

from xml.etree import ElementTree

import sopflow
from sopflow.bpmn.exporting import export_bpmn
from sopflow.bpmn.importing import import_bpmn

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


class Diagram:
    """An exported diagram while somebody works on it, as a tool does: elements and flows by their ids."""

    def __init__(self, text, **said):
        self.root = ElementTree.fromstring(export_bpmn(sopflow.loads(text), text, **said).content)
        self.process = self.root.find(f"{BPMN}process")

    def flow(self, source, name=None):
        return next(
            one for one in self.flows() if one.get("sourceRef") == source and name in (None, one.get("name"))
        )

    def flows(self):
        return self.process.findall(f"{BPMN}sequenceFlow")

    def nodes(self):
        return [one for one in self.process if one.find(f"{BPMN}incoming") is not None]

    def element(self, id):
        return next(one for one in self.process if one.get("id") == id)

    def delete(self, id):
        """With the arrows at it, and what hangs on its border."""
        for one in list(self.process):
            if one.get("attachedToRef") == id:
                self.delete(one.get("id"))
        for one in list(self.process):
            if id in (one.get("id"), one.get("sourceRef"), one.get("targetRef")):
                self.process.remove(one)
        for lane in self.process.iter(f"{BPMN}lane"):
            for ref in list(lane):
                if ref.text == id:
                    lane.remove(ref)

    def add(self, id, name, flow=None):
        """A new task; on an arrow, if one is said."""
        ElementTree.SubElement(self.process, f"{BPMN}userTask", {"id": id, "name": name})
        if flow is not None:
            self.draw(f"{id}_out", id, flow.get("targetRef"))
            flow.set("targetRef", id)

    def draw(self, id, source, target, name=None):
        said = {"id": id, "sourceRef": source, "targetRef": target} | ({"name": name} if name else {})
        ElementTree.SubElement(self.process, f"{BPMN}sequenceFlow", said)

    def imported(self):
        return import_bpmn(ElementTree.tostring(self.root))
