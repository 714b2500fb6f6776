import { split } from "../sql/split.ts";
import type { Span } from "../sql/span.ts";
import type { Direction, FormatProblem, Section } from "./format.ts";
import { linesOf, type Line } from "./lines.ts";
import { firstCode, problemAt, spanOf } from "./markers.ts";
import { firstLine, trimmed } from "./sections.ts";

/** Annotations of internal/sqlparser/parser.go, which compares them without regard to case. */
const annotations = [
  "up",
  "down",
  "statementbegin",
  "statementend",
  "no transaction",
  "envsub on",
  "envsub off",
] as const;
type Annotation = (typeof annotations)[number];

interface AnnotatedLine {
  readonly line: Line;
  /** Undefined where the line has `+goose` but is no annotation that goose knows. */
  readonly annotation: Annotation | undefined;
}

interface Part {
  readonly direction: Direction;
  readonly marker: Line;
  readonly body: Span;
}

/** What goose makes of one file: at most one up and one down section. */
export function readGooseFile(
  path: string,
  text: string,
): { readonly sections: readonly Section[]; readonly problems: readonly FormatProblem[] } {
  const found = linesOf(text)
    .filter(isAnnotation)
    .map((line) => ({ line, annotation: annotationOf(line) }));
  const parts = partsOf(text, found);
  const single = !found.some(({ annotation }) => annotation === "no transaction");
  const substituted = substitutedParts(found, parts);
  const bare = bareLines(text, parts, found);
  const sections = parts.map(({ direction, body }, index): Section => ({
    direction,
    path,
    span: withoutAnnotations(text, body),
    transaction: single ? "single" : "autocommit",
    splits: true,
    ...(substituted[index] === true ? { substitutesEnvironment: true } : {}),
  }));
  const problems = [
    ...found.filter(({ annotation }) => annotation === undefined).map(({ line }) => unknown(path, line)),
    ...markerProblems(path, text, found, parts),
    ...blockProblems(path, found),
    ...parts.flatMap((part, index) => splitProblems(path, text, part, bare[index] ?? [])),
  ];
  return { sections, problems };
}

function isAnnotation(line: Line): boolean {
  return /^[\s\uFEFF]*--/.test(line.text) && line.text.includes("+goose");
}

function annotationOf(line: Line): Annotation | undefined {
  if (/^\s/.test(line.text)) return undefined;
  const command = line.text.replaceAll("--", "").replace("+goose", "").trim().toLowerCase();
  return annotations.find((annotation) => annotation === command);
}

function partsOf(text: string, found: readonly AnnotatedLine[]): readonly Part[] {
  const markers = found.filter(({ annotation }) => annotation === "up" || annotation === "down");
  if (markers.length === 0) {
    const body = { start: 0, end: text.length };
    return [{ direction: "up", marker: { ...body, next: 0, text: "" }, body }];
  }
  return markers.map(({ line, annotation }, index) => ({
    direction: annotation === "down" ? "down" : "up",
    marker: line,
    body: { start: line.next, end: markers[index + 1]?.line.start ?? text.length },
  }));
}

/** Narrows a body by the annotation lines and blanks at its ends. */
function withoutAnnotations(text: string, body: Span): Span {
  const lines = linesOf(text.slice(body.start, body.end)).filter((line) => line.text.trim() !== "");
  const first = lines.find((line) => !isAnnotation(line));
  const last = lines.findLast((line) => !isAnnotation(line));
  if (first === undefined || last === undefined) return { start: body.start, end: body.start };
  return trimmed(text, { start: body.start + first.start, end: body.start + last.end });
}

/** For each part, whether ENVSUB is on in any of it. It stays on from its annotation to the next, across sections. */
function substitutedParts(found: readonly AnnotatedLine[], parts: readonly Part[]): readonly boolean[] {
  let at = 0;
  let on = false;
  const readUpTo = (end: number): boolean => {
    let ever = on;
    for (; (found[at]?.line.start ?? Infinity) < end; at++) {
      const annotation = found[at]?.annotation;
      if (annotation === "envsub on") on = ever = true;
      if (annotation === "envsub off") on = false;
    }
    return ever;
  };
  return parts.map(({ body }) => {
    readUpTo(body.start);
    return readUpTo(body.end);
  });
}

function unknown(path: string, line: Line): FormatProblem {
  const message =
    "goose refuses this file: this is no annotation it knows. They start in the first column: `-- +goose Up`, `Down`, " +
    "`StatementBegin`, `StatementEnd`, `NO TRANSACTION`, `ENVSUB ON` or `ENVSUB OFF`.";
  return problemAt(path, spanOf(line), "bad-directive", message, "file");
}

function markerProblems(
  path: string,
  text: string,
  found: readonly AnnotatedLine[],
  parts: readonly Part[],
): readonly FormatProblem[] {
  const ups = found.filter(({ annotation }) => annotation === "up");
  const first = parts[0];
  if (ups.length === 0 || first?.direction === "down") {
    const span = first === undefined || ups.length === 0 ? firstLine(text) : spanOf(first.marker);
    const message = "goose refuses this file: its first section must begin with `-- +goose Up`.";
    return [problemAt(path, span, "missing-up-marker", message, "file")];
  }
  const code = first === undefined ? undefined : firstCode(text, first.marker.start);
  const before =
    code === undefined
      ? []
      : [
          problemAt(
            path,
            spanOf(code),
            "statement-before-marker",
            "goose refuses this file: only comments may stand before `-- +goose Up`.",
            "file",
          ),
        ];
  const seen = new Set<Direction>();
  const repeated = parts.filter(({ direction }) => seen.size === seen.add(direction).size);
  const message = "goose refuses this file: it may have one up and one down section.";
  return [
    ...before,
    ...repeated.map((part) => problemAt(path, spanOf(part.marker), "duplicate-marker", message, "file")),
  ];
}

function blockProblems(path: string, found: readonly AnnotatedLine[]): readonly FormatProblem[] {
  const problems: FormatProblem[] = [];
  let open: Line | undefined;
  const unclosed = (line: Line): FormatProblem =>
    problemAt(
      path,
      spanOf(line),
      "unclosed-statement-block",
      "This StatementBegin has no StatementEnd.",
      "file",
    );
  for (const { line, annotation } of found) {
    if (annotation === "statementend" && open === undefined) {
      const message = "This StatementEnd has no StatementBegin before it.";
      problems.push(problemAt(path, spanOf(line), "unclosed-statement-block", message, "file"));
    }
    if (open !== undefined && annotation !== "statementend" && annotation !== undefined)
      problems.push(unclosed(open));
    if (annotation === "statementbegin") open = line;
    else if (annotation === "statementend" || annotation === "up" || annotation === "down") open = undefined;
  }
  return open === undefined ? problems : [...problems, unclosed(open)];
}

/** Where goose would cut a statement in two, or finds it without an end. */
function splitProblems(
  path: string,
  text: string,
  { body, direction }: Part,
  lines: readonly Line[],
): readonly FormatProblem[] {
  const statements = statementsOf(text, body);
  const problems: FormatProblem[] = [];
  let at = 0;
  let pending: Line | undefined;
  for (const line of lines) {
    if (pending === undefined && /^\s*(--|$)/.test(line.text)) {
      if (hidesBehindCarriage(line.text))
        problems.push(problemAt(path, spanOf(line), "lone-carriage-return", carriageMessage, direction));
      continue;
    }
    pending ??= line;
    if (!endsStatement(line.text)) continue;
    pending = undefined;
    while ((statements[at]?.end ?? Infinity) <= line.end) at += 1;
    if ((statements[at]?.start ?? Infinity) >= line.end) continue;
    at += 1;
    problems.push(problemAt(path, spanOf(line), "statement-cut", cutMessage, direction));
  }
  if (pending !== undefined)
    problems.push(problemAt(path, spanOf(pending), "missing-semicolon", semicolonMessage, direction));
  return problems;
}

/** Whether PostgreSQL would see more than comments in a line that goose skips. */
function hidesBehindCarriage(line: string): boolean {
  return line
    .split("\r")
    .slice(1)
    .some((part) => !/^\s*(--|$)/.test(part));
}

/** Statements that may hold a `;` at a line's end: none where nothing in the text can hide one. */
function statementsOf(text: string, body: Span): readonly Span[] {
  const hides = /[$'"]|\/\*|\b(?:atomic|rule)\b/i.test(text.slice(body.start, body.end));
  return hides ? split(text, body).pieces.map((piece) => piece.span) : [];
}

const cutMessage =
  "goose sends half a statement: it ends it here, at the `;` that ends the line, although it goes on. Put " +
  "`-- +goose StatementBegin` before and `-- +goose StatementEnd` after the whole statement.";
const carriageMessage =
  "goose takes this whole line for a comment and does not run what follows the carriage return in it: it ends lines " +
  "at line feeds only. Save the file with line feeds.";
const semicolonMessage =
  "goose refuses this file: the statement that begins here does not end with a `;` at a line's end.";

/** For each part, its lines that stand outside StatementBegin and StatementEnd and are no annotations. */
function bareLines(
  text: string,
  parts: readonly Part[],
  found: readonly AnnotatedLine[],
): readonly (readonly Line[])[] {
  const known = new Map(found.map(({ line, annotation }) => [line.start, annotation]));
  const lists = parts.map((): Line[] => []);
  let at = 0;
  let inside = false;
  for (const line of linesOf(text)) {
    while (line.start >= (parts[at]?.body.end ?? Infinity)) at += 1;
    if (line.start < (parts[at]?.body.start ?? Infinity)) inside = false;
    const annotation = known.get(line.start);
    if (annotation === "statementbegin") inside = true;
    if (annotation === "statementend") inside = false;
    if (!inside && !known.has(line.start) && line.start >= (parts[at]?.body.start ?? Infinity))
      lists[at]?.push(line);
  }
  return lists;
}

/** As goose's endsWithSemicolon: the last word before a comment ends with `;`. */
function endsStatement(line: string): boolean {
  const words = line.split(/\s+/).filter((word) => word !== "");
  const comment = words.findIndex((word) => word.startsWith("--"));
  return (comment < 0 ? words : words.slice(0, comment)).at(-1)?.endsWith(";") === true;
}
