import type { Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { newerInside } from "./inside.ts";
import { newerInStatement } from "./statements.ts";
import type { NewerWord } from "./word.ts";

/**
 * Fails on what the grammar of the target's major does not know; statements are read with that of 18. `sql` is the text
 * of the statement, where it is known: no word is quoted that need not stand there.
 */
export function refuseNewerSyntax(execution: Execution, node: Node, sql?: string): void {
  for (const word of newerWords(node))
    if (!execution.server.isSince(word.since)) execution.fail(word.sqlstate ?? "42601", messageOf(word, sql));
}

function messageOf({ since, text, what, sqlstate }: NewerWord, sql: string | undefined): string {
  if (sqlstate === "42883") return `function ${text}() does not exist`;
  const isWritten = sql === undefined ? what === undefined : sql.toLowerCase().includes(text.toLowerCase());
  if (isWritten) return `syntax error at or near "${text}"`;
  return `syntax error: ${what ?? "some of what is written here"} is new in PostgreSQL ${since}`;
}

/** Statements are read once and interpreted often. */
const known = new WeakMap<Node, readonly NewerWord[]>();

function newerWords(node: Node): readonly NewerWord[] {
  const found = known.get(node) ?? [...newerInStatement(node), ...newerInside(node)];
  known.set(node, found);
  return found;
}
