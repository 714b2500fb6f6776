import type { Catalog } from "../../catalog/catalog.ts";
import type { LaterStatement } from "../recipe.ts";
import type { ColumnTarget } from "./target.ts";
import { takesWholeRows } from "./wholeRows.ts";

/**
 * Whether a statement on rows is the same whichever columns are in transition: it names neither of them, takes no row
 * as a whole, and calls nothing that might.
 */
export function isAboutOtherColumns(
  { statement }: LaterStatement,
  target: Pick<ColumnTarget, "from" | "to" | "catalog">,
): boolean {
  const { kind, text } = statement;
  if (kind === "DoStmt") return isOfPlan(text, target);
  if ((kind !== "UpdateStmt" && kind !== "DeleteStmt") || takesWholeRows(statement)) return false;
  return !isNamed(text, target) && !callsOfUser(text, target.catalog);
}

/**
 * What other plans write into their files: a backfill, of which what it fills counts, as it reads a key only to walk
 * along it; and what is done where the catalog lacks something.
 */
function isOfPlan(text: string, target: Pick<ColumnTarget, "from" | "to">): boolean {
  const [, filled] = backfill.exec(text) ?? [];
  if (filled !== undefined) return !isNamed(filled.replaceAll(rowOf, ""), target);
  return definesOnly(text) && !isNamed(text, target);
}

/** Whether it only makes what the catalog lacks, as the steps of plans do that may run twice. */
export function isOfCatalog({ statement }: LaterStatement): boolean {
  return statement.kind === "DoStmt" && definesOnly(statement.text);
}

function definesOnly(text: string): boolean {
  return ofStep.test(text) && !/(?<!\bON )\b(?:EXECUTE|UPDATE|INSERT|DELETE)\s/i.test(text);
}

const backfill = /^DO \$\w*\$\s+DECLARE\s+lockkeeper_low_1\b[^]*?\bUPDATE [^\n]* SET ([^]*?)\n\s+WHERE\b/;
/** The row, as a backfill calls it. */
const rowOf = /\bk\./g;
const ofStep =
  /^DO \$\w*\$\s+(?:DECLARE\s+lockkeeper_tries\b|BEGIN\s+IF (?:NOT )?EXISTS \(\s+SELECT FROM pg_catalog\.)/;

function isNamed(text: string, { from, to }: Pick<ColumnTarget, "from" | "to">): boolean {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu));
  return [from, to].some((name) =>
    (name.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [name]).every((word) => words.has(word)),
  );
}

function callsOfUser(text: string, catalog: Catalog): boolean {
  const called = new Set([...text.matchAll(/([\w$]+)"?\s*\(/g)].map(([, name = ""]) => name.toLowerCase()));
  return [...catalog.all("function").values()].some(({ name }) => called.has(name.toLowerCase()));
}
