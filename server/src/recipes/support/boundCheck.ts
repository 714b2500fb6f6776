import type { PartitionBoundSpec } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import { columnNamed, isTable, type Table } from "../../catalog/relations.ts";
import {
  and,
  conditionAbove,
  conditionOf,
  negated,
  type Condition,
} from "../../interpret/partitions/condition.ts";
import { ident, literal, sql, Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";

/**
 * What a CHECK of a table must say so that ATTACH PARTITION reads none of its rows: the bound, and those above it.
 * Undefined where it cannot be said so.
 */
export function boundCheck(
  catalog: Catalog,
  parent: Table,
  bound: PartitionBoundSpec,
  table: Table,
  grammar: Grammar,
): Sql | undefined {
  const own = conditionOf(catalog, parent, bound, table);
  return new ConditionSql(table, grammar).of(and([own, conditionAbove(catalog, parent)]));
}

/** What a CHECK of the default partition must say so that none of its rows is read: that the bound does not hold. */
export function outsideCheck(
  catalog: Catalog,
  parent: Table,
  bound: PartitionBoundSpec,
  table: Table,
  grammar: Grammar,
): Sql | undefined {
  return new ConditionSql(table, grammar).of(negated(conditionOf(catalog, parent, bound)));
}

/** The default partition beside which a partition is attached. */
export function defaultBeside(
  catalog: Catalog,
  parent: Table,
  { is_default: isDefault }: PartitionBoundSpec,
): Table | undefined {
  if (isDefault === true) return undefined;
  const children = parent.children.map((id) => catalog.get("relation", id));
  return children.filter(isTable).find(({ bound }) => bound?.isDefault === true);
}

/** For CHECKs of `table`; a test for NULL that its NOT NULL answers is left out. */
class ConditionSql {
  readonly #table: Table;
  readonly #grammar: Grammar;

  constructor(table: Table, grammar: Grammar) {
    this.#table = table;
    this.#grammar = grammar;
  }

  of(condition: Condition): Sql | undefined {
    switch (condition.kind) {
      case "unknown":
        return undefined;
      case "null":
        return sql`${ident(condition.column)} IS ${Sql.verbatim(condition.isNull ? "NULL" : "NOT NULL")}`;
      case "compare":
        return this.#comparison(condition);
      default:
        return this.#joined(condition.kind, this.#flat(condition.kind, condition.parts));
    }
  }

  #joined(kind: "and" | "or", parts: readonly Condition[]): Sql | undefined {
    const written = parts.map((part) => {
      const made = this.of(part);
      return made !== undefined && "parts" in part && this.#flat(part.kind, part.parts).length > 1
        ? sql`(${made})`
        : made;
    });
    const known = written.filter((part) => part !== undefined);
    if (known.length < written.length || known.length === 0) return undefined;
    return Sql.verbatim(known.map(({ text }) => text).join(kind === "and" ? " AND " : " OR "));
  }

  /** Without brackets that say nothing, and without what the table's NOT NULL says. */
  #flat(kind: "and" | "or", parts: readonly Condition[]): readonly Condition[] {
    return parts.flatMap((part): readonly Condition[] => {
      if ("parts" in part) {
        const inner = this.#flat(part.kind, part.parts);
        return part.kind === kind || inner.length === 1 ? inner : inner.length === 0 ? [] : [part];
      }
      const isAnswered =
        part.kind === "null" &&
        part.isNull === (kind === "or") &&
        columnNamed(this.#table, part.column)?.notNull === true;
      return isAnswered ? [] : [part];
    });
  }

  /** A constant takes the column's type where it is a string; numbers stay such beside numbers. */
  #comparison({ column, operator, datum, value }: Condition & { readonly kind: "compare" }): Sql {
    const type = columnNamed(this.#table, column)?.type;
    const isNumber = type !== undefined && !type.array && numbers.has(type.id);
    const isPlain = "A_Const" in datum && datum.A_Const.sval !== undefined;
    const printed =
      isPlain || isNumber || "TypeCast" in datum ? printExpression(datum, this.#grammar) : undefined;
    const text = printed === undefined ? literal(String(value)) : Sql.verbatim(printed);
    return sql`${ident(column)} ${Sql.verbatim(operator)} ${text}`;
  }
}

const numbers: ReadonlySet<string> = new Set(
  ["int2", "int4", "int8", "numeric", "float4", "float8"].map((name) => `type:pg_catalog.${name}`),
);
