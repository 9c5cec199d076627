// Plays traces of its own dialect in bpmn-engine.
import { playAll } from './playing.mjs';

await playAll({
  options: {},
  said(api, { outcome, fields }) {
    // the answer of a task is what the conditions behind it read
    if (outcome !== undefined) api.environment.output.outcome = outcome;
    if (fields !== undefined) api.environment.output.fields = fields;
  },
});
