import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts } from "./drafts.ts";
import type { AppliedMigration, DraftFile, FileTree, FormatProblem, Ledger, Project } from "./format.ts";
import { namedRow } from "./ledgers.ts";
import { readPairs, type PairFile } from "./pairs.ts";
import { likelihood, topLevelSql } from "./paths.ts";
import { byNumber, canonicalNumber, duplicateVersions } from "./versions.ts";
import type { NumberedDraft } from "./drafts.ts";

/** `001.do.create-users.sql`; what follows the name up to the ending is nobody's business. */
const fileName = /^(\d+)\.(do|undo)(?:\.([^.]*).*)?\.sql$/;

const table = "schemaversion";

/**
 * postgrator (https://github.com/rickbergfalk/postgrator, read and run at 8.0.0): two files for each migration, each
 * sent as one string in one session. It stands at the highest version of its table: what is lower is never run.
 */
export const postgrator = defineFormat({
  id: "postgrator",
  label: "postgrator",
  documentation: "https://github.com/rickbergfalk/postgrator",
  signs: [".postgratorrc", ".postgratorrc.json"],
  // Every `do` file up to where it stands (validateMigrations); not on the way down.
  refuses: ["changed"],
  hasDown: true,
  // fs.readFileSync(…, "utf8") keeps it.
  byteOrderMark: "sent",
  canAutocommit: true,
  detect: (tree) => likelihood(tree, fileName, 0.6),
  read,
  ledger: ledger(),
  downPlace: ({ paths: [path = ""] }) =>
    fileName.test(path) ? { path: path.replace(/\.do\b/, ".undo"), isNew: true, before: "" } : undefined,
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, { kind: "sequence", width: 3 }).flatMap(draftFiles),
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const files = topLevelSql(tree).flatMap(pairFile);
  const migrations = readPairs(tree, files, canonicalNumber, byNumber, problems);
  problems.push(...duplicateVersions(migrations, canonicalNumber));
  return { format: "postgrator", migrations, problems };
}

function pairFile(path: string): readonly PairFile[] {
  const match = fileName.exec(path);
  if (match === null) return [];
  const [, version = "", action, name = ""] = match;
  return [{ path, version, name, direction: action === "undo" ? "down" : "up", transaction: "implicit" }];
}

function draftFiles({ draft, number }: NumberedDraft): readonly DraftFile[] {
  const up = { path: `${number}.do.${draft.name}.sql`, content: `${draft.up}\n` };
  if (draft.down === undefined) return [up];
  return [up, { path: `${number}.undo.${draft.name}.sql`, content: `${draft.down}\n` }];
}

/** As lib/Client.js and lib/PostgresClient.js write it; the row of version 0 stands for the empty database. */
function ledger(): Ledger {
  return {
    table,
    create: [
      `CREATE TABLE IF NOT EXISTS ${table} (version BIGINT PRIMARY KEY)`,
      `INSERT INTO ${table} (version) SELECT 0 WHERE NOT EXISTS (SELECT FROM ${table})`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS name TEXT`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS md5 TEXT`,
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS run_at TIMESTAMP WITH TIME ZONE`,
    ],
    select: `SELECT version, name, md5 FROM ${table} WHERE version > 0 ORDER BY version`,
    key: canonicalNumber,
    read: (row) => namedRow(row, "md5"),
    cumulative: false,
    lockless: true,
    passesOver: (key, applied) => applied.some((each) => isAbove(each, key)),
    record: ({ version, name, bytes, now }) => [
      {
        text: `INSERT INTO ${table} (version, name, md5, run_at) VALUES ($1, $2, $3, $4)`,
        values: [canonicalNumber(version), name, checksumOf(bytes), now.replace("T", " ").replace("Z", "")],
      },
    ],
    remove: ({ version }) => [
      { text: `DELETE FROM ${table} WHERE version = $1`, values: [canonicalNumber(version)] },
    ],
    accept: ({ version, bytes }) => [
      {
        text: `UPDATE ${table} SET md5 = $2 WHERE version = $1`,
        values: [canonicalNumber(version), checksumOf(bytes)],
      },
    ],
    checksum: checksumOf,
    bySearchPath: true,
  };
}

function isAbove({ version }: AppliedMigration, key: string): boolean {
  return /^\d+$/.test(version) && /^\d+$/.test(key) && byNumber(version, key) > 0;
}

function checksumOf(bytes: Uint8Array = new Uint8Array()): string {
  return bytesToHex(md5(bytes));
}
