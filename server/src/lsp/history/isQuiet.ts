import { isQueryDocument } from "../../protocol/queryDocument.ts";
import type { FileView } from "../fileView.ts";
import type { History } from "./history.ts";

/**
 * Whether nothing is said unasked of a file's statements, neither among the problems nor in its text: what a migration
 * did that is history nobody can change, and a query is none.
 */
export function isQuiet(view: FileView, history: Pick<History, "of" | "showsAll">): boolean {
  return isQueryDocument(view.uri) || (!history.showsAll && history.of(view) !== undefined);
}
