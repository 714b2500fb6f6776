import type { DraftFile } from "../../formats/format.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { difference, type FileEdit } from "./edits.ts";

/**
 * Edits of a migration's files that also tell its tool to run it outside a transaction. How a tool is told is known
 * to its format alone: it writes a small migration both ways, and what differs between the two is what has to be said
 * in the user's files, whose text stays as it is.
 */
export function directiveEdits(
  edits: readonly FileEdit[],
  input: Pick<RewriteInput, "migration" | "project" | "format" | "now" | "text">,
): readonly FileEdit[] {
  const { migration, project, format, now, text } = input;
  const goesDown = migration.sections.some(({ direction }) => direction === "down");
  const write = (autocommit: boolean): readonly DraftFile[] =>
    format.write(
      [
        {
          name: migration.name || "migration",
          up: "SELECT 1;",
          ...(goesDown ? { down: "SELECT 2;" } : {}),
          autocommit,
        },
      ],
      project,
      now,
    );
  const usual = write(false);
  const told = write(true).flatMap((file) => {
    const path = counterpart(file, migration.paths);
    const before = usual.find((each) => each.path === file.path)?.content;
    if (before === undefined || !migration.paths.includes(path)) {
      return difference(path, migration.paths.includes(path) ? text(path) : "", file.content) ?? [];
    }
    return said(path, text(path), before, file.content);
  });
  return [...edits, ...told];
}

/** Carries what differs between two written files, line by line, over to the user's own file. */
function said(path: string, own: string, before: string, after: string): readonly FileEdit[] {
  const old = before.split("\n");
  const edits: FileEdit[] = [];
  // Several lines are one edit: of two at one place, the later would come first.
  let lines = "";
  let at = 0;
  for (const line of after.split("\n")) {
    if (line === old[at]) {
      at++;
      continue;
    }
    const changed = old[at]?.trim() ?? "";
    if (changed !== "" && line.startsWith(changed)) {
      edits.push(...appended(path, own, changed, line.slice(changed.length)));
      at++;
    } else {
      lines += `${line}\n`;
    }
  }
  const start = startOf(own);
  return lines === "" ? edits : [...edits, { path, span: { start, end: start }, newText: lines }];
}

/** Appends words to the marker line that says the same, however it is spaced. */
function appended(path: string, own: string, marker: string, words: string): readonly FileEdit[] {
  const pattern = marker.split(/\s+/).map(escaped).join("\\s*");
  const found = new RegExp(`^[ \\t]*${pattern}(?![\\w:])`, "im").exec(own);
  if (found === null) return [];
  const end = found.index + found[0].length;
  return [{ path, span: { start: end, end }, newText: words }];
}

/** After a byte order mark. */
function startOf(text: string): number {
  return text.startsWith("\uFEFF") ? 1 : 0;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
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
