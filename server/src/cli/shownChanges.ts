import { join } from "node:path";
import { withSeal } from "../recipes/support/seal.ts";
import type { Shown } from "../report/reported.ts";
import type { ShownChanges } from "../report/rewrite.ts";
import { LineIndex } from "../sql/offsets.ts";
import type { LoadedProject } from "./load.ts";
import { shown } from "./shown.ts";
import type { Changes } from "./writeChanges.ts";

/** Changes with paths as the user sees them and ranges as editors count. */
export function shownChanges(
  { folder, format, tree }: LoadedProject,
  reported: Shown,
  changes: Changes,
): ShownChanges {
  const { files, edits } = withSeal(format, tree, changes);
  return {
    files: files.map(({ path, content }) => ({ path: shown(join(folder, path)), content })),
    edits: edits.map(({ path, span, newText }) => {
      const lines = new LineIndex(reported.text(path));
      const range = { start: lines.position(span.start), end: lines.position(span.end) };
      return { path: reported.display(path), range, newText };
    }),
  };
}
