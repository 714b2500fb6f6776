import { sessionSetting } from "../../catalog/settings.ts";
import type { RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import { nameKey, type RelationId } from "../../catalog/ids.ts";
import { isTable, type Column, type Table } from "../../catalog/relations.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Definitions } from "./definitions.ts";
import type { Spelling } from "./spelling.ts";

/** One statement that is to be undone, with all that its inverse is written from. */
export interface Scene {
  readonly entry: TimelineEntry;
  /** The catalogs before and after it, by which things have their old and their new names. */
  readonly old: Spelling;
  readonly now: Spelling;
  readonly definitions: Definitions;
  /** Whether the statement works outside a transaction: then indexes go and come CONCURRENTLY. */
  readonly concurrently: boolean;
  readonly section: SectionScene;
}

/** The section that the statement is part of. */
export interface SectionScene {
  readonly start: Catalog;
  readonly end: Catalog;
  /** Leaves out what goes with a table that the section itself has made. */
  readonly brief: boolean;
  /** When the section made a relation, counted in changes; undefined for older ones. */
  readonly madeAt: ReadonlyMap<string, number>;
}

/** Whether the section made a relation and leaves it there, so that the down drops it with all its parts. */
export function isDropped({ section }: Scene, id: string): boolean {
  const { brief, madeAt, end } = section;
  return brief && madeAt.has(id) && end.get("relation", id) !== undefined;
}

/** Whether the section added a column to an older table, and leaves it there: the down drops it. */
export function isAdded({ id }: Table, { number }: Pick<Column, "number">, { section }: Scene): boolean {
  const has = (catalog: Catalog): boolean => {
    const table = catalog.get("relation", id);
    return isTable(table) && table.columns.some((each) => each.number === number);
  };
  return (
    section.brief && isTable(section.start.get("relation", id)) && !has(section.start) && has(section.end)
  );
}

/** The relation that a name in a statement stands for. */
export function relationIdOf(
  catalog: Catalog,
  { schemaname, relname = "" }: RangeVar,
): RelationId | undefined {
  for (const schema of schemaname === undefined ? pathOf(catalog) : [schemaname]) {
    const found = catalog.get("relationName", nameKey({ schema, name: relname }));
    if (found !== undefined) return found;
  }
  return undefined;
}

function pathOf(catalog: Catalog): readonly string[] {
  const path = sessionSetting(catalog, "search_path");
  if (path === undefined) return ["public"];
  return path
    .split(",")
    .map((part) => part.trim().replaceAll('"', ""))
    .filter((part) => part !== "$user");
}

/** Whether the section made an object and took it away again, so that it is no concern of the down. */
export function isPassing({ section: { start, end } }: Scene, id: string): boolean {
  const isIn = (catalog: Catalog): boolean =>
    catalog.get("relation", id) !== undefined ||
    catalog.get("type", id) !== undefined ||
    catalog.get("function", id) !== undefined;
  // What no migration made is not in the catalog at the start either.
  return !id.includes(":?") && !isIn(start) && !isIn(end);
}
