import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { FileDiagnostics } from "../../server/src/lsp/fileDiagnostics.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { History } from "../../server/src/lsp/history/history.ts";
import { OpenDocuments } from "../../server/src/lsp/openDocuments.ts";
import { ProjectOptions } from "../../server/src/lsp/projectOptions.ts";
import { RunFailures } from "../../server/src/lsp/runFailures.ts";
import { pagesFor } from "../../server/src/lsp/pages.ts";
import { Workspace } from "../../server/src/lsp/workspace.ts";
import { makeFolder } from "../lsp/support/folder.ts";
import { longHistory, longMigration } from "./migrations.ts";

/*
 * How long an edit takes until the diagnostics of its file are ready in the server: document, split, fold, rules,
 * diagnostics. The wire is left out: the JSON of the change and of the diagnostics, and what the editor waits before it
 * asks. What an edit changes in later files follows in slices of half a frame; `rest` is how long that takes in all.
 * Prints medians; asserts nothing about time.
 *
 *     npm run bench -- keystroke [PART OF A CASE'S TITLE]
 *
 * It is bundled for that as what is shipped: tsx gives every function its name at run time, which costs.
 */

const budget = 16;

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file that is edited, and a line of it to type in: the fraction of its length. */
  readonly edited: string;
  readonly at: number;
  /** What the file says after each edit, in turn with what it said; letters are typed where this is absent. */
  readonly instead?: readonly string[];
}

/** `wanted`: part of a case's title. */
async function run(wanted: string): Promise<void> {
  for (const one of cases()) if (one.title.includes(wanted)) await measure(one);
}

function cases(): readonly Case[] {
  const long = longMigration(10_000);
  const history = longHistory(1000);
  const longer = longHistory(4000);
  const before = longHistory(20, 7);
  return [
    {
      title: "10,000 lines, edit in the middle",
      files: { ...before, "migrations/000021_long.up.sql": long },
      edited: "migrations/000021_long.up.sql",
      at: 0.5,
    },
    {
      title: "10,000 lines, edit at the start",
      files: { ...before, "migrations/000021_long.up.sql": long },
      edited: "migrations/000021_long.up.sql",
      at: 0,
    },
    {
      title: "1,500 tables locked in one transaction",
      files: {
        "migrations/000001_tables.up.sql": sequence(1500, (at) => `CREATE TABLE table_${at} (id int);`),
        "migrations/000002_change.up.sql": sequence(
          1500,
          (at) => `ALTER TABLE table_${at} ADD COLUMN note text;`,
        ),
      },
      edited: "migrations/000002_change.up.sql",
      at: 0.5,
    },
    {
      title: "1,000 migrations, edit in the last",
      files: history,
      edited: "migrations/001000_change.up.sql",
      at: 0.5,
    },
    {
      title: "1,000 migrations, edit in the middle",
      files: history,
      edited: "migrations/000500_change.up.sql",
      at: 0.5,
    },
    ...[
      ["rename a column", "ALTER TABLE table_1 RENAME COLUMN name TO title;\n"],
      ["add a column", "ALTER TABLE table_1 ADD COLUMN typed_here text;\n"],
      ["drop a table", "DROP TABLE table_1 CASCADE;\n"],
    ].map(([what = "", sql = ""]) => ({
      title: `4,000 migrations, ${what} at the start`,
      files: longer,
      edited: "migrations/000004_change.up.sql",
      at: 0,
      instead: [`${longer["migrations/000004_change.up.sql"] ?? ""}\n${sql}`],
    })),
  ];
}

/** Statements, a line each. */
function sequence(count: number, statement: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => `${statement(at + 1)}\n`).join("");
}

async function measure({ title, files, edited, at, instead }: Case): Promise<void> {
  const folder = makeFolder(files);
  const documents = new OpenDocuments();
  const log = (message: string): void => console.error(message);
  const grammar = await loadGrammar();
  const options = new ProjectOptions([], grammar, (path, problems) => console.error(path, problems));
  const workspace = new Workspace({ grammar, documents, log }, options);
  const started = performance.now();
  workspace.setFolders([pathToFileURL(folder.root).href]);
  const uri = pathToFileURL(join(folder.root, edited)).href;
  const text = files[edited] ?? "";
  workspace.touch(documents.open(uri, "sql", 1, text));
  const diagnostics = diagnosticsOf(workspace);
  const ask = (): number => {
    const view = workspace.view(uri);
    if (view === undefined) throw new Error(`${edited} has no view`);
    return diagnostics.of(view).items.length;
  };
  const found = ask();
  const cold = performance.now() - started;
  const statements = workspace
    .view(uri)
    ?.sections.reduce((sum, { section }) => sum + section.statements.length, 0);
  workspace.advance(() => false);
  const whole = performance.now() - started;
  const times =
    instead === undefined
      ? typeWord(documents, workspace, uri, lineNear(text, at), ask)
      : replaceText(documents, workspace, uri, [...instead, text], ask);
  folder.remove();
  const wall = times.map((time) => time.wall);
  const cpu = times.map((time) => time.cpu);
  const rest = times.map((time) => time.rest);
  const median = quantile(wall, 0.5);
  console.log(
    `${title}: ${String(text.split("\n").length)} lines, ${String(statements)} statements, ${String(found)} diagnostics; ` +
      `cold ${cold.toFixed(0)} ms, with what follows ${whole.toFixed(0)} ms; keystroke median ${median.toFixed(2)} ms (${(median / budget).toFixed(2)} of the budget, ` +
      `p95 ${quantile(wall, 0.95).toFixed(2)} ms, worst ${Math.max(...wall).toFixed(2)} ms); of processor time, which a ` +
      `busy machine hardly changes: median ${quantile(cpu, 0.5).toFixed(2)} ms, p95 ${quantile(cpu, 0.95).toFixed(2)} ms, ` +
      `worst ${Math.max(...cpu).toFixed(2)} ms; rest: median ${quantile(rest, 0.5).toFixed(2)} ms, ` +
      `worst ${Math.max(...rest).toFixed(2)} ms`,
  );
}

/** Milliseconds of an edit: until its file can be shown, of processor time until then, and of what follows it. */
interface Time {
  readonly wall: number;
  readonly cpu: number;
  readonly rest: number;
}

function timeOf(workspace: Workspace, edit: () => void): Time {
  const began = performance.now();
  const before = process.cpuUsage();
  edit();
  const { user, system } = process.cpuUsage(before);
  const done = performance.now();
  workspace.advance(() => false);
  return { wall: done - began, cpu: (user + system) / 1000, rest: performance.now() - done };
}

/** Types a column into a statement, letter by letter, and takes it away again. */
function typeWord(
  documents: OpenDocuments,
  workspace: Workspace,
  uri: string,
  line: number,
  ask: () => number,
): readonly Time[] {
  const times: Time[] = [];
  const edit = (start: number, end: number, text: string): void => {
    const range = { start: { line, character: start }, end: { line, character: end } };
    const version = (documents.get(uri)?.version ?? 0) + 1;
    times.push(
      timeOf(workspace, () => {
        const document = documents.change(uri, [{ range, text }], version);
        if (document !== undefined) workspace.touch(document);
        ask();
      }),
    );
  };
  const words = "ALTER TABLE table_1 ADD COLUMN typed_here text; ";
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < words.length; index++) edit(index, index, words.charAt(index));
    for (let index = words.length; index > 0; index--) edit(index - 1, index, "");
  }
  // The first keystrokes warm the compiler up.
  return times.slice(20);
}

/** Gives the file one text after the other, three times over; the first time warms the compiler up. */
function replaceText(
  documents: OpenDocuments,
  workspace: Workspace,
  uri: string,
  texts: readonly string[],
  ask: () => number,
): readonly Time[] {
  const times = [1, 2, 3].flatMap(() =>
    texts.map((text) =>
      timeOf(workspace, () => {
        const version = (documents.get(uri)?.version ?? 0) + 1;
        const document = documents.change(uri, [{ text }], version);
        if (document !== undefined) workspace.touch(document);
        ask();
      }),
    ),
  );
  return times.slice(texts.length);
}

function diagnosticsOf(workspace: Workspace): FileDiagnostics {
  const settings = (): { readonly findings: "new" } => ({ findings: "new" });
  const history = new History(
    { documents: new OpenDocuments(), settings },
    { last: () => undefined },
    () => undefined,
  );
  const client = { relatedInformation: true, pages: pagesFor(undefined) };
  return new FileDiagnostics({ client, failures: new RunFailures(), history }, workspace);
}

/** The first line of a statement near a fraction of the text. */
function lineNear(text: string, fraction: number): number {
  const lines = text.split("\n");
  const from = Math.floor(lines.length * fraction);
  const offset = lines
    .slice(from)
    .findIndex((line, index) => index > 0 && lines[from + index - 1] === "" && line !== "");
  return fraction === 0 ? 0 : from + Math.max(0, offset);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

run(process.argv[2] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
