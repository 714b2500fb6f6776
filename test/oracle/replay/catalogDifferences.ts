import type { Client } from "pg";
import { deparseSync } from "pgsql-deparser";
import type { Node } from "@pgsql/types";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { compareCatalogs, type Difference } from "../../../server/src/catalog/differences/compareCatalogs.ts";
import { loadGrammar } from "../../../server/src/disk/loadGrammar.ts";
import { readLiveCatalog, readOpenCatalog } from "../../../server/src/run/liveCatalog/readLiveCatalog.ts";

/**
 * In what a folded catalog is not the model that is read from the database, to the letter: column numbers and
 * dependencies too. One line for each, none where all is well. `open`: as the client's open transaction sees it.
 */
export async function catalogDifferences(folded: Catalog, client: Client, open = false): Promise<string[]> {
  const grammar = await loadGrammar();
  const { catalog, major } = await (open ? readOpenCatalog : readLiveCatalog)(client, grammar);
  return compareCatalogs(folded, catalog, { major, print, internals: true }).map(line);
}

function line({ change, kind, name, property, expected, found }: Difference): string {
  const what = `${kind} ${name}`;
  if (change === "missing") return `only folded: ${what}`;
  if (change === "unexpected") return `only in the database: ${what}`;
  return `${what}: ${property ?? ""} is ${expected ?? ""} when folded, ${found ?? ""} in the database`;
}

function print(node: Node): string | undefined {
  try {
    return deparseSync(node);
  } catch {
    return undefined;
  }
}
