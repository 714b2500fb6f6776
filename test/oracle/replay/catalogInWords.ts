import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { displayName } from "../../../server/src/catalog/ids.ts";
import { isIndex, isTable, isView } from "../../../server/src/catalog/relations.ts";
import type { Column, Relation } from "../../../server/src/catalog/relations.ts";
import type { TypeRef } from "../../../server/src/catalog/types.ts";

/** A folded catalog, one line per thing, in the words of `databaseInWords`. */
export function catalogInWords(catalog: Catalog): readonly string[] {
  return [
    ...[...catalog.all("schema").keys()]
      .filter((name) => name !== "pg_catalog")
      .map((name) => `schema ${name}`),
    ...[...catalog.all("relation").values()].flatMap((relation) => relationInWords(catalog, relation)),
    ...[...catalog.all("function").values()].map(
      (routine) =>
        `${routine.kind} ${displayName(routine)}(${routine.arguments.map((type) => typeInWords(catalog, type)).join(", ")}) ${routine.volatility}`,
    ),
    ...[...catalog.all("type").values()].flatMap((type) => {
      if (type.kind === "enum") return [`enum ${displayName(type)} ${type.values.join(", ")}`];
      return type.kind === "domain" ? [`domain ${displayName(type)} ${typeInWords(catalog, type.base)}`] : [];
    }),
  ];
}

function relationInWords(catalog: Catalog, relation: Relation): readonly string[] {
  const name = displayName(relation);
  if (isIndex(relation)) {
    const table = catalog.get("relation", relation.table);
    const words = [
      relation.unique ? "unique" : "",
      relation.primary ? "primary" : "",
      relation.valid ? "" : "invalid",
    ];
    return [line(`index ${name} on ${table === undefined ? "?" : displayName(table)}`, words)];
  }
  if (relation.kind === "sequence") {
    const table =
      relation.ownedBy === undefined ? undefined : catalog.get("relation", relation.ownedBy.table);
    const column = isTable(table)
      ? table.columns.find(({ number }) => number === relation.ownedBy?.column)
      : undefined;
    const owner = table === undefined ? "" : `owned by ${displayName(table)}.${column?.name ?? "?"}`;
    return [line(`sequence ${name}`, [typeInWords(catalog, relation.type), owner])];
  }
  const columns = relation.columns.map((column) => columnInWords(catalog, name, column));
  const own = [`${relation.kind} ${name}`, ...columns];
  if (!isTable(relation) && !isView(relation)) return own;
  return [
    ...own,
    ...relation.triggers.map((trigger) => `trigger ${trigger.name} on ${name} ${trigger.enabled}`),
    ...(isTable(relation) ? partsInWords(relation, name) : []),
  ];
}

function partsInWords(
  table: Relation & { readonly kind: "table" | "partitioned-table" | "foreign-table" },
  name: string,
) {
  return [
    ...table.constraints.map((constraint) =>
      line(`${constraint.kind} ${constraint.name} on ${name}`, [constraint.valid ? "" : "not valid"]),
    ),
    ...table.policies.map((policy) => `policy ${policy.name} on ${name}`),
  ];
}

function columnInWords(catalog: Catalog, table: string, column: Column): string {
  return line(`column ${table}.${column.name} ${typeInWords(catalog, column.type)}`, [
    column.notNull ? "not null" : "",
    column.default === undefined ? "" : "default",
    column.identity === undefined ? "" : "identity",
    column.generated === undefined ? "" : `generated ${column.generated.kind}`,
  ]);
}

function typeInWords(catalog: Catalog, { id, modifiers, array }: TypeRef): string {
  const known = catalog.get("type", id);
  const row = /^type:row of (relation:.*)$/u.exec(id)?.[1];
  const relation = row === undefined ? undefined : catalog.get("relation", row);
  const named = known ?? relation;
  const name = named === undefined ? id.slice("type:".length) : displayName(named);
  const all = name === "pg_catalog.numeric" && modifiers.length === 1 ? [...modifiers, 0] : modifiers;
  const suffix = all.length === 0 || name === "pg_catalog.interval" ? "" : `(${all.join(",")})`;
  return `${name}${suffix}${array ? "[]" : ""}`;
}

function line(start: string, words: readonly string[]): string {
  return [start, ...words.filter((word) => word !== "")].join(" ");
}
