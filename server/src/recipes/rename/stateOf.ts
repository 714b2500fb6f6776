import { ofRollouts } from "../../timeline/madeAgain.ts";
import { displayName } from "../../catalog/ids.ts";
import { isIndex, isTable, type Table } from "../../catalog/relations.ts";
import { ident, literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { expressionSql } from "../support/expressionSql.ts";
import { schemaOfRelation } from "../support/subject.ts";
import { typeSql } from "../support/typeSql.ts";
import { mayBeRow } from "../../interpret/types/rowType.ts";
import type { Carrier } from "./carrier.ts";
import type { CarriedConstraint } from "./constraints.ts";
import type { CarriedIndex } from "./indexes.ts";
import { ownTriggersOf } from "./ownTriggers.ts";
import type { RenameState } from "./state.ts";
import type { RenameTarget } from "./target.ts";

export interface Carried {
  readonly carrier: Carrier;
  readonly indexes: readonly CarriedIndex[];
  readonly constraints: readonly CarriedConstraint[];
  /** The same for the old column, under their own names. */
  readonly back: {
    readonly indexes: readonly CarriedIndex[];
    readonly constraints: readonly CarriedConstraint[];
  };
}

/** Everything that is decided once, so that both ends of the rollout speak of the same names. */
export function stateOf(carried: Carried, facts: RecipeFacts): RenameState | Refusal {
  const { target } = carried.carrier;
  const { relation, table, column, from, to, catalog } = target;
  const type = typeSql(catalog, column.type);
  if (type === undefined) return { refused: `The type of ${from} cannot be written down again.` };
  const key = keyOf(target, column.number);
  if (key === undefined)
    return {
      refused: `${displayName(table)} has no primary key and no unique key without NULLs, so its rows cannot be filled in batches.`,
    };
  const sequences = sequencesOf(target);
  const value = defaultOf(target, sequences, facts.grammar);
  if (column.default !== undefined && value === undefined)
    return { refused: `The default of ${from} cannot be written down again.` };
  const { names } = carried.carrier;
  const schema = schemaOfRelation(facts, relation);
  const prefix = prefixAfter(table);
  const trigger = (suffix: string): string =>
    names.choose(`${prefix}${ofRollouts}${from}_${to}`, suffix, { of: "trigger", table });
  return {
    version: 1,
    ...(schema === undefined ? {} : { schema }),
    table: table.name,
    from,
    to,
    type: column.collation === undefined ? type.text : `${type.text} COLLATE ${ident(column.collation).text}`,
    ...(column.attributes === undefined ? {} : { attributes: column.attributes }),
    notNull: column.notNull,
    holds: mayBeRow(column.type, catalog) ? "IS DISTINCT FROM NULL" : "IS NOT NULL",
    ...(value === undefined ? {} : { default: value.text }),
    key: [...key],
    function: names.choose(`lockkeeper_${table.name}_${from}_${to}`, "", { of: "function" }),
    check: names.choose(`${table.name}_${to}`, "_not_null_check", { of: "constraint", table }),
    triggers: [trigger("_1"), trigger("_2"), trigger("_3")],
    ...namesOf(carried, facts),
    again: againOf(carried.back),
    sequences,
    ownTriggers: ownTriggersOf(table, catalog),
    batchSize: facts.batchSize,
    batchDelay: facts.batchDelay,
  };
}

function namesOf(
  { carrier, indexes, constraints }: Carried,
  facts: RecipeFacts,
): Pick<RenameState, "indexes" | "constraints" | "validated"> {
  const { table, to } = carrier.target;
  const plain = indexes.filter(({ original }) => original.constraint === undefined);
  return {
    indexes: plain.map(({ name, original }) => ({ from: name, to: original.name })),
    constraints: [
      ...constraints.map(({ name, original }) => ({ from: name, to: original.name })),
      // PostgreSQL 18 names NOT NULL after the column, and a rename of the column keeps that name.
      { from: `${table.name}_${to}_not_null`, to: notNullName(carrier.target, facts) },
    ],
    validated: constraints.filter(({ original }) => original.valid).map(({ name }) => name),
  };
}

function againOf({ indexes, constraints }: Carried["back"]): RenameState["again"] {
  const keys = constraints.filter(({ byValidation }) => !byValidation);
  return {
    indexes: indexes.map(({ name, build, original }) => ({
      name,
      sql: build.once.join(";\n"),
      sure: [...build.again],
      key: original.constraint !== undefined,
    })),
    constraints: constraints
      .filter(({ byValidation }) => byValidation)
      .map(({ name, definition, original }) => ({ name, sql: definition, valid: original.valid })),
    keys: keys.map(({ name, definition }) => ({ name, sql: definition })),
  };
}

/** The default as SQL. That of a serial column is written by PostgreSQL itself, so there is no text to read again. */
export function defaultOf(
  { column }: RenameTarget,
  [sequence]: readonly string[],
  grammar: Grammar,
): Sql | undefined {
  if (column.default === undefined) return undefined;
  const written = expressionSql(column.default, grammar);
  if (written !== undefined || sequence === undefined) return written;
  return sql`pg_catalog.nextval(${literal(sequence)}::pg_catalog.regclass)`;
}

/** What the constraint is called that PostgreSQL 18 has for the old column's NOT NULL. */
export function notNullName({ table, column, from }: RenameTarget, { statement }: RecipeFacts): string {
  for (const { before } of statement.entries.values()) {
    const known = before.get("relation", table.id);
    const constraints = isTable(known) ? known.constraints : [];
    for (const each of constraints)
      if (each.kind === "not-null" && each.column === column.number) return each.name;
  }
  return `${table.name}_${from}_not_null`;
}

/** Triggers fire in the order of their names' bytes; these must see what all others did. */
export function prefixAfter({ triggers }: Table): string {
  const prefixes = ["zz_", "zzzz_", "~", "\u{10fffd}"];
  const own = triggers.filter(({ timing, forEachRow }) => timing === "before" && forEachRow);
  return prefixes.find((prefix) => own.every(({ name }) => before(name, prefix))) ?? "\u{10fffd}";
}

function before(name: string, prefix: string): boolean {
  const [one, other] = [name, prefix].map((text) => Array.from(text, (each) => each.codePointAt(0) ?? 0));
  if (one === undefined || other === undefined) return false;
  const at = other.findIndex((code, index) => one[index] !== code);
  return at >= 0 && (one[at] ?? -1) < (other[at] ?? 0);
}

/**
 * The names of the columns of the primary key, else of a unique index that covers every row.
 *
 * @param but the number of a column that is to be none of them
 */
export function keyOf(
  { catalog, table }: Pick<RenameTarget, "catalog" | "table">,
  but?: number,
): readonly string[] | undefined {
  const indexes = table.indexes
    .map((id) => catalog.get("relation", id))
    .filter(isIndex)
    .filter(
      ({ unique, valid, predicate, method }) =>
        unique && valid && predicate === undefined && method === "btree",
    )
    .sort((one, other) => Number(other.primary) - Number(one.primary));
  for (const index of indexes) {
    const names = index.columns.map(({ on }) => {
      const found = table.columns.find(({ number }) => number === on);
      return found?.notNull === true && found.number !== but ? found.name : undefined;
    });
    const known = names.filter((name) => name !== undefined);
    if (known.length === names.length) return known;
  }
  return undefined;
}

export function sequencesOf({ catalog, table, column }: RenameTarget): string[] {
  return [...catalog.all("relation").values()].flatMap((relation) => {
    if (relation.kind !== "sequence" || relation.ownedBy?.table !== table.id) return [];
    if (relation.ownedBy.column !== column.number) return [];
    return [qualified(relation.schema === "public" ? undefined : relation.schema, relation.name).text];
  });
}
