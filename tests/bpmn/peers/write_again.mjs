// Reads files with bpmn-moddle and writes them again, as editors do: JSON on standard input and output.
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';

const found = [];
for (const { id, text } of JSON.parse(readFileSync(0, 'utf8'))) {
  const moddle = new BpmnModdle();
  const { rootElement } = await moddle.fromXML(text);
  const { xml } = await moddle.toXML(rootElement, { format: true });
  found.push([id, xml]);
}
process.stdout.write(JSON.stringify(found));
