import type { Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { newerInside } from "./inside.ts";
import { newerInStatement } from "./statements.ts";
import type { NewerWord } from "./word.ts";

/** Fails on what the grammar of the target's major does not know; statements are read with that of 18. */
export function refuseNewerSyntax(execution: Execution, node: Node): void {
  const { major } = execution.target;
  if (major >= 18) return;
  for (const { since, text, sqlstate } of newerWords(node))
    if (major < since) execution.fail(sqlstate ?? "42601", `syntax error at or near "${text}"`);
}

/** Statements are read once and interpreted often. */
const known = new WeakMap<Node, readonly NewerWord[]>();

function newerWords(node: Node): readonly NewerWord[] {
  const found = known.get(node) ?? [...newerInStatement(node), ...newerInside(node)];
  known.set(node, found);
  return found;
}
