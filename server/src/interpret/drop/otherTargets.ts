import type { Node, ObjectType } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { itemsOf, stringOf, stringsOf } from "../nodes.ts";
import { findStatistics, statisticsName } from "../statistics/names.ts";
import { otherNamed } from "../objects/otherObjects.ts";
import { mayBeOfExtension } from "../foreign/names.ts";
import type { DropTarget } from "./dropTarget.ts";
import { assumeOther } from "../openWorld/others.ts";
import { assumeSchema } from "../openWorld/schemas.ts";
import { creationSchema } from "../names/searchPath.ts";

/** What the server calls objects that the model knows by name alone. */
export const otherWords: Readonly<Partial<Record<ObjectType, string>>> = {
  OBJECT_EXTENSION: "extension",
  OBJECT_PUBLICATION: "publication",
  OBJECT_SUBSCRIPTION: "subscription",
  OBJECT_STATISTIC_EXT: "statistics object",
  OBJECT_EVENT_TRIGGER: "event trigger",
  OBJECT_COLLATION: "collation",
  OBJECT_CONVERSION: "conversion",
  OBJECT_OPERATOR: "operator",
  OBJECT_OPCLASS: "operator class",
  OBJECT_OPFAMILY: "operator family",
  OBJECT_CAST: "cast",
  OBJECT_LANGUAGE: "language",
  OBJECT_FDW: "foreign-data wrapper",
  OBJECT_FOREIGN_SERVER: "server",
  OBJECT_ACCESS_METHOD: "access method",
  OBJECT_TRANSFORM: "transform",
  OBJECT_TSCONFIGURATION: "text search configuration",
  OBJECT_TSDICTIONARY: "text search dictionary",
  OBJECT_TSPARSER: "text search parser",
  OBJECT_TSTEMPLATE: "text search template",
};

/** The schema, extension, publication … that a DROP names. */
export function otherTarget(
  execution: Execution,
  kind: ObjectType,
  object: Node,
  missingOk: boolean,
): DropTarget | undefined {
  const parts = "ObjectWithArgs" in object ? object.ObjectWithArgs.objname : itemsOf(object);
  const name = stringOf(object) ?? stringsOf(parts).join(".");
  if (kind === "OBJECT_SCHEMA") return schemaTarget(execution, name, missingOk);
  const word = otherWords[kind];
  if (word === undefined) return execution.giveUp(`DROP of ${kind} is not interpreted`);
  const found =
    kind === "OBJECT_STATISTIC_EXT"
      ? findStatistics(execution, stringsOf(itemsOf(object)))
      : otherNamed(execution, word, name);
  if (found !== undefined) return { kind: "other", key: found.key, object: found.object };
  const assumed = assumeOther(
    execution,
    word,
    kind === "OBJECT_STATISTIC_EXT" ? statisticsNamed(execution, object) : name,
  );
  if (assumed !== undefined) return { kind: "other", key: assumed.key, object: assumed.object };
  if (missingOk) return undefined;
  // The model does not know what a fresh database or an extension brings along.
  if (isUnknowable(kind) || mayBeOfExtension(execution, word) || execution.target.assumesMissing === true)
    return undefined;
  return execution.fail("42704", `${word} "${name}" does not exist`);
}

const knowable: readonly ObjectType[] = [
  "OBJECT_EXTENSION",
  "OBJECT_PUBLICATION",
  "OBJECT_STATISTIC_EXT",
  "OBJECT_FDW",
  "OBJECT_FOREIGN_SERVER",
];

function isUnknowable(kind: ObjectType): boolean {
  return !knowable.includes(kind);
}

function schemaTarget(execution: Execution, name: string, missingOk: boolean): DropTarget | undefined {
  if (assumeSchema(execution, name)) return { kind: "schema", name };
  return missingOk ? undefined : execution.fail("3F000", `schema "${name}" does not exist`);
}

/** Statistics are kept by names with their schema. */
function statisticsNamed(execution: Execution, object: Node): string {
  const [name = "", schema = creationSchema(execution) ?? "public"] = stringsOf(itemsOf(object)).reverse();
  return statisticsName(schema, name);
}
