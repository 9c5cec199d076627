// Reads files with bpmn-moddle and holds them to bpmnlint: JSON on standard input, what was found on standard output.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';

const require = createRequire(import.meta.url);
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const zeebe = require('zeebe-bpmn-moddle/resources/zeebe.json');

// an inclusive join is what such a row is: `join: started`
const RULES = { extends: ['bpmnlint:recommended'], rules: { 'no-inclusive-gateway': 'off' } };
const camunda = (version) => ({ ...RULES, extends: [...RULES.extends, `plugin:camunda-compat/camunda-cloud-${version}`] });

const found = [];
for (const { id, dialect, text, version } of JSON.parse(readFileSync(0, 'utf8'))) {
  const config = dialect === 'camunda8' ? camunda(version ?? '8-6') : RULES;
  const moddle = new BpmnModdle(dialect === 'camunda8' ? { zeebe } : {});
  const { rootElement, warnings } = await moddle.fromXML(text);
  for (const warning of warnings) found.push([id, dialect, 'moddle', warning.message]);
  const linter = new Linter({ config, resolver: new NodeResolver({ require }) });
  const reports = await linter.lint(rootElement);
  for (const [rule, list] of Object.entries(reports)) {
    for (const one of list) found.push([id, dialect, rule, `${one.id}: ${one.message}`]);
  }
}
process.stdout.write(JSON.stringify(found));
