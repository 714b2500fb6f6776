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

/**
 * The migration's own file that plays the part of a newly written one: the same name in its folder, or the same
 * ending, and the same first letter where several have that (Flyway's V and U).
 */
function counterpart({ path }: DraftFile, own: readonly string[]): string {
  const base = baseOf(path);
  const sameName = own.find((each) => baseOf(each) === base);
  if (sameName !== undefined) return sameName;
  const plain = base.replace(/\.conf$/, "");
  const ending = /(\.(?:up|down))?\.[^.]+$/.exec(plain)?.[0] ?? plain;
  const sameEnding = own.filter((each) => each.endsWith(ending));
  const match = sameEnding.find((each) => baseOf(each)[0] === base[0]) ?? sameEnding[0];
  // A companion file that the migration did not have yet, e.g. diesel's metadata.toml or Flyway's `.conf`.
  if (match !== undefined) return plain === base ? match : `${match}.conf`;
  const [first = ""] = own;
  return `${first.slice(0, first.lastIndexOf("/") + 1)}${base}`;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function inside(inner: FileEdit["span"], outer: FileEdit["span"]): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function shifted({ start, end }: FileEdit["span"], by: number): FileEdit["span"] {
  return { start: start + by, end: end + by };
}
