import type { Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import { stableFunctions, volatileFunctions } from "../../catalog/builtinVolatility.ts";
import { functionCalls, stringOf, walk } from "../../sql/ast.ts";
import { comesToTheSame } from "./idempotent.ts";
import { columnsRead, type RowChange } from "./change.ts";

/** Why what a change gives a row does not hang on the row alone, and stays when it is done again; in the user's words. */
export function whyNotOfItsRow(change: RowChange, catalog: Catalog): string | undefined {
  const [other] = change.others;
  if (other !== undefined)
    return `The statement has ${other}, which belongs to one statement over all rows. Write the batches by hand.`;
  const nodes = [...change.values, ...(change.condition === undefined ? [] : [change.condition])];
  const own = oneSnapshot(nodes);
  if (own !== undefined) return own;
  const called = nodes
    .flatMap((node) => functionCalls(node))
    .map(({ funcname }) => stringOf(funcname?.at(-1)) ?? "");
  const changing = called.find((name) => isChanging(name, catalog));
  if (changing !== undefined)
    return `${changing}() may give another value in each batch, and again where a batch is repeated. Write a constant in its place, or fill the rows by hand.`;
  const itself = computedFromItself(change, catalog);
  return itself === undefined
    ? undefined
    : `${itself} is computed from itself, so rows would be changed twice where the batches are stopped and started again. Put the new values into another column first.`;
}

/** A column that is set to what is computed from one that is set, unless doing it again changes nothing. */
function computedFromItself({ columns, values }: RowChange, catalog: Catalog): string | undefined {
  const set = new Set(columns);
  const changing = values.filter((value, at) => {
    const column = columns[at];
    const pairs = columns.length === values.length && column !== undefined;
    return !(pairs && comesToTheSame({ name: column }, value, catalog));
  });
  return columnsRead(changing).find((name) => set.has(name) || name === "*");
}

/** What looks at more than the row itself, or at the clock. */
function oneSnapshot(nodes: readonly Node[]): string | undefined {
  let found: string | undefined;
  for (const node of nodes)
    walk(node, (each) => {
      if ("SubLink" in each)
        found ??=
          "The statement looks at other rows in a subquery, which may have changed from one batch to the next. Write the batches by hand.";
      if ("SQLValueFunction" in each)
        found ??=
          "The statement asks for the time or the user, which may be another one in each batch. Write a constant in its place.";
      if ("CurrentOfExpr" in each) found ??= "WHERE CURRENT OF is about the row of a cursor.";
      return undefined;
    });
  return found;
}

/** Functions of the user count unless they are said to be immutable. */
function isChanging(name: string, catalog: Catalog): boolean {
  if (volatileFunctions.has(name) || stableFunctions.has(name)) return true;
  for (const [key, ids] of catalog.all("functionName"))
    if (
      key.endsWith(`\u0000${name}`) &&
      ids.some((id) => catalog.get("function", id)?.volatility !== "immutable")
    )
      return true;
  return false;
}
