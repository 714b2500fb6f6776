import { utf8ToBytes } from "@noble/hashes/utils.js";
import { defineFormat } from "./defineFormat.ts";
import { newestFolder, numberDrafts } from "./drafts.ts";
import type { FileTree, FormatProblem, Ledger, Migration, Project } from "./format.ts";
import { namedRow } from "./ledgers.ts";
import { problemAt } from "./markers.ts";
import { baseName, byName, join } from "./paths.ts";
import { wholeFile } from "./sections.ts";
import { sipHash13 } from "./sipHash.ts";
import { byNumber, canonicalNumber, duplicateVersions } from "./versions.ts";

/** `V1__name.sql`; `\w` of Rust's regex is Unicode's. */
const fileName = /^([UV])(\d+(?:\.\d+)?)__([\p{L}\p{M}\p{N}_]+)\.sql$/u;
const manifests = ["refinery.toml", "../refinery.toml", "../Cargo.toml", "../../Cargo.toml"];
const table = "refinery_schema_history";

/**
 * refinery (https://github.com/rust-db/refinery, refinery_core/src/{util,runner}.rs and traits/mod.rs read at 0.9): one
 * file for each migration in any depth, sent as one string in a transaction, forward only.
 */
export const refinery = defineFormat({
  id: "refinery",
  label: "refinery",
  documentation: "https://docs.rs/refinery",
  signs: ["refinery.toml"],
  watches: ["refinery.toml", "Cargo.toml"],
  // verify_migrations: DivergentVersion and MissingVersion, the latter for a `V` below the newest applied one, too.
  refuses: ["changed", "missing", "out-of-order"],
  hasDown: false,
  // fs::read_to_string, which keeps it.
  byteOrderMark: "sent",
  canAutocommit: false,
  detect,
  read,
  ledger: ledger(),
  write: (drafts, project, now, after) => {
    const digits = ({ version }: Migration) => /^\d+$/.exec(version)?.[0];
    return numberDrafts(drafts, project, now, after, { kind: "sequence", width: 1 }, digits).map(
      ({ draft, number }) => ({
        path: join(newestFolder(project), `V${number}__${draft.name}.sql`),
        content: `${draft.up}\n`,
      }),
    );
  },
});

/** Its names are Flyway's: what a Rust project says of its crates decides. */
function detect(tree: FileTree): number {
  if (!tree.paths.some((path) => fileName.test(baseName(path)))) return 0;
  const speaks = manifests.some((path) => {
    if (!path.startsWith("../")) return tree.paths.includes(path);
    const text = tree.outside?.(path);
    return text !== undefined && (path.endsWith("refinery.toml") || /^\s*"?refinery/m.test(text));
  });
  return speaks ? 0.99 : 0.03;
}

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const migrations = [...tree.paths]
    .sort(byName)
    .flatMap((path) => migrationOf(tree, path, problems))
    .sort((one, other) => order(one.version, other.version));
  problems.push(...duplicateVersions(migrations, canonicalNumber));
  return { format: "refinery", migrations, problems };
}

function migrationOf(tree: FileTree, path: string, problems: FormatProblem[]): readonly Migration[] {
  const match = fileName.exec(baseName(path));
  if (match === null) return [];
  const [, kind, version = "", name = ""] = match;
  if (version.includes(".")) problems.push(dotted(path, version));
  const sections = [wholeFile(tree, path, "up", "single", problems)];
  return [{ version, name, sections, paths: [path], ...(kind === "U" ? { anyOrder: true } : {}) }];
}

function dotted(path: string, version: string): FormatProblem {
  const message = `refinery refuses this project: it finds this file and then cannot take ${version} for a whole number.`;
  return problemAt(path, { start: 0, end: 0 }, "bad-file-name", message, "project");
}

function order(one: string, other: string): number {
  const [whole = "", rest = ""] = one.split(".");
  const [otherWhole = "", otherRest = ""] = other.split(".");
  return byNumber(whole, otherWhole) || byNumber(rest || "0", otherRest || "0");
}

function ledger(): Ledger {
  return {
    table,
    create: [
      `CREATE TABLE IF NOT EXISTS ${table} (version int4 PRIMARY KEY, name varchar(255), ` +
        "applied_on varchar(255), checksum varchar(255))",
    ],
    select: `SELECT version, name, checksum FROM ${table} ORDER BY version`,
    key: canonicalNumber,
    read: (row) => namedRow(row, "checksum"),
    cumulative: false,
    lockless: true,
    record: (entry) => [
      {
        text: `INSERT INTO ${table} (version, name, applied_on, checksum) VALUES ($1, $2, $3, $4)`,
        values: [canonicalNumber(entry.version), entry.name, entry.now, checksumOf(entry.bytes, entry)],
      },
    ],
    remove: ({ version }) => [
      { text: `DELETE FROM ${table} WHERE version = $1`, values: [canonicalNumber(version)] },
    ],
    accept: (entry) => [
      {
        text: `UPDATE ${table} SET name = $2, checksum = $3 WHERE version = $1`,
        values: [canonicalNumber(entry.version), entry.name, checksumOf(entry.bytes, entry)],
      },
    ],
    checksum: checksumOf,
    bySearchPath: true,
  };
}

/** Name, version and text as Rust's `Hash` feeds them: a byte 255 behind each `str`, an `i32` as four bytes. */
function checksumOf(
  bytes: Uint8Array = new Uint8Array(),
  { version, name }: Pick<Migration, "version" | "name">,
): string {
  const named = utf8ToBytes(name);
  const fed = new Uint8Array(named.length + 1 + 4 + bytes.length + 1).fill(0xff);
  fed.set(named);
  new DataView(fed.buffer).setInt32(named.length + 1, Number(version), true);
  fed.set(bytes, named.length + 5);
  return sipHash13(fed).toString();
}
