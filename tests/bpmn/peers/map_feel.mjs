// What feelin makes of expressions: {expression, variables} as JSON on standard input, the values on standard output.
import { readFileSync } from 'node:fs';
import { evaluate } from 'feelin';

const asked = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(asked.map(({ expression, variables }) => evaluate(expression, variables).value)));
