import { defineFormat } from "./defineFormat.ts";
import type { DraftFile, FileTree, FormatProblem, Migration, MigrationDraft, Project } from "./format.ts";
import { problemAt } from "./markers.ts";
import { readOnlyLedger } from "./readOnlyLedger.ts";
import { wholeFile } from "./sections.ts";
import { planFile, plannedChanges, withChange } from "./sqitchPlan.ts";

/**
 * Sqitch (https://sqitch.org, read and run at 1.3.1): `sqitch.plan` says which changes there are and in what order;
 * psql runs each script of `deploy` and `revert`, statement by statement. Read only: its registry keeps ids and hashes of
 * plan and scripts that only Sqitch makes.
 */
export const sqitch = defineFormat({
  id: "sqitch",
  label: "Sqitch",
  documentation: "https://sqitch.org/docs/",
  signs: ["sqitch.conf"],
  watches: [planFile],
  runBy: "sqitch deploy",
  refuses: [],
  hasDown: true,
  // psql passes over it.
  byteOrderMark: "removed",
  canAutocommit: true,
  resets: "all",
  accepts: { placeholders: ["psql"], copyData: true, metaCommands: true },
  detect: (tree) => (tree.paths.includes(planFile) ? 1 : 0),
  read,
  ledger: readOnlyLedger("sqitch.changes"),
  downPlace: ({ version }) => ({ path: `revert/${version}.sql`, isNew: true, before: "" }),
  write,
});

const deployed = /^deploy\/(.*)\.sql$/;

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const there = new Set(tree.paths);
  // One migration read again comes without the plan, whose text is as it was.
  if (!there.has(planFile)) {
    const names = tree.paths.flatMap((path) => deployed.exec(path)?.[1] ?? []);
    const migrations = names.map((name) => migrationOf(tree, name, there, problems));
    return { format: "sqitch", migrations, problems };
  }
  const plan = tree.text(planFile) ?? "";
  const names = plannedChanges(plan);
  const migrations = names.map((name) => migrationOf(tree, name, there, problems));
  const planned = new Set(names.map((name) => `deploy/${name}.sql`));
  for (const path of tree.paths) {
    if (!deployed.test(path) || planned.has(path)) continue;
    const message = "Sqitch never runs this file: sqitch.plan does not name its change.";
    problems.push(problemAt(path, { start: 0, end: 0 }, "not-in-plan", message));
  }
  return { format: "sqitch", migrations, problems, companions: { [planFile]: plan } };
}

function migrationOf(
  tree: FileTree,
  name: string,
  there: ReadonlySet<string>,
  problems: FormatProblem[],
): Migration {
  const up = `deploy/${name}.sql`;
  const down = `revert/${name}.sql`;
  if (!there.has(up)) {
    const message = `Sqitch refuses to deploy: sqitch.plan names the change ${name}, but ${up} is missing.`;
    problems.push(problemAt(planFile, { start: 0, end: 0 }, "missing-file", message, "project"));
  }
  const paths = [up, down].filter((path) => there.has(path));
  const sections = paths.map((path) => ({
    ...wholeFile(tree, path, path === up ? "up" : "down", "autocommit", problems),
    splits: true,
  }));
  return { version: name, name, sections, paths };
}

function write(
  drafts: readonly MigrationDraft[],
  { companions = {}, migrations }: Project,
  now: string,
  after?: string,
): readonly DraftFile[] {
  const old = companions[planFile];
  let plan = old ?? "%syntax-version=1.0.0\n%project=app\n\n";
  const taken = new Set(migrations.map(({ version }) => version));
  let before = after;
  const files = drafts.flatMap((draft): readonly DraftFile[] => {
    let name = draft.name;
    for (let number = 2; taken.has(name); number++) name = `${draft.name}_${String(number)}`;
    taken.add(name);
    plan = withChange(plan, name, now, before);
    before = name;
    const up = { path: `deploy/${name}.sql`, content: `${draft.up}\n` };
    if (draft.down === undefined) return [up];
    return [up, { path: `revert/${name}.sql`, content: `${draft.down}\n` }];
  });
  return [...files, { path: planFile, content: plan, ...(old === undefined ? {} : { replaces: true }) }];
}
