import type { Catalog } from "../../catalog/catalog.ts";
import type { Table } from "../../catalog/relations.ts";
import { enumerate } from "../../timeline/words/lists.ts";
import { upserting } from "./upserts.ts";

interface Unique {
  readonly catalog: Catalog;
  readonly table: Table;
  readonly columns: readonly string[];
  /** Of the constraint or index. */
  readonly name: string;
}

/** What must be deployed before a key goes; functions of the history that may count on it are named. */
export function versionWithout({ catalog, table, columns, name }: Unique): string {
  const functions = upserting({ catalog, table });
  const also =
    functions.length === 0
      ? ""
      : `; ${enumerate(functions)} ${functions.length === 1 ? "has" : "have"} ON CONFLICT and ${table.name} in the body, so look there too`;
  const on = columns.length === 0 ? "" : ` (${columns.join(", ")})`;
  return `a version of the application that does not INSERT … ON CONFLICT${on} into ${table.name}, nor count on ${name} refusing duplicates, everywhere${also}`;
}
