// Reads {schema, values} a line from standard input; writes the verdict on each value, 1 or 0, a line for each schema.
import { createInterface } from "node:readline";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: false });
addFormats(ajv);
for await (const line of createInterface({ input: process.stdin })) {
  const { schema, values } = JSON.parse(line);
  const validate = ajv.compile(schema);
  console.log(values.map((value) => (validate(value) ? 1 : 0)).join(""));
}
