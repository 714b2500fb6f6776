import type { Node } from "@pgsql/types";
import { deparseSync } from "pgsql-deparser";
import { sameNode } from "./ast.ts";
import type { Grammar } from "./grammar.ts";

/**
 * Prints a statement that we built. Undefined where the printed text does not parse back to the same tree: the
 * deparser silently drops parts of some statements (TABLESPACE, INCLUDE of a constraint). Never for the user's own
 * text, whose comments and layout it would lose.
 */
export function deparse(node: Node, grammar: Grammar): string | undefined {
  let text: string;
  try {
    text = deparseSync(node);
  } catch {
    return undefined;
  }
  const parsed = grammar.parse(text);
  return parsed.ok && sameNode(parsed.value.node, node) ? text : undefined;
}
