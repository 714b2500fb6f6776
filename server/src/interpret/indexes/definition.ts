import type { Constraint, DefElem, IndexElem, IndexStmt, Node } from "@pgsql/types";
import type { KeyConstraint } from "../../catalog/relations.ts";
import { integerOf, stringOf } from "../nodes.ts";
import type { IndexNameKind } from "../names/objectNames.ts";

/** An index to be made, by CREATE INDEX or for a constraint, before names are resolved. */
export interface IndexDefinition {
  /** Absent where the server chooses. */
  readonly name: string | undefined;
  readonly elements: readonly IndexElem[];
  readonly including: readonly IndexElem[];
  readonly predicate: Node | undefined;
  readonly method: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly options: Readonly<Record<string, string>>;
  /** The constraint that the index serves. */
  readonly constraint: KeyOptions | undefined;
}

export interface KeyOptions {
  readonly kind: KeyConstraint["kind"];
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

export function definitionOfIndex(statement: IndexStmt): IndexDefinition {
  return {
    name: statement.idxname,
    elements: elementsOf(statement.indexParams),
    including: elementsOf(statement.indexIncludingParams),
    predicate: statement.whereClause,
    method: statement.accessMethod ?? "btree",
    unique: statement.unique === true,
    nullsNotDistinct: statement.nulls_not_distinct === true,
    options: storageOptions(statement.options),
    constraint: undefined,
  };
}

/** The index behind PRIMARY KEY, UNIQUE or EXCLUDE. */
export function definitionOfKey(constraint: Constraint, kind: KeyConstraint["kind"]): IndexDefinition {
  return {
    name: constraint.conname,
    elements: kind === "exclusion" ? excludedElements(constraint) : namedElements(constraint.keys),
    including: namedElements(constraint.including),
    predicate: constraint.where_clause,
    method: constraint.access_method ?? (constraint.without_overlaps === true ? "gist" : "btree"),
    unique: kind !== "exclusion",
    nullsNotDistinct: constraint.nulls_not_distinct === true,
    options: storageOptions(constraint.options),
    constraint: {
      kind,
      deferrable: constraint.deferrable === true,
      initiallyDeferred: constraint.initdeferred === true,
    },
  };
}

export function nameKindOf(definition: IndexDefinition): IndexNameKind {
  return definition.constraint?.kind ?? "index";
}

function elementsOf(nodes: readonly Node[] | undefined): IndexElem[] {
  return (nodes ?? []).flatMap((node) => ("IndexElem" in node ? [node.IndexElem] : []));
}

function namedElements(names: readonly Node[] | undefined): IndexElem[] {
  return (names ?? []).map((node) => ({ name: stringOf(node) ?? "" }));
}

/** EXCLUDE keeps pairs of an index element and its operator. */
function excludedElements(constraint: Constraint): IndexElem[] {
  return (constraint.exclusions ?? []).flatMap((pair) =>
    "List" in pair ? elementsOf(pair.List.items?.slice(0, 1)) : [],
  );
}

/** Storage parameters as text, by their lower-case names, with the namespace where there is one. */
export function storageOptions(nodes: readonly Node[] | undefined): Readonly<Record<string, string>> {
  const options = (nodes ?? []).flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
  return Object.fromEntries(options.map((option) => [optionName(option), optionValue(option)]));
}

function optionName({ defnamespace, defname = "" }: DefElem): string {
  return defnamespace === undefined ? defname : `${defnamespace}.${defname}`;
}

/** Whether a boolean option stands among those of a statement and is not switched off (defGetBoolean). */
export function isOptionOn(options: readonly Node[] | undefined, name: string): boolean {
  const all = (options ?? []).flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
  const option = all.find(({ defname }) => defname === name);
  return option !== undefined && !["false", "off", "0"].includes(optionValue(option));
}

/** An option without a value is true. */
export function optionValue({ arg }: DefElem): string {
  if (arg === undefined) return "true";
  if ("Float" in arg) return arg.Float.fval ?? "0";
  if ("Boolean" in arg) return String(arg.Boolean.boolval === true);
  if ("TypeName" in arg) return stringOf(arg.TypeName.names?.at(-1)) ?? "";
  return stringOf(arg) ?? String(integerOf(arg) ?? "");
}
