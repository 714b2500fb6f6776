import type { Span } from "../sql/span.ts";
import { defineFormat } from "./defineFormat.ts";
import { numberDrafts } from "./drafts.ts";
import type { FileTree, FormatProblem, Migration, Project, Section } from "./format.ts";
import { linesOf, type Line } from "./lines.ts";
import { markedShare, problemAt } from "./markers.ts";
import { byName, topLevelSql } from "./paths.ts";
import { readOnlyLedger } from "./readOnlyLedger.ts";
import { firstLine, readText, trimmed } from "./sections.ts";

const header = /^\uFEFF?\s*--\s*liquibase\s+formatted\s+sql/i;
const changeset = /^\s*--\s*changeset\s+\S+?:\S+(.*)$/i;
/** Lines that are for Liquibase and stand around the SQL of a change set. */
const told =
  /^\s*--\s*(?:rollback|comment|preconditions?|precondition-\S+|validCheckSum|property|ignoreLines)\b/i;

/**
 * Liquibase, formatted SQL (https://docs.liquibase.com/concepts/changelogs/sql-format.html): change sets, each split and
 * sent in a transaction of its own unless it says otherwise. Read only: its ledger holds checksums over its own reading
 * of the text. The `--rollback` lines are not read.
 */
export const liquibase = defineFormat({
  id: "liquibase",
  label: "Liquibase",
  documentation: "https://docs.liquibase.com/concepts/changelogs/sql-format.html",
  signs: ["liquibase.properties"],
  runBy: "liquibase update",
  refuses: [],
  hasDown: false,
  byteOrderMark: "assumed",
  canAutocommit: true,
  accepts: { placeholders: ["${}"], copyData: false, metaCommands: false },
  detect: (tree) => markedShare(tree, /\.sql$/, (text) => header.test(text), 0.38),
  read,
  ledger: readOnlyLedger("databasechangelog"),
  write: (drafts, project, now, after) =>
    numberDrafts(drafts, project, now, after, { kind: "sequence", width: 3 }).map(({ draft, number }) => {
      const mode = draft.autocommit ? " runInTransaction:false" : "";
      const head = `--liquibase formatted sql\n\n--changeset lockkeeper:${number}-${draft.name}${mode}\n`;
      return { path: `${number}_${draft.name}.sql`, content: `${head}${draft.up}\n` };
    }),
});

function read(tree: FileTree): Project {
  const problems: FormatProblem[] = [];
  const migrations = topLevelSql(tree).map((path) => migrationOf(tree, path, problems));
  const root = tree.paths.filter((path) => /changelog[^/]*\.(?:xml|ya?ml|json)$/i.test(path)).sort(byName)[0];
  const [first] = migrations;
  if (root !== undefined && first !== undefined) {
    const message = `Liquibase takes the order of these files from ${root}, which is not read: they are read by name.`;
    problems.push(problemAt(first.paths[0] ?? "", { start: 0, end: 0 }, "assumed-order", message));
  }
  return { format: "liquibase", migrations, problems };
}

function migrationOf(tree: FileTree, path: string, problems: FormatProblem[]): Migration {
  const text = readText(tree, path, problems) ?? "";
  const version = path.slice(0, -".sql".length);
  const name = version.replace(/^\d+[_.\- ]*/, "");
  const sections = sectionsOf(path, text);
  if (sections.length === 0 && header.test(text)) {
    const message = "Liquibase runs nothing of this file: it holds no `--changeset AUTHOR:ID` line.";
    problems.push(problemAt(path, firstLine(text), "missing-up-marker", message));
  }
  return { version, name, sections, paths: [path] };
}

/** A file without the header is one change, as `<sqlFile>` and `includeAll` take it. */
function sectionsOf(path: string, text: string): readonly Section[] {
  const common = { direction: "up", path } as const;
  if (!header.test(text)) {
    const span = trimmed(text, { start: 0, end: text.length });
    return [{ ...common, span, transaction: "single", splits: true }];
  }
  const lines = linesOf(text);
  const starts = lines.flatMap((line, index) => (changeset.test(line.text) ? [index] : []));
  return starts.flatMap((index, at): readonly Section[] => {
    const attributes = changeset.exec(lines[index]?.text ?? "")?.[1] ?? "";
    const is = (pattern: RegExp): boolean => pattern.test(attributes);
    if (is(/\bignore:true\b/i)) return [];
    const bare = is(/\brunInTransaction:false\b/i) || is(/\brunWith:/i);
    const span = bodyOf(text, lines, index + 1, starts[at + 1] ?? lines.length);
    const splits = !is(/\bsplitStatements:false\b/i);
    const transaction = !bare ? "single" : splits ? "autocommit" : "implicit";
    return [{ ...common, span, transaction, splits }];
  });
}

/** The lines of a change set without those for Liquibase at both ends. */
function bodyOf(text: string, lines: readonly Line[], from: number, to: number): Span {
  // A carriage return ends a comment for PostgreSQL.
  const isSql = ({ text: line }: Line): boolean =>
    line.trim() !== "" && (!told.test(line) || line.includes("\r"));
  const own = lines.slice(from, to);
  const first = own.find(isSql);
  const last = own.findLast(isSql);
  if (first === undefined || last === undefined) return { start: 0, end: 0 };
  return trimmed(text, { start: first.start, end: last.end });
}
