// Which branch the first decision table of a file in DMN takes, read by dmn-moddle, its cells by feelin: JSON on standard input
// and output. Hit policies: all rules that hold give one answer (ANY), or the first that holds (FIRST).
import { readFileSync } from 'node:fs';
import { DmnModdle } from 'dmn-moddle';
import { evaluate, unaryTest } from 'feelin';

const read = ([type, value]) => (value === null || !['date', 'time'].includes(type) ? value : evaluate(`${type}(${JSON.stringify(value)})`).value);

function taken(table, context) {
  const inputs = table.input.map((input) => evaluate(input.inputExpression.text, context).value ?? null);
  const held = (table.rule ?? []).filter((rule) =>
    rule.inputEntry.every((cell, at) => cell.text === '-' || unaryTest(cell.text, { ...context, '?': inputs[at] }).value === true));
  const said = held.map((rule) => evaluate(rule.outputEntry[0].text, context).value);
  if (table.hitPolicy === 'FIRST') return said.length ? said[0] : null;
  return new Set(said).size === 1 ? said[0] : null;
}

const found = [];
for (const one of JSON.parse(readFileSync(0, 'utf8'))) {
  const { rootElement, warnings } = await new DmnModdle().fromXML(one.text);
  if (warnings.length) throw new Error(warnings.map((warning) => warning.message).join('; '));
  const decision = rootElement.drgElement.find((element) => element.$type === 'dmn:Decision');
  found.push(one.cases.map((given) => {
    const context = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, read(value)]));
    return taken(decision.decisionLogic, context);
  }));
}
process.stdout.write(JSON.stringify(found));
