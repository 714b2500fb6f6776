import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DraftFile } from "../formats/format.ts";
import { applyEdits, withLineEnds, type FileEdit } from "../recipes/support/edits.ts";
import { withSeal } from "../recipes/support/seal.ts";
import type { LoadedProject } from "./load.ts";
import { save } from "./save.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";

/** New files and edits of a project's files; paths are relative to its folder. */
export interface Changes {
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
}

/**
 * Writes changes to the disk, new files first, and what the tool keeps of them. Throws a UsageError; nothing that is
 * there is overwritten by a new file.
 */
export function writeChanges(
  { folder, format, tree }: Pick<LoadedProject, "folder" | "format" | "tree">,
  changes: Changes,
): void {
  const { files, edits } = withSeal(format, tree, changes);
  for (const { path, replaces } of files)
    if (replaces !== true && existsSync(join(folder, path)))
      throw new UsageError("this file is there already; nothing was written", {
        path: shown(join(folder, path)),
      });
  for (const { path, content, replaces } of files)
    save(join(folder, path), content, replaces === true ? "w" : "wx");
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const before = tree.text(path) ?? "";
    const own = edits.filter((edit) => edit.path === path);
    save(join(folder, path), applyEdits(before, withLineEnds(before, own)), "w");
  }
}
