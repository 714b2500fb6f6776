import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as z from "zod";
import type { DraftFile, FileTree, FormatProblem, Migration, MigrationDraft, Project } from "./format.ts";
import { drizzleSection } from "./drizzleSections.ts";
import { problemAt } from "./markers.ts";
import { topLevelSql } from "./paths.ts";
import { millisecondsOf } from "./utcTime.ts";

export const journalPath = "meta/_journal.json";

const start = { start: 0, end: 0 };
const entrySchema = z.looseObject({ idx: z.number(), when: z.number(), tag: z.string() });
const journalSchema = z.looseObject({ entries: z.array(entrySchema) });
type Journal = z.infer<typeof journalSchema>;
type Entry = z.infer<typeof entrySchema>;

/**
 * Drizzle up to 0.x: `meta/_journal.json` says which files there are and in what order. A file that is not in it never
 * runs, one that is in it and not there stops the run. What counts as applied is everything up to the newest `when`
 * in the ledger, so an entry with an older one is passed over in silence.
 */
export function readJournal(tree: FileTree): Project {
  const text = tree.text(journalPath);
  const journal = parseJournal(text);
  if (journal === undefined || text === undefined)
    return { format: "drizzle", migrations: [], problems: [badJournal(), ...unlisted(tree, [])] };
  const problems: FormatProblem[] = [];
  const { entries } = journal;
  const files = new Set(tree.paths);
  const migrations = entries
    .filter(({ tag }) => files.has(fileOf(tag)))
    .map((entry) => migrationOf(tree, entry, problems));
  problems.push(...missing(entries, files), ...olderThanBefore(entries), ...unlisted(tree, entries));
  const newest = entries.at(-1);
  const last = newest === undefined ? undefined : snapshotPath(newest.tag);
  const snapshot = last === undefined || !files.has(last) ? undefined : tree.text(last);
  const companions = {
    [journalPath]: text,
    ...(snapshot === undefined || last === undefined ? {} : { [last]: snapshot }),
  };
  return { format: "drizzle", migrations, problems, companions };
}

function migrationOf(tree: FileTree, { tag, when }: Entry, problems: FormatProblem[]): Migration {
  const path = fileOf(tag);
  return {
    version: tag,
    name: tag.replace(/^\d+_/, ""),
    ledgerKey: String(when),
    sections: [drizzleSection(tree, path, problems)],
    paths: [path, journalPath],
  };
}

function fileOf(tag: string): string {
  return `${tag}.sql`;
}

function snapshotPath(tag: string): string {
  return `meta/${/^\d+/.exec(tag)?.[0] ?? tag}_snapshot.json`;
}

function parseJournal(text: string | undefined): Journal | undefined {
  if (text === undefined) return undefined;
  try {
    return journalSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON: said as a problem of the journal.
    return undefined;
  }
}

function badJournal(): FormatProblem {
  const message =
    "Drizzle refuses this project: meta/_journal.json is not a journal (JSON with a list of `entries`, each with `idx`, `when` and `tag`).";
  return { ...problemAt(journalPath, start, "bad-journal", message), refuses: "project" };
}

function missing(entries: readonly Entry[], files: ReadonlySet<string>): readonly FormatProblem[] {
  return entries
    .filter(({ tag }) => !files.has(fileOf(tag)))
    .map(({ tag }) => {
      const message = `Drizzle refuses this project: meta/_journal.json lists ${tag}, but ${fileOf(tag)} is missing.`;
      return { ...problemAt(journalPath, start, "missing-file", message), refuses: "project" };
    });
}

function olderThanBefore(entries: readonly Entry[]): readonly FormatProblem[] {
  let newest: Entry | undefined;
  const problems: FormatProblem[] = [];
  for (const entry of entries) {
    if (newest !== undefined && entry.when <= newest.when) problems.push(older(entry, newest));
    else newest = entry;
  }
  return problems;
}

function older({ tag }: Entry, before: Entry): FormatProblem {
  const message =
    `Drizzle passes over this migration in silence, and for good, on every database where ${before.tag} is applied: ` +
    `its \`when\` in meta/_journal.json is not later than that of ${before.tag}. Give it a later \`when\`.`;
  return problemAt(fileOf(tag), start, "older-when", message);
}

function unlisted(tree: FileTree, entries: readonly Entry[]): readonly FormatProblem[] {
  const listed = new Set(entries.map(({ tag }) => fileOf(tag)));
  return topLevelSql(tree)
    .filter((path) => !listed.has(path))
    .map((path) =>
      problemAt(
        path,
        start,
        "not-in-journal",
        `Drizzle never runs this file: meta/_journal.json does not list it.`,
      ),
    );
}

/** Files, their journal entries and the snapshot that the next `drizzle-kit generate` compares with. */
export function writeJournal(
  drafts: readonly MigrationDraft[],
  { companions = {} }: Project,
  now: string,
): readonly DraftFile[] {
  const old = companions[journalPath];
  const journal = parseJournal(old) ?? { version: "7", dialect: "postgresql", entries: [] };
  const entries = [...journal.entries];
  const files: DraftFile[] = [];
  let snapshot = Object.entries(companions).find(([path]) => path !== journalPath)?.[1];
  for (const draft of drafts) {
    const entry = nextEntry(entries, draft.name, now);
    entries.push(entry);
    files.push({ path: fileOf(entry.tag), content: `${draft.up}\n` });
    snapshot = snapshot === undefined ? undefined : followingSnapshot(snapshot, entry.tag);
    if (snapshot !== undefined) files.push({ path: snapshotPath(entry.tag), content: snapshot });
  }
  const content = `${JSON.stringify({ ...journal, entries }, undefined, 2)}\n`;
  return [...files, { path: journalPath, content, ...(old === undefined ? {} : { replaces: true }) }];
}

/** `when` is what decides whether it runs, so it is later than all that are there. */
function nextEntry(entries: readonly Entry[], name: string, now: string): Entry {
  const idx = Math.max(-1, ...entries.map((entry) => entry.idx)) + 1;
  const when = Math.max(millisecondsOf(now), ...entries.map((entry) => entry.when + 1));
  return { idx, version: "7", when, tag: `${String(idx).padStart(4, "0")}_${name}`, breakpoints: true };
}

/** The same schema under an id of its own, which follows the one before: two with one parent are a conflict for drizzle-kit. */
export function followingSnapshot(text: string, name: string): string | undefined {
  try {
    const before = z.looseObject({ id: z.string() }).safeParse(JSON.parse(text));
    if (!before.success) return undefined;
    const id = uuidFrom(`${before.data.id} ${name}`);
    const follows = "prevIds" in before.data ? { prevIds: [before.data.id] } : { prevId: before.data.id };
    return `${JSON.stringify({ ...before.data, id, ...follows }, undefined, 2)}\n`;
  } catch {
    // A snapshot that cannot be read is none to follow.
    return undefined;
  }
}

/** A UUID that text decides: the core has no randomness. */
function uuidFrom(text: string): string {
  const hex = bytesToHex(sha256(utf8ToBytes(text)));
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
