/*
 * Runs a whole migration project on a real server and prints every difference between prediction and observation:
 *
 *     npm run replay -- DIR [--postgres 14,18] [--template NAME] [--prepare SQL]
 *
 * `--template` stands for every `{{…}}` in the files; `--prepare` runs before the first migration. Ends with 1 where
 * anything differs.
 */
import { parseArgs } from "node:util";
import { majors } from "../support/servers.ts";
import { loadProject } from "./replay/load.ts";
import { replayProject } from "./replay/replayProject.ts";
import type { Remark } from "./replay/replayProject.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    postgres: { type: "string", default: "18" },
    template: { type: "string" },
    prepare: { type: "string" },
  },
});
const [folder] = positionals;
const wanted = values.postgres.split(",").map(Number);
const chosen = majors.filter((major) => wanted.includes(major));
if (folder === undefined || chosen.length !== wanted.length) {
  console.error(
    "Say which folder to replay, and on which of 14 to 18: npm run replay -- DIR --postgres 14,18",
  );
  process.exit(2);
}

const project = await loadProject(folder, values.template);
let differences = 0;
for (const major of chosen) {
  const started = Date.now();
  const result = await replayProject(project, major, values.prepare);
  print("differs", result.differences);
  print("not analysed", result.notAnalysed);
  print("fails, as predicted", result.failures);
  for (const line of result.drift) console.log(`catalog: ${line}`);
  differences += result.differences.length + result.drift.length;
  console.log(
    `PostgreSQL ${major}: ${result.statements} statements in ${result.sections} sections of ${project.migrations.length} migrations, ` +
      `${result.differences.length} differ, ${result.drift.length} catalog differences, ` +
      `${result.notAnalysed.length} not analysed, ${result.failures.length} fail as predicted; ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}
process.exit(differences > 0 ? 1 : 0);

function print(what: string, remarks: readonly Remark[]): void {
  for (const { path, line, sql, words } of remarks) {
    console.log(`${path}:${line}: ${what}: ${sql.replaceAll(/\s+/g, " ").slice(0, 160)}`);
    for (const each of words) console.log(`    ${each}`);
  }
}
