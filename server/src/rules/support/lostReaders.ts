import type { Catalog } from "../../catalog/catalog.ts";
import { readersOf } from "../../catalog/readers.ts";
import type { Relation } from "../../catalog/relations.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import type { RuleContext } from "../rule.ts";

/** Who was granted SELECT on a relation and was not on what has its name at the end; undefined where nobody is known. */
export function lostReaders(
  [before, old]: readonly [Catalog, Relation],
  [end, now]: readonly [Catalog, Relation],
  { section }: RuleContext,
): string | undefined {
  const readers = readersOf(end, now);
  const roles = [...readersOf(before, old)].filter((role) => !readers.has(role));
  if (readers.has("public") || roles.length === 0) return undefined;
  // A body may compute whom it grants what.
  if (section.statements.some(({ statement: { node, text } }) => isBody(node) && computed.test(text)))
    return undefined;
  if (!roles.includes("public")) return enumerateFew(roles);
  return readers.size > 0 ? "Every other role" : "Every role";
}

const computed = /\bexecute\b[^;]*\bgrant\b/i;

function isBody(node: object | undefined): boolean {
  return node !== undefined && ("DoStmt" in node || "CallStmt" in node);
}
