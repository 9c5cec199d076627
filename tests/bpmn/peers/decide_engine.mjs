// Which branch bpmn-engine takes of a row that data decide: JSON on standard input and output.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { Engine } from 'bpmn-engine';

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function taken(text, fields) {
  const listener = new EventEmitter();
  const waits = [];
  let failed = false;
  listener.on('activity.wait', (api) => waits.push(api));
  listener.on('activity.end', (api) => {
    if (api.content.output?.fields !== undefined) api.environment.output.fields = api.content.output.fields;
  });
  const engine = new Engine({ source: text });
  engine.once('error', () => (failed = true));
  await engine.execute({ listener });
  waits.pop().signal({ fields });
  await settled();
  const found = failed || !waits.length ? null : waits[0].id;
  if (!failed) await engine.stop();
  return found;
}

const found = [];
for (const one of JSON.parse(readFileSync(0, 'utf8'))) {
  const cases = [];
  for (const fields of one.cases) cases.push(await taken(one.text, fields));
  found.push(cases);
}
process.stdout.write(JSON.stringify(found));
