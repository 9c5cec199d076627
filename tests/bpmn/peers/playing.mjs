// Plays traces in bpmn-engine: JSON on standard input, what differed on standard output.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { Timers } from 'bpmn-elements';
import { Engine } from 'bpmn-engine';

class Differs extends Error {}

const counted = (names) => JSON.stringify([...names].sort());

function lanesOf(xml) {
  const lanes = new Map();
  for (const [, name, inner] of xml.matchAll(/<bpmn:lane id="[^"]*" name="([^"]*)">([\s\S]*?)<\/bpmn:lane>/g)) {
    for (const [, id] of inner.matchAll(/<bpmn:flowNodeRef>([^<]*)</g)) lanes.set(id, name);
  }
  return lanes;
}

async function started(one, dialect) {
  const listener = new EventEmitter();
  const engine = new Engine({
    name: one.id, source: one.files.sop, timers: new Timers({ setTimeout: () => ({}), clearTimeout: () => {} }), ...dialect.options,
  });
  const run = { ends: new Set(), over: false, failed: null, waits: [] };
  listener.on('activity.enter', (api) => {
    if (api.type === 'bpmn:EndEvent' && api.name) run.ends.add(api.name.split(', lanjut: ')[0]);
  });
  listener.on('activity.wait', (api) => run.waits.push(api));
  listener.on('activity.leave', (api) => {
    run.waits = run.waits.filter((wait) => !wait.executionId.startsWith(api.executionId));
  });
  listener.on('activity.end', (api) => {
    // of several instances, what the last said
    const last = Array.isArray(api.content.output) ? api.content.output.at(-1) : api.content.output;
    dialect.said(api, last?.output ?? last ?? {});
  });
  engine.once('end', () => (run.over = true));
  engine.once('error', (error) => (run.failed = error));
  run.engine = engine;
  run.execution = await engine.execute({ listener });
  return run;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function open(run, rows) {
  return run.over ? [] : run.execution.getPostponed().filter((api) => rows.has(api.id));
}

function act(run, one, step) {
  if (step.how === 'cancel') {
    run.execution.stop();
    run.over = true;
    return;
  }
  if (step.how === 'message') {
    const message = one.files.sop.match(/<bpmn:message id="([^"]*)" name="([^"]*)"/g).map((m) => m.match(/id="([^"]*)" name="([^"]*)"/)).find((m) => m[2] === step.message);
    run.execution.signal({ id: message[1] });
    return;
  }
  if (step.how === 'time') {
    if (!run.execution.getPostponed().some((api) => api.id === step.timer)) throw new Differs(`${step.timer} is not waiting`);
    run.execution.cancelActivity({ id: step.timer });
    return;
  }
  // of a row that several sign, each signs for themselves
  const name = step.how === 'call' ? 'kerja_anak' : step.row;
  const at = run.waits.findIndex((wait) => wait.id === name);
  if (at < 0) throw new Differs(`${name} does not wait for anybody`);
  const [wait] = run.waits.splice(at, 1);
  wait.signal({ outcome: step.outcome, fields: step.fields });
}

function check(run, rows, lanes, wanted, where) {
  if (run.failed) throw new Differs(`${where}: ${run.failed.message}`);
  const found = open(run, rows).map((api) => api.id);
  if (counted(found) !== counted(wanted.map(([row]) => row))) {
    throw new Differs(`${where}: open ${counted(found)}, not ${counted(wanted.map(([row]) => row))}`);
  }
  for (const [row, lane] of wanted) {
    if (lane !== null && lanes.get(row) !== lane) throw new Differs(`${where}: ${row} in lane ${lanes.get(row)}, not ${lane}`);
  }
}

async function played(one, scenario, dialect) {
  const rows = new Set(one.rows);
  const lanes = lanesOf(one.files.sop);
  const run = await started(one, dialect);
  await settled();
  check(run, rows, lanes, scenario.open, 'start');
  let at = 0;
  for (const step of scenario.steps) {
    act(run, one, step);
    await settled();
    for (const row of step.passed) {
      act(run, one, { how: 'done', row, outcome: 'done', fields: step.fields });
      await settled();
    }
    at += 1;
    check(run, rows, lanes, step.open, `step ${at} ${step.row}=${step.outcome}`);
  }
  if (run.over !== scenario.over) throw new Differs(`over: ${run.over}`);
  if (scenario.end !== null && !run.ends.has(scenario.end)) throw new Differs(`ends: ${[...run.ends]}, not ${scenario.end}`);
  if (!run.over) await run.engine.stop();
}

/** What differed in each scenario; a dialect has options of the engine, and `said` for what a task said when it ended. */
export async function playAll(dialect) {
  const results = [];
  for (const one of JSON.parse(readFileSync(0, 'utf8'))) {
    for (const scenario of one.scenarios) {
      let said = null;
      try {
        await played(one, scenario, dialect);
      } catch (problem) {
        said = problem instanceof Differs ? problem.message : `${problem.name}: ${problem.message}`;
      }
      results.push([one.id, scenario.name, said]);
    }
  }
  process.stdout.write(JSON.stringify(results));
}
