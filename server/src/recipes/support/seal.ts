import { surroundingsOf, type DraftFile, type FileTree, type Format } from "../../formats/format.ts";
import { applyEdits, difference, withLineEnds, type FileEdit } from "./edits.ts";

/** New files and edits of a project's files. */
interface Changes {
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
}

/**
 * Changes together with what the tool keeps of the files they leave (`Format.seal`). A seal inside an edited file stands
 * before what is edited there, so its place is the same before and after.
 */
export function withSeal<T extends Changes>(format: Format, tree: FileTree, changes: T): T {
  if (format.seal === undefined) return changes;
  const after = changed(tree, changes);
  const files = [...changes.files];
  const edits = [...changes.edits];
  for (const { path, content } of format.seal(after)) {
    const index = files.findIndex((file) => file.path === path);
    const own = files[index];
    const edit = difference(path, after.text(path) ?? "", content);
    if (own !== undefined) files[index] = { ...own, content };
    else if (!tree.paths.includes(path)) files.push({ path, content });
    else if (edit !== undefined) edits.push(edit);
  }
  return { ...changes, files, edits };
}

/** The folder as changes leave it. */
function changed(tree: FileTree, { files, edits }: Changes): FileTree {
  const written = new Map(files.map(({ path, content }) => [path, content]));
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const before = tree.text(path) ?? "";
    const own = edits.filter((edit) => edit.path === path);
    written.set(path, applyEdits(before, withLineEnds(before, own)));
  }
  return {
    paths: [...new Set([...tree.paths, ...written.keys()])],
    text: (path) => written.get(path) ?? tree.text(path),
    ...surroundingsOf(tree),
  };
}
