import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DraftFile } from "../formats/format.ts";
import { applyEdits, type FileEdit } from "../recipes/support/edits.ts";
import { save } from "./save.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** New files and edits of a project's files; paths are relative to its folder. */
export interface Changes {
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
}

/** Writes changes to the disk, new files first. Throws a UsageError; nothing that is there is overwritten by a new file. */
export function writeChanges(
  folder: string,
  { files, edits }: Changes,
  text: (path: string) => string,
): void {
  for (const { path, replaces } of files)
    if (replaces !== true && existsSync(join(folder, path)))
      throw new UsageError("this file is there already; nothing was written", {
        path: shown(join(folder, path)),
      });
  for (const { path, content, replaces } of files)
    save(join(folder, path), content, replaces === true ? "w" : "wx");
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const before = text(path);
    const own = edits.filter((edit) => edit.path === path);
    save(join(folder, path), applyEdits(before, withLineEnds(before, own)), "w");
  }
}

/** Edits that end lines as the text does. */
export function withLineEnds(before: string, edits: readonly FileEdit[]): readonly FileEdit[] {
  if (!before.includes("\r\n")) return edits;
  return edits.map((edit) => ({ ...edit, newText: edit.newText.replace(/\r?\n/g, "\r\n") }));
}
