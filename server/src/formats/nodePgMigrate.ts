import {
  type Direction,
  type FileTree,
  type FormatProblem,
  type Ledger,
  type Migration,
  type Project,
  type Section,
} from "./format.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts } from "./drafts.ts";
import { versionIn } from "./ledgers.ts";
import { findMarker } from "./nodePgMarkers.ts";
import { markedShare, problemAt } from "./markers.ts";
import { baseName, topLevelSql } from "./paths.ts";
import { firstLine, readText, trimmed } from "./sections.ts";
import { millisecondsOf } from "./utcTime.ts";

const numbered = /^\d+.*\.sql$/;
const scripts = /^\d+.*\.[cm]?[jt]s$/;

/**
 * node-pg-migrate (https://github.com/salsita/node-pg-migrate, read at 9.0.0), SQL files. All pending migrations
 * run in one transaction unless it is started with --no-single-transaction, and SQL files cannot leave it.
 */
export const nodePgMigrate = defineFormat({
  id: "node-pg-migrate",
  label: "node-pg-migrate",
  documentation: "https://salsita.github.io/node-pg-migrate/",
  // "Not run migration … is preceding already run migration …" (checkOrder in runner.js).
  refuses: ["missing-before", "out-of-order"],
  hasDown: true,
  // readFile as utf-8 keeps it; a marker line after it takes it along (sqlMigration.js).
  byteOrderMark: "sent",
  canAutocommit: false,
  eachInItsOwn: "--no-single-transaction",
  detect: (tree) => markedShare(tree, numbered, (text) => findMarker(text, "up") !== undefined, 0.35),
  read,
  ledger: ledger(),
  downPlace: ({ paths: [path] }) =>
    path === undefined ? undefined : { path, isNew: false, before: "-- Down Migration\n" },
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, { kind: "unix", width: 13 }).map(({ draft, number }) => {
      const down = draft.down === undefined ? "" : `\n-- Down Migration\n${draft.down}\n`;
      const content = `-- Up Migration\n${draft.up}\n${down}`;
      return { path: `${number}_${draft.name.replaceAll("_", "-")}.sql`, content };
    }),
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const all = topLevelSql(tree);
  const migrations = all
    .filter((path) => numbered.test(path))
    .sort(compareFiles)
    .map((path) => migrationOf(tree, path, problems));
  problems.push(...all.filter((path) => !numbered.test(path)).map(badName), ...notSql(tree));
  return { format: "node-pg-migrate", migrations, problems };
}

/** By number, then as text in which digits count as numbers and punctuation does not (comparators.js). */
function compareFiles(left: string, right: string): number {
  const options = { usage: "sort", numeric: true, sensitivity: "variant", ignorePunctuation: true } as const;
  return instantOf(left) - instantOf(right) || left.localeCompare(right, undefined, options);
}

/** Seventeen digits are a UTC date down to milliseconds and stand for that instant. */
function instantOf(path: string): number {
  const digits = /^\d+/.exec(path)?.[0] ?? "0";
  if (digits.length !== 17) return Number(digits);
  return millisecondsOf(`${digits.slice(0, 14)}.${digits.slice(14)}`);
}

function migrationOf(tree: FileTree, path: string, problems: FormatProblem[]): Migration {
  const version = baseName(path).replace(/\.sql$/, "");
  const text = readText(tree, path, problems);
  return {
    version,
    name: version.replace(/^\d+[_\-. ]*/, ""),
    sections: text === undefined ? [] : sectionsOf(path, text, problems),
    paths: [path],
  };
}

/** Without an up marker the whole file is up, the part behind a down marker too. */
function sectionsOf(path: string, text: string, problems: FormatProblem[]): readonly Section[] {
  const [up, down] = [findMarker(text, "up"), findMarker(text, "down")];
  const section = (direction: Direction, start: number, end: number): Section => ({
    direction,
    path,
    span: trimmed(text, { start, end }),
    transaction: "all-pending",
    splits: false,
  });
  if (down === undefined) return [section("up", up?.body ?? 0, text.length)];
  if (up === undefined) {
    problems.push(missingUp(path, text));
    return [section("up", 0, text.length), section("down", down.body, text.length)];
  }
  return up.start < down.start
    ? [section("up", up.body, down.start), section("down", down.body, text.length)]
    : [section("up", up.body, text.length), section("down", down.body, up.start)];
}

function missingUp(path: string, text: string): FormatProblem {
  const message =
    "There is no `-- Up Migration` line, so node-pg-migrate runs the whole file as up, its down part included.";
  return problemAt(path, firstLine(text), "missing-up-marker", message);
}

function badName(path: string): FormatProblem {
  const message = `node-pg-migrate refuses this project: the name ${path} does not start with a number.`;
  return problemAt(path, { start: 0, end: 0 }, "bad-file-name", message, "project");
}

function notSql(tree: FileTree): readonly FormatProblem[] {
  const found = tree.paths.filter((path) => !path.includes("/") && scripts.test(path));
  const first = found[0];
  if (first === undefined) return [];
  const message =
    `${found.length} migrations of this project are JavaScript or TypeScript. They are not analysed, and what they ` +
    "create is unknown to the SQL files after them.";
  return [problemAt(first, { start: 0, end: 0 }, "not-sql", message)];
}

function ledger(): Ledger {
  return {
    table: "pgmigrations",
    create: [
      "CREATE TABLE IF NOT EXISTS pgmigrations (id SERIAL PRIMARY KEY, name varchar(255) NOT NULL, " +
        "run_on timestamp NOT NULL)",
    ],
    select: "SELECT name FROM pgmigrations ORDER BY run_on, id",
    key: (version) => version,
    read: versionIn("name"),
    cumulative: false,
    record: (entry) => [
      { text: "INSERT INTO pgmigrations (name, run_on) VALUES ($1, NOW())", values: [entry.version] },
    ],
    remove: (entry) => [{ text: "DELETE FROM pgmigrations WHERE name = $1", values: [entry.version] }],
    /** PG_MIGRATE_LOCK_ID of runner.js. */
    advisoryLockKey: () => "7241865325823964",
  };
}
