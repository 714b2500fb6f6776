import type { DraftFile } from "../../formats/format.ts";
import type { RewriteInput } from "../write.ts";
import { applyEdits, difference, type FileEdit } from "./edits.ts";

/**
 * Edits of a migration's files that also tell its tool to run it outside a transaction. How a tool is told is known
 * to its format alone, so the migration is written anew by it, around the user's own text, and what differs is the
 * edit.
 */
export function directiveEdits(edits: readonly FileEdit[], input: RewriteInput): readonly FileEdit[] {
  const { migration, project, format, now, text } = input;
  const body = (direction: "up" | "down"): string | undefined => {
    const section = migration.sections.find((each) => each.direction === direction);
    if (section === undefined) return undefined;
    const mine = edits.filter(({ path, span }) => path === section.path && inside(span, section.span));
    const moved = mine.map((edit) => ({ ...edit, span: shifted(edit.span, -section.span.start) }));
    return applyEdits(text(section.path).slice(section.span.start, section.span.end), moved).trim();
  };
  const down = body("down");
  const draft = {
    name: migration.name || "migration",
    up: body("up") ?? "",
    ...(down === undefined ? {} : { down }),
    autocommit: true,
  };
  return format.write([draft], project, now).flatMap((file) => {
    const path = counterpart(file, migration.paths);
    const before = migration.paths.includes(path) ? text(path) : "";
    return difference(path, before, file.content) ?? [];
  });
}

/** The migration's own file that plays the part of a newly written one: same ending, or the same name in its folder. */
function counterpart({ path }: DraftFile, own: readonly string[]): string {
  const base = path.slice(path.lastIndexOf("/") + 1);
  const ending = /(\.(?:up|down))?\.[^.]+(\.conf)?$/.exec(base)?.[0] ?? base;
  const sameName = own.find((each) => each.slice(each.lastIndexOf("/") + 1) === base);
  const sameEnding = own.find((each) => each.endsWith(ending));
  if (sameName !== undefined || sameEnding !== undefined) return sameName ?? sameEnding ?? path;
  const [first = ""] = own;
  // A companion file that the migration did not have yet, e.g. diesel's metadata.toml or Flyway's `.conf`.
  if (base.endsWith(".conf")) return `${first}.conf`;
  return `${first.slice(0, first.lastIndexOf("/") + 1)}${base}`;
}

function inside(inner: FileEdit["span"], outer: FileEdit["span"]): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function shifted({ start, end }: FileEdit["span"], by: number): FileEdit["span"] {
  return { start: start + by, end: end + by };
}
