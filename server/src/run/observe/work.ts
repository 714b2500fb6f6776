import type { WorkKind } from "../../interpret/effects.ts";
import type { RelationState, Snapshot } from "./snapshot.ts";

/** What the server said and showed while a statement ran. */
export interface Evidence {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** The texts of the notices, DEBUG1 included. */
  readonly messages: readonly string[];
  /** The first word of each command tag: `ALTER`, `TRUNCATE`. */
  readonly commands: readonly string[];
  /** OIDs of relations whose storage is empty afterwards. */
  readonly empty: ReadonlySet<number>;
}

export interface FoundWork {
  readonly relation: RelationState;
  readonly kind: WorkKind;
}

/**
 * Deduces the work from new storage, scan counters and DEBUG1 messages (tablecmds.c: "rewriting table",
 * "verifying table", "validating foreign key constraint"). The conventions are those of `effects.ts`:
 *
 * - new storage of a table or materialized view is a rewrite, unless it was emptied (TRUNCATE);
 * - an index on a rewritten or emptied relation is not listed again;
 * - a new index counts as `index-build` on its table, a rebuilt one on itself, also where ALTER TABLE dropped it
 *   and created it again under its name;
 * - relations that the statement created are left out.
 */
export function deduceWork(evidence: Evidence): readonly FoundWork[] {
  const { before, after } = evidence;
  const renewed = [...before.relations.values()].filter(
    (relation) => "rm".includes(relation.kind) && hasNewStorage(relation, after.relations.get(relation.oid)),
  );
  const renewedOids = new Set(renewed.map((relation) => relation.oid));
  const rewritten = renewed.filter((relation) => isRewrite(relation, evidence));
  const builds = findBuilds(before, after).filter(({ table }) => !renewedOids.has(table));
  const keys = findForeignKeyChecks(evidence);
  const explained = new Set([
    ...renewedOids,
    ...builds.map(({ table }) => table),
    ...keys.flatMap((key) => [key.referencing, key.referenced]),
  ]);
  return [
    ...rewritten.map((relation) => ({ relation, kind: "rewrite" as const })),
    ...findScans(evidence, explained).map((relation) => ({ relation, kind: "scan" as const })),
    ...builds.map(({ relation }) => ({ relation, kind: "index-build" as const })),
    ...keys.flatMap((key) => work(before.relations.get(key.referencing), "foreign-key-check")),
  ];
}

function hasNewStorage(was: RelationState, is: RelationState | undefined): boolean {
  return is !== undefined && is.file !== was.file && was.file !== 0;
}

/** TRUNCATE gives new storage as well, but reads and writes no row. */
function isRewrite(relation: RelationState, { messages, commands, empty }: Evidence): boolean {
  if (messages.includes(`rewriting table "${relation.shortName}"`)) return true;
  // Nothing but REFRESH gives a materialized view new storage, also where a trigger runs it.
  if (relation.kind === "m") return true;
  if (commands.includes("TRUNCATE")) return false;
  return !empty.has(relation.oid) || commands.some((word) => ["CLUSTER", "VACUUM"].includes(word));
}

interface Build {
  readonly table: number;
  /** The table for a new index, the index for one that existed. */
  readonly relation: RelationState;
}

function findBuilds(before: Snapshot, after: Snapshot): readonly Build[] {
  const indexesBefore = [...before.relations.values()].filter((relation) => relation.kind === "i");
  const files = new Set(indexesBefore.map((index) => index.file));
  const byName = new Map(indexesBefore.map((index) => [index.name, index]));
  const builds: Build[] = [];
  for (const index of after.relations.values()) {
    if (index.kind !== "i" || index.table === undefined || files.has(index.file)) continue;
    const table = before.relations.get(index.table);
    if (table === undefined) continue;
    const same = before.relations.get(index.oid) ?? byName.get(index.name);
    builds.push({ table: table.oid, relation: same?.table === table.oid ? same : table });
  }
  return builds;
}

/** The message names the constraint only; it is one that appeared or became valid just now. */
function findForeignKeyChecks({ before, after, messages }: Evidence) {
  const names = new Set(messages.flatMap((text) => quoted(text, "validating foreign key constraint ")));
  return [...after.foreignKeys.values()].filter((key) => {
    if (!names.has(key.name)) return false;
    // A partitioned table has the key too; the rows that are looked up are its partitions'.
    if (after.relations.get(key.referencing)?.kind === "p") return false;
    const was = before.foreignKeys.get(key.oid);
    // Below a parent's key that is NOT VALID, a new partition's rows are looked up and the key stays so (18).
    return was === undefined || (key.validated && !was.validated);
  });
}

/**
 * ALTER TABLE announces its scans. ALTER DOMAIN and the check of a default partition do not: there every scan
 * that no other work accounts for is one.
 */
function findScans({ before, after, messages, commands }: Evidence, explained: ReadonlySet<number>) {
  const announced = new Set(messages.flatMap((text) => quoted(text, "verifying table ")));
  const counts = commands.some((word) => word === "ALTER" || word === "CREATE");
  return [...before.relations.values()].filter((relation) => {
    if (!"rm".includes(relation.kind)) return false;
    const is = after.relations.get(relation.oid);
    const scanned = is !== undefined && is.scans > relation.scans;
    if (announced.has(relation.shortName) || (is && announced.has(is.shortName)))
      return scanned || !nameIsShared(relation, before);
    return counts && scanned && !explained.has(relation.oid);
  });
}

function nameIsShared(relation: RelationState, { relations }: Snapshot): boolean {
  return [...relations.values()].some(
    (other) =>
      other.oid !== relation.oid && "rm".includes(other.kind) && other.shortName === relation.shortName,
  );
}

function quoted(text: string, prefix: string): readonly string[] {
  return text.startsWith(`${prefix}"`) && text.endsWith('"') ? [text.slice(prefix.length + 1, -1)] : [];
}

function work(relation: RelationState | undefined, kind: WorkKind): readonly FoundWork[] {
  return relation === undefined ? [] : [{ relation, kind }];
}
