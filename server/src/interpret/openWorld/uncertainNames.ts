import { keywordKindOf } from "@pgsql/quotes";
import type { Change } from "../../catalog/collections.ts";
import type { CatalogEdit } from "../../catalog/edit.ts";
import type { Failure } from "../effects.ts";
import type { Execution } from "../execution.ts";

/*
 * What a statement did that cannot be parsed, or of which a part cannot be followed, is not known. Each name in its
 * text may mean something else from then on, so an error that is told of such a name is not predicted.
 */

/** The key that puts every name in doubt. */
export const everythingInDoubt = "*";

/** Words of a body without which nothing can be written, so they say nothing of it. */
const common = new Set(["found", "format", "execute", "query", "text", "names", "record"]);

/** After something was done that cannot be known at all, any name may mean something else. */
export function doubtEverything({ edit, target }: Pick<Execution, "edit" | "target">): void {
  if (target.assumesMissing === true && edit.get("uncertainName", everythingInDoubt) !== true)
    edit.put({ collection: "uncertainName", key: everythingInDoubt, value: true });
}

/** After a statement that has run or has not: whatever its text names may be there as it says, or otherwise. */
export function doubtNames({ edit, target }: Pick<Execution, "edit" | "target">, text: string): void {
  if (target.assumesMissing !== true) return;
  for (const change of doubtsOf(text)) if (edit.get("uncertainName", change.key) !== true) edit.put(change);
}

/** What is in doubt after a statement that was not followed. */
export function doubtsOf(text: string): readonly Change[] {
  return namesIn(text).map((key) => ({ collection: "uncertainName", key, value: true }));
}

/** The first name in a failure's message that is in doubt. */
export function doubtedName(edit: CatalogEdit, { message }: Failure): string | undefined {
  return namesIn(message).find((name) => edit.get("uncertainName", name) === true);
}

function namesIn(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
  return [...new Set(words)].filter((word) => keywordKindOf(word) === "NO_KEYWORD" && !common.has(word));
}
