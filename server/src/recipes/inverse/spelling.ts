import { sessionSetting } from "../../catalog/settings.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Expression } from "../../catalog/expression.ts";
import { isRelationId, type FunctionId, type QualifiedName, type RelationId } from "../../catalog/ids.ts";
import type { Relation } from "../../catalog/relations.ts";
import { unknownType, type TypeRef } from "../../catalog/types.ts";
import { ident, join, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { expressionSql } from "../support/expressionSql.ts";
import { typeSql } from "../support/typeSql.ts";
import { remark, undo, type Remark, type Undo } from "./undo.ts";

/** The fields of an interval by the grammar's mask (INTERVAL_MASK in datetime.h). */
const intervalFields: ReadonlyMap<number, string> = new Map([
  [4, "year"],
  [2, "month"],
  [8, "day"],
  [1024, "hour"],
  [2048, "minute"],
  [4096, "second"],
  [6, "year to month"],
  [1032, "day to hour"],
  [3080, "day to minute"],
  [7176, "day to second"],
  [3072, "hour to minute"],
  [7168, "hour to second"],
  [6144, "minute to second"],
]);

/**
 * Writes parts of a catalog as SQL. What the model does not know well enough leaves a note of what is missing, and
 * what was written with it is not used (`write`).
 */
export class Spelling {
  readonly catalog: Catalog;
  readonly grammar: Grammar;
  /** True where a search path is set, so that `public` must be said too. */
  readonly #everywhere: boolean;
  #missing: string | undefined;

  constructor(catalog: Catalog, grammar: Grammar) {
    this.catalog = catalog;
    this.grammar = grammar;
    const path = sessionSetting(catalog, "search_path");
    const plain = path?.replaceAll(/["\s]/g, "");
    this.#everywhere = plain !== undefined && plain !== "$user,public" && plain !== "public";
  }

  /** A statement, or what is missing to write it. `what` is what would not be as it was: `the table public.t`. */
  write(what: string, make: () => Sql, ...remarks: readonly Remark[]): Undo {
    this.#missing = undefined;
    const made = make();
    const missing = this.takeMissing();
    return missing === undefined
      ? undo(made, ...remarks)
      : remark("left", `${what} is not restored: ${missing}`);
  }

  takeMissing(): string | undefined {
    const missing = this.#missing;
    this.#missing = undefined;
    return missing;
  }

  lacking(words: string): Sql {
    this.#missing ??= words;
    return Sql.verbatim("?");
  }

  name({ schema, name }: QualifiedName): Sql {
    return qualified(schema === "public" && !this.#everywhere ? undefined : schema, name);
  }

  relation(id: RelationId): Sql {
    const found = this.catalog.get("relation", id);
    if (found === undefined || found.unnamed === true)
      return this.lacking("a relation that it needs is not known from the migrations");
    return this.name(found);
  }

  column(relation: Relation, number: number): Sql {
    const columns = "columns" in relation && !("method" in relation) ? relation.columns : [];
    const found = columns.find((each) => each.number === number);
    return found === undefined ? this.lacking("a column that it needs is not known") : ident(found.name);
  }

  columns(relation: Relation, numbers: readonly number[]): Sql {
    return join(numbers.map((number) => this.column(relation, number)));
  }

  type(type: TypeRef): Sql {
    if (type.id === unknownType.id) return this.lacking("the migrations do not tell its type");
    const { fields, ...rest } = type;
    const words = fields === undefined ? undefined : intervalFields.get(fields);
    if (words === undefined)
      return typeSql(this.catalog, rest) ?? this.lacking("its type cannot be written down");
    const precision = type.modifiers.length === 0 ? "" : `(${type.modifiers.join(",")})`;
    return Sql.verbatim(`interval ${words}${precision}${type.array ? "[]" : ""}`);
  }

  expression(expression: Expression): Sql {
    return (
      this.#nextValue(expression) ??
      expressionSql(expression, this.grammar) ??
      this.lacking("an expression of it cannot be written down")
    );
  }

  routine(id: FunctionId): Sql {
    const routine = this.catalog.get("function", id);
    if (routine === undefined)
      return this.lacking("a function that it needs is not known from the migrations");
    return sql`${this.name(routine)}(${routine.arguments.map((type) => this.type(type))})`;
  }

  /** A sequence is named by a string, which may be an older name of it. */
  #nextValue({ node, uses = [] }: Expression): Sql | undefined {
    const [only] = uses;
    if (!("FuncCall" in node) || uses.length !== 1 || only === undefined || !isRelationId(only))
      return undefined;
    const sequence = this.catalog.get("relation", only);
    if (sequence === undefined) return undefined;
    return sql`nextval(${literal(this.name(sequence).text)}::regclass)`;
  }
}
