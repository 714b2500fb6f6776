import type { Catalog } from "../../catalog/catalog.ts";
import type { QualifiedName, TypeId } from "../../catalog/ids.ts";
import type { Relation } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { ident } from "../../sql/fragment.ts";
import { columnsOf, ownerOf, schemasOf, type TableMention } from "../names/tables.ts";
import { constraintsOf } from "../names/schemaObject.ts";
import { builtinTypes } from "./builtinTypes.ts";

/** A name that may stand at a place. */
export interface Offer {
  /** As it is written, quoted where needed. */
  readonly text: string;
  readonly kind:
    "table" | "view" | "index" | "sequence" | "column" | "constraint" | "type" | "function" | "schema";
  /** What it is, in few words. */
  readonly detail: string;
}

const relationKinds = {
  table: ["table", "partitioned-table", "foreign-table", "view", "materialized-view"],
  view: ["view", "materialized-view"],
  index: ["index", "partitioned-index"],
  sequence: ["sequence"],
} as const satisfies Readonly<Record<string, readonly Relation["kind"][]>>;

export function relationOffers(
  catalog: Catalog,
  wanted: keyof typeof relationKinds,
  schema: string | undefined,
): readonly Offer[] {
  const kinds: readonly Relation["kind"][] = relationKinds[wanted];
  return [...catalog.all("relation").values()]
    .filter(({ kind, unnamed }) => kinds.includes(kind) && unnamed !== true)
    .flatMap((relation) => {
      const text = textOf(catalog, relation, schema);
      return text === undefined
        ? []
        : [{ text, kind: kindOf(relation), detail: detailOf(catalog, relation) }];
    });
}

function kindOf({ kind }: Relation): Offer["kind"] {
  if (kind === "view" || kind === "materialized-view") return "view";
  if (kind === "index" || kind === "partitioned-index") return "index";
  return kind === "sequence" ? "sequence" : "table";
}

function detailOf(catalog: Catalog, relation: Relation): string {
  const kind = relation.kind.replaceAll("-", " ");
  const owner = ownerOf(relation);
  const table = owner === relation.id ? undefined : catalog.get("relation", owner)?.name;
  return table === undefined ? kind : `${kind} on ${table}`;
}

/** With its schema where the search path would not find it; behind `schema.` without. */
function textOf(
  catalog: Catalog,
  { schema, name }: QualifiedName,
  behind: string | undefined,
): string | undefined {
  if (name === "") return undefined;
  if (behind !== undefined) return behind === schema ? ident(name).text : undefined;
  return schemasOf(catalog).includes(schema) ? ident(name).text : ident(schema, name).text;
}

export function columnOffers(catalog: Catalog, tables: readonly TableMention[]): readonly Offer[] {
  const owners = new Map(tables.map(({ relation }) => [ownerOf(relation), relation] as const));
  return [...owners.keys()].flatMap((id) => {
    const owner = catalog.get("relation", id);
    if (owner === undefined) return [];
    return columnsOf(owner).map(({ name, type, notNull }) => ({
      text: ident(name).text,
      kind: "column" as const,
      detail: `${typeInWords(catalog, type)}${notNull ? " not null" : ""} · ${owner.name}`,
    }));
  });
}

function typeInWords(catalog: Catalog, { id, array, modifiers }: TypeRef): string {
  const name = catalog.get("type", id)?.name ?? builtinName(id);
  const own = modifiers.length === 0 ? "" : `(${modifiers.join(",")})`;
  return `${name}${own}${array ? "[]" : ""}`;
}

function builtinName(id: TypeId): string {
  const name = id.replace(/^type:(?:pg_catalog\.)?\??/, "");
  return builtinTypes.find(({ internal }) => internal === name)?.name ?? name;
}

export function constraintOffers(catalog: Catalog, tables: readonly TableMention[]): readonly Offer[] {
  return tables.flatMap(({ relation }) =>
    constraintsOf(catalog.get("relation", relation.id)).map(({ name, kind, valid }) => ({
      text: ident(name).text,
      kind: "constraint" as const,
      detail: `${kind.replaceAll("-", " ")}${valid ? "" : ", not valid"} · ${relation.name}`,
    })),
  );
}

export function typeOffers(catalog: Catalog, schema: string | undefined): readonly Offer[] {
  const own = [...catalog.all("type").values()].flatMap((type) => {
    const text = textOf(catalog, type, schema);
    return text === undefined ? [] : [{ text, kind: "type" as const, detail: type.kind }];
  });
  if (schema !== undefined) return own;
  return [
    ...own,
    ...builtinTypes.map(({ name }) => ({ text: name, kind: "type" as const, detail: "built in" })),
  ];
}

export function functionOffers(catalog: Catalog, schema: string | undefined): readonly Offer[] {
  const found = new Map<string, Offer>();
  for (const routine of catalog.all("function").values()) {
    const text = textOf(catalog, routine, schema);
    if (text !== undefined) found.set(text, { text, kind: "function", detail: routine.kind });
  }
  return [...found.values()];
}

export function schemaOffers(catalog: Catalog): readonly Offer[] {
  return [...catalog.all("schema").keys()]
    .filter((name) => !name.startsWith("pg_"))
    .map((name) => ({ text: ident(name).text, kind: "schema" as const, detail: "schema" }));
}
