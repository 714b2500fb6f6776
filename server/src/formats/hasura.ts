import { defineFormat } from "./defineFormat.ts";
import { numberDrafts } from "./drafts.ts";
import type { FileTree, FormatProblem, Project } from "./format.ts";
import { readPairs, type PairFile } from "./pairs.ts";
import { readOnlyLedger } from "./readOnlyLedger.ts";
import { byNumber, canonicalNumber, duplicateVersions } from "./versions.ts";

const script = /^(\d+)_([^/]+)\/(up|down)\.sql$/;
/** What the CLI itself numbers by: milliseconds since 1970. */
const stamped = /^\d{13}_/;

/**
 * Hasura (https://hasura.io/docs/2.0/migrations-metadata-seeds/manage-migrations): folders with `up.sql` and `down.sql`
 * below one for each database, each script sent as one `run_sql` in a transaction. Read only: what is applied is kept by
 * its server.
 */
export const hasura = defineFormat({
  id: "hasura",
  label: "Hasura",
  documentation: "https://hasura.io/docs/2.0/migrations-metadata-seeds/manage-migrations/",
  runBy: "hasura migrate apply",
  refuses: [],
  hasDown: true,
  byteOrderMark: "assumed",
  canAutocommit: false,
  detect: (tree) => {
    const scripts = tree.paths.filter((path) => script.test(path));
    if (scripts.length === 0) return 0;
    const isConfigured = ["../../config.yaml", "../config.yaml"].some((path) =>
      /^\s*metadata_directory\s*:/m.test(tree.outside?.(path) ?? ""),
    );
    if (isConfigured) return 1;
    return scripts.every((path) => stamped.test(path)) ? 0.95 : 0.01;
  },
  read,
  ledger: readOnlyLedger("hdb_catalog.hdb_version"),
  downPlace: ({ paths: [path = ""] }) => ({
    path: path.replace(/up\.sql$/, "down.sql"),
    isNew: true,
    before: "",
  }),
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, { kind: "unix", width: 13 }).flatMap(({ draft, number }) => [
      { path: `${number}_${draft.name}/up.sql`, content: `${draft.up}\n` },
      ...(draft.down === undefined
        ? []
        : [{ path: `${number}_${draft.name}/down.sql`, content: `${draft.down}\n` }]),
    ]),
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const files = tree.paths.flatMap((path): readonly PairFile[] => {
    const [, version = "", name = "", direction] = script.exec(path) ?? [];
    if (version === "") return [];
    return [{ path, version, name, direction: direction === "down" ? "down" : "up", transaction: "single" }];
  });
  const migrations = readPairs(tree, files, canonicalNumber, byNumber, problems);
  problems.push(...duplicateVersions(migrations, canonicalNumber));
  return { format: "hasura", migrations, problems };
}
