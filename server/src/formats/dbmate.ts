import {
  type Direction,
  type FileTree,
  type FormatProblem,
  type Migration,
  type Project,
  type Section,
} from "./format.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts, timestamps } from "./drafts.ts";
import { versionLedger } from "./ledgers.ts";
import { hasLine, type Line } from "./lines.ts";
import { firstCode, type MarkedPart, markedParts, markedShare, problemAt, spanOf } from "./markers.ts";
import { topLevelSql } from "./paths.ts";
import { firstLine, readText, trimmed } from "./sections.ts";
import { duplicateVersions } from "./versions.ts";

const fileName = /^(\d+)(.*)\.sql$/;
const marker = /^--\s*migrate:(up|down)(?:\s+(.*))?$/;
const upMarker = /^--\s*migrate:up(\s|$)/;
/** A marker that dbmate does not see: indented, in other letters, or behind a byte order mark. */
const nearMarker = /^[\s\uFEFF]*--\s*migrate:\s*(up|down)\b/i;

/**
 * dbmate (https://github.com/amacneil/dbmate; markers and messages checked against the 2.36.0 binary). A section is
 * sent as one string, in a transaction with its ledger row unless the marker says `transaction:false`.
 */
export const dbmate = defineFormat({
  id: "dbmate",
  label: "dbmate",
  documentation: "https://github.com/amacneil/dbmate#creating-migrations",
  refuses: [],
  hasDown: true,
  // It hides the marker that must come first (dbmate.ts).
  byteOrderMark: "sent",
  canAutocommit: true,
  detect: (tree) => markedShare(tree, fileName, (text) => hasLine(text, upMarker), 0.4),
  read,
  ledger: versionLedger(
    "schema_migrations",
    "CREATE TABLE IF NOT EXISTS schema_migrations (version varchar primary key)",
  ),
  downPlace: ({ paths: [path] }, autocommit) =>
    path === undefined
      ? undefined
      : { path, isNew: false, before: `-- migrate:down${autocommit ? " transaction:false" : ""}\n` },
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, timestamps).map(({ draft, number }) => {
      const option = draft.autocommit ? " transaction:false" : "";
      const down = draft.down === undefined ? "" : `${draft.down}\n`;
      const content = `-- migrate:up${option}\n${draft.up}\n\n-- migrate:down${option}\n${down}`;
      return { path: `${number}_${draft.name}.sql`, content };
    }),
});

/** dbmate sorts by file name, not by number: `10_b.sql` runs before `9_a.sql`. */
function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const migrations = topLevelSql(tree)
    .filter((path) => fileName.test(path))
    .map((path) => migrationOf(tree, path, problems));
  problems.push(...duplicateVersions(migrations, (version) => version));
  return { format: "dbmate", migrations, problems };
}

function migrationOf(tree: FileTree, path: string, problems: FormatProblem[]): Migration {
  const [, version = "", rest = ""] = fileName.exec(path) ?? [];
  const text = readText(tree, path, problems);
  const parts = text === undefined ? [] : markedParts(text, directionOf);
  if (text !== undefined) problems.push(...fileProblems(path, text, parts));
  return {
    version,
    name: rest.replace(/^[_\-. ]+/, ""),
    sections: text === undefined ? [] : sectionsOf(path, text, parts),
    paths: [path],
  };
}

function directionOf(line: Line): Direction | undefined {
  const direction = marker.exec(line.text)?.[1];
  return direction === "up" || direction === "down" ? direction : undefined;
}

/** Without any marker the whole file is read as up, so that its statements are analysed all the same. */
function sectionsOf(path: string, text: string, parts: readonly MarkedPart[]): readonly Section[] {
  const base = { path, splits: false };
  if (parts.length === 0) {
    const span = trimmed(text, { start: 0, end: text.length });
    return [{ ...base, direction: "up", transaction: "single", span }];
  }
  return parts.map(({ direction, line, body }) => ({
    ...base,
    direction,
    transaction: optionsOf(line).includes("transaction:false") ? "implicit" : "single",
    span: trimmed(text, body),
  }));
}

function optionsOf(line: Line): readonly string[] {
  return (marker.exec(line.text)?.[2] ?? "").split(/\s+/).filter((option) => option !== "");
}

function fileProblems(path: string, text: string, parts: readonly MarkedPart[]): readonly FormatProblem[] {
  return [
    ...markerProblems(path, text, parts),
    ...precedingProblems(path, text, parts),
    ...parts.flatMap(({ line }) => optionProblems(path, line)),
  ];
}

/** Every up needs its down behind it, and the reverse; else dbmate refuses the file. */
function markerProblems(path: string, text: string, parts: readonly MarkedPart[]): readonly FormatProblem[] {
  if (!parts.some((part) => part.direction === "up")) {
    const near = nearMarker.test(text) ? " It must start in the first column and be written exactly so." : "";
    const message = `dbmate refuses this file: it has no \`-- migrate:up\` line.${near}`;
    return [problemAt(path, firstLine(text), "missing-up-marker", message, "file")];
  }
  const found = parts.flatMap((part, index) => {
    if (part.direction === "up" && parts[index + 1]?.direction !== "down") {
      const message =
        "dbmate refuses this file: no `-- migrate:down` line follows this up section. An empty one will do.";
      return [problemAt(path, spanOf(part.line), "missing-down-marker", message, "file")];
    }
    if (part.direction === "down" && parts[index - 1]?.direction !== "up") {
      const message = "dbmate refuses this file: no `-- migrate:up` line precedes this down section.";
      return [problemAt(path, spanOf(part.line), "missing-up-marker", message, "file")];
    }
    return [];
  });
  return found.length > 0 ? found : severalPairs(path, parts);
}

function severalPairs(path: string, parts: readonly MarkedPart[]): readonly FormatProblem[] {
  const second = parts.filter((part) => part.direction === "up")[1];
  if (second === undefined) return [];
  const message =
    "dbmate 2.36 writes the version into schema_migrations once for each up section, so on PostgreSQL this second " +
    "one fails with a duplicate key. Move it into a file of its own.";
  return [problemAt(path, spanOf(second.line), "several-up-sections", message, "up")];
}

function precedingProblems(
  path: string,
  text: string,
  parts: readonly MarkedPart[],
): readonly FormatProblem[] {
  const up = parts.find((part) => part.direction === "up");
  const code = up === undefined ? undefined : firstCode(text, up.line.start);
  if (code === undefined) return [];
  const message =
    "dbmate refuses this file: only blank lines and `--` comments may stand before the first `-- migrate:up`.";
  return [problemAt(path, spanOf(code), "statement-before-marker", message, "file")];
}

function optionProblems(path: string, line: Line): readonly FormatProblem[] {
  return optionsOf(line)
    .filter((option) => option !== "transaction:false" && option !== "transaction:true")
    .map((option) => {
      const start = line.start + line.text.lastIndexOf(option);
      const message = `dbmate ignores \`${option}\`: the one option is \`transaction:false\`, without a space.`;
      return problemAt(path, { start, end: start + option.length }, "bad-directive", message);
    });
}
