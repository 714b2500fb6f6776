/*
 * Runs a whole migration project on a real server and prints every difference between prediction and observation:
 *
 *     npm run replay -- DIR [--postgres 14,18] [--template NAME] [--prepare SQL]
 *
 * `--template` stands for every `{{…}}` in the files; `--prepare` runs before the first migration. Or scripts as psql
 * would run them, each on a database of its own:
 *
 *     npm run replay -- --script FILE.sql [--script …] [--before FILE.sql …] [--postgres 14,18] [--stop]
 *
 * `--before` are scripts that make what the others need; `--stop` ends a script at its first difference. Ends with 1
 * where anything differs.
 */
import { parseArgs } from "node:util";
import { majors } from "../support/servers.ts";
import type { Major } from "../support/servers.ts";
import { loadProject } from "./replay/load.ts";
import { printRemarks } from "./replay/printRemarks.ts";
import { printScripts } from "./replay/printScripts.ts";
import { replayProject } from "./replay/replayProject.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    postgres: { type: "string", default: "18" },
    template: { type: "string" },
    prepare: { type: "string" },
    script: { type: "string", multiple: true, default: [] },
    before: { type: "string", multiple: true, default: [] },
    stop: { type: "boolean", default: false },
  },
});
const [folder] = positionals;
const wanted = values.postgres.split(",").map(Number);
const chosen = majors.filter((major) => wanted.includes(major));
if ((folder === undefined) === (values.script.length === 0) || chosen.length !== wanted.length) {
  console.error(
    "Say which folder or which scripts to replay, and on which of 14 to 18: npm run replay -- DIR --postgres 14,18",
  );
  process.exit(2);
}

let differences = 0;
for (const major of chosen)
  differences +=
    folder === undefined
      ? await printScripts({ scripts: values.script, before: values.before, stop: values.stop }, major)
      : await printProject(folder, major);
process.exit(differences > 0 ? 1 : 0);

async function printProject(path: string, major: Major): Promise<number> {
  const project = await loadProject(path, values.template);
  const started = Date.now();
  const result = await replayProject(project, major, values.prepare);
  printRemarks("differs", result.differences);
  printRemarks("not analysed", result.notAnalysed);
  printRemarks("fails, as predicted", result.failures);
  for (const line of result.drift) console.log(`catalog: ${line}`);
  console.log(
    `PostgreSQL ${major}: ${result.statements} statements in ${result.sections} sections of ${project.migrations.length} migrations, ` +
      `${result.differences.length} differ, ${result.drift.length} catalog differences, ` +
      `${result.notAnalysed.length} not analysed, ${result.failures.length} fail as predicted; ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return result.differences.length + result.drift.length;
}
