// Which flows out of a gateway hold when feelin reads their conditions: JSON on standard input and output.
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';
import { evaluate } from 'feelin';

const found = [];
for (const one of JSON.parse(readFileSync(0, 'utf8'))) {
  const { rootElement } = await new BpmnModdle().fromXML(one.text);
  const process = rootElement.rootElements.find((element) => element.$type === 'bpmn:Process');
  const flows = process.flowElements.filter((element) => element.conditionExpression);
  found.push(one.cases.map((fields) => {
    const held = flows.filter((flow) => evaluate(flow.conditionExpression.body.slice(1), { fields }).value === true);
    if (held.length > 1) throw new Error(`several: ${held.map((flow) => flow.id)}`);
    return held.length ? held[0].targetRef.id : null;
  }));
}
process.stdout.write(JSON.stringify(found));
