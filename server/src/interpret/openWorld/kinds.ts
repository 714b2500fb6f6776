import type { ObjectType } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import type { Needed } from "./relations.ts";

/** What ALTER VIEW, DROP INDEX … need their relation to be; ALTER TABLE takes any. */
const kinds: Readonly<Partial<Record<ObjectType, Needed>>> = {
  OBJECT_VIEW: ["view"],
  OBJECT_MATVIEW: ["materialized-view"],
  OBJECT_SEQUENCE: ["sequence"],
  OBJECT_INDEX: ["index", "partitioned-index"],
  OBJECT_FOREIGN_TABLE: ["foreign-table"],
  OBJECT_TYPE: ["composite-type"],
};

export function kindsFor(type: ObjectType | undefined): Needed | undefined {
  return type === undefined ? undefined : kinds[type];
}

/** Of the kinds that one part of a statement takes, those that another takes too. */
export function commonKinds(one: Needed | undefined, other: readonly Relation["kind"][]): Needed {
  const both = one?.filter((kind) => other.includes(kind)) ?? other;
  return both.length === 0 ? (one ?? other) : both;
}
