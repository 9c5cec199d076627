// Plays traces of the dialect of Camunda 8, whose engine is not there: tokens move in bpmn-engine, every expression is FEEL and
// read by feelin, and the extension elements of Zeebe say what is called, how often a task runs, and what it passes on.
import { createRequire } from 'node:module';
import { evaluate } from 'feelin';
import { playAll } from './playing.mjs';

const zeebe = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json');
const extension = (element, type) => element.extensionElements?.values?.find((one) => one.$type === `zeebe:${type}`);

function feel(said, variables) {
  if (!said.startsWith('=')) throw new Error(`not FEEL: ${said}`);
  const { value, warnings } = evaluate(said.slice(1), variables);
  // a variable that nobody set is null, as there
  const wrong = warnings.filter((warning) => !['NO_VARIABLE_FOUND', 'NO_CONTEXT_VALUE_FOUND', 'NO_PROPERTY_FOUND'].includes(warning.type));
  if (wrong.length) throw new Error(`${said}: ${wrong.map((warning) => warning.message).join('; ')}`);
  return value;
}

await playAll({
  options: {
    moddleOptions: { zeebe },
    expressions: {
      resolveExpression: (said, scope) => (typeof said === 'string' && said.startsWith('=') ? feel(said, scope.environment.output) : said),
      isExpression: (said) => typeof said === 'string' && said.startsWith('='),
      hasExpression: (said) => typeof said === 'string' && said.startsWith('='),
    },
    extendFn(element) {
      const own = element.loopCharacteristics?.behaviour;
      const loop = own && extension(own, 'LoopCharacteristics');
      if (loop) Object.assign(own, { collection: loop.inputCollection, elementVariable: loop.inputElement });
      const called = extension(element, 'CalledElement');
      if (called) element.calledElement = called.processId;
    },
  },
  said(api, variables) {
    const known = api.environment.output;
    const { behaviour } = api.owner;
    const mapping = extension(behaviour, 'IoMapping');
    if (mapping) {
      const passed = mapping.outputParameters.map((one) => [one.target, feel(one.source, { ...known, ...variables })]);
      Object.assign(known, Object.fromEntries(passed));
    } else if (api.type !== 'bpmn:CallActivity' || extension(behaviour, 'CalledElement').propagateAllChildVariables) {
      for (const name of ['outcome', 'fields']) if (variables[name] !== undefined) known[name] = variables[name];
    }
  },
});
