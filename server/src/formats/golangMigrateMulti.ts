import type { Span } from "../sql/span.ts";
import { split } from "../sql/split.ts";
import { defineFormat } from "./defineFormat.ts";
import type { FileTree, FormatProblem, Migration, Project, Section } from "./format.ts";
import { golangMigrate, golangMigrateFile, readGolangMigrate } from "./golangMigrate.ts";
import { problemAt } from "./markers.ts";
import { likelihood } from "./paths.ts";

const id = "golang-migrate-multi-statement";
/** Where a project keeps the URL that it hands to `migrate`; Go's ParseBool reads the value. */
const places = [".env", "Makefile", "justfile", "docker-compose.yml", "docker-compose.yaml", "compose.yaml"];
const option = /[?&]x-multi-statement=(?:1|t|T|TRUE|true|True)\b/;
/** `DefaultMultiStatementMaxSize`. */
const mostBytes = 10 * 2 ** 20;

/**
 * golang-migrate with `x-multi-statement=true` in its URL (database/multistmt/parse.go and the postgres, pgx and pgx5
 * drivers read at v4): a file is cut behind each `;`, whatever that stands in, and each part is one simple query that
 * stays by itself. Where the URL is not to be seen, the user names this one.
 */
export const golangMigrateMulti = defineFormat({
  ...golangMigrate,
  id,
  label: "golang-migrate (x-multi-statement)",
  documentation:
    "https://github.com/golang-migrate/migrate/tree/master/database/postgres#multi-statement-mode",
  watches: places,
  detect: (tree) => {
    const likely = likelihood(tree, golangMigrateFile, 0.5);
    if (likely === 0) return 0;
    // Just before golang-migrate itself, and behind whatever would come before that; else only for who names it.
    return saysSo(tree) ? likely + 0.001 : 0.01;
  },
  read,
});

function saysSo(tree: FileTree): boolean {
  return ["../", "../../"].some((above) =>
    places.some((place) => option.test(tree.outside?.(above + place) ?? "")),
  );
}

function read(tree: FileTree): Project {
  const { migrations, problems } = readGolangMigrate(tree, id);
  const wrong: FormatProblem[] = [];
  const sent = migrations.map((migration): Migration => {
    const sections = migration.sections.map((section) => cut(section, tree.text(section.path), wrong));
    return { ...migration, sections };
  });
  return { format: id, migrations: sent, problems: [...problems, ...wrong] };
}

function cut(section: Section, text: string | undefined, problems: FormatProblem[]): Section {
  const because = "`x-multi-statement=true` in its URL says so";
  const common = { ...section, transaction: "autocommit", splits: true, because } as const;
  if (text === undefined) return common;
  const portions = portionsOf(text, section.span);
  problems.push(...tooLarge(text, section, portions));
  const at = cutInside(text, section.span, portions);
  // Where each part is one statement, it need not be told how the file is cut.
  if (at === undefined) return common;
  problems.push(cutStatement(section, at));
  return { ...common, portions };
}

/** `splitWithDelimiter`: behind each semicolon; what is blank is not sent (runStatement). */
function portionsOf(text: string, span: Span): readonly Span[] {
  const portions: Span[] = [];
  for (let start = span.start; start < span.end;) {
    const found = text.indexOf(";", start);
    const end = found < 0 || found >= span.end ? span.end : found + 1;
    if (text.slice(start, end).trim() !== "") portions.push({ start, end });
    start = end;
  }
  return portions;
}

/** The first semicolon that ends no statement: it stands in a string, a body or a comment. */
function cutInside(text: string, span: Span, portions: readonly Span[]): number | undefined {
  const { pieces } = split(text, span);
  const ends = new Set(pieces.filter(({ terminated }) => terminated).map(({ extent }) => extent.end));
  const isWhole = ({ start, end }: Span): boolean =>
    text[end - 1] !== ";" || ends.has(end) || isEmpty(text.slice(start, end));
  const within = portions.find((portion) => !isWhole(portion));
  return within === undefined ? undefined : within.end - 1;
}

/** Nothing but comments before the semicolon, which stands in none of them. */
function isEmpty(portion: string): boolean {
  const [first] = split(`${portion}x`).pieces;
  return first?.span.start === portion.length;
}

function cutStatement({ path, direction }: Section, at: number): FormatProblem {
  const message =
    "With x-multi-statement, golang-migrate cuts the file at every `;`, also inside a string, a function body or a " +
    "comment: what stands before this one would be sent incomplete, what ran before that would stay, and the database " +
    "be left dirty. Take the `;` out, or run this file without x-multi-statement.";
  return problemAt(path, { start: at, end: at + 1 }, "semicolon-in-statement", message, direction);
}

function tooLarge(
  text: string,
  { path, direction }: Section,
  portions: readonly Span[],
): readonly FormatProblem[] {
  const large = portions.find(
    ({ start, end }) => end - start > mostBytes / 4 && bytes(text, start, end) >= mostBytes,
  );
  if (large === undefined) return [];
  const message =
    "golang-migrate refuses this file in the middle: with x-multi-statement a statement may have 10 MB " +
    "(x-multi-statement-max-size). Divide this one.";
  return [
    problemAt(path, { start: large.start, end: large.start + 1 }, "statement-too-large", message, direction),
  ];
}

function bytes(text: string, start: number, end: number): number {
  return new TextEncoder().encode(text.slice(start, end)).length;
}
