import type { Execution } from "../execution.ts";
import { isComplete } from "../openWorld/complete.ts";
import { attributeTables } from "./attributes.ts";
import { classTables } from "./classes.ts";
import { constraintTables } from "./constraints.ts";
import { indexTables } from "./indexes.ts";
import { informationTables } from "./information.ts";
import { otherTables } from "./others.ts";
import type { Hints, SystemTable } from "./systemTable.ts";
import { typeTables } from "./types.ts";
import type { Row } from "../values/value.ts";

const tables: ReadonlyMap<string, SystemTable> = new Map(
  [
    ...classTables,
    ...attributeTables,
    ...constraintTables,
    ...indexTables,
    ...typeTables,
    ...otherTables,
    ...informationTables,
  ].map((table) => [table.name, table]),
);

/** The rows of a system catalog or view, as the model has them; undefined for what it does not hold. */
export function scanSystemTable(
  execution: Execution,
  schema: string | undefined,
  name: string,
  hints: Hints,
): { readonly rows: readonly Row[]; readonly complete: boolean } | undefined {
  const isInformation = schema === "information_schema";
  const table = tables.get(isInformation ? `information_schema.${name}` : name);
  if (table === undefined || (!isInformation && schema !== undefined && schema !== "pg_catalog"))
    return undefined;
  const names = table.names.flatMap((column) => hints.get(column) ?? []);
  const complete = table.complete !== false && isComplete(execution, names.map(quoted));
  return { rows: [...table.rows(execution, hints)], complete };
}

/** A plain name as an identifier that is read back as it is. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
