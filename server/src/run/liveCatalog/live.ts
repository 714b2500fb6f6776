import type { Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import type { ObjectId } from "../../catalog/ids.ts";
import { columnReferences } from "../../interpret/expressions/columns.ts";
import { isStar, stringsOf } from "../../interpret/nodes.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { StatementCache } from "../../sql/parse.ts";
import type { Statement } from "../../sql/statement.ts";
import type { ColumnRow } from "./rows/columns.ts";
import type { ConstraintRow } from "./rows/constraints.ts";
import { Dependencies } from "./dependencies.ts";
import { groupedBy } from "./groupedBy.ts";
import type { IndexRow } from "./rows/indexes.ts";
import type { InheritanceRow } from "./rows/inheritance.ts";
import { Names } from "./names.ts";
import type { PolicyRow } from "./rows/policies.ts";
import type { LiveRows } from "./rows.ts";
import type { RuleRow } from "./rows/rules.ts";
import type { SequenceRow } from "./rows/sequences.ts";
import type { TriggerRow } from "./rows/triggers.ts";

/** The rows of a database's catalog with the ways to them, and the grammar that reads the expressions in them. */
export class Live {
  readonly rows: LiveRows;
  readonly names: Names;
  readonly dependencies: Dependencies;
  readonly #grammar: Grammar;
  readonly #statements = new StatementCache();
  readonly #columns: ReadonlyMap<number, readonly ColumnRow[]>;
  readonly #constraints: ReadonlyMap<number, readonly ConstraintRow[]>;
  readonly #domains: ReadonlyMap<number, readonly ConstraintRow[]>;
  readonly #constraint: ReadonlyMap<number, ConstraintRow>;
  readonly #index: ReadonlyMap<number, IndexRow>;
  readonly #indexes: ReadonlyMap<number, readonly IndexRow[]>;
  readonly #parents: ReadonlyMap<number, readonly InheritanceRow[]>;
  readonly #children: ReadonlyMap<number, readonly InheritanceRow[]>;
  readonly #sequence: ReadonlyMap<number, SequenceRow>;
  readonly #triggers: ReadonlyMap<number, readonly TriggerRow[]>;
  readonly #rules: ReadonlyMap<number, readonly RuleRow[]>;
  readonly #policies: ReadonlyMap<number, readonly PolicyRow[]>;

  constructor(rows: LiveRows, grammar: Grammar) {
    this.rows = rows;
    this.#grammar = grammar;
    this.names = new Names(rows);
    this.dependencies = new Dependencies(rows.dependencies, this.names);
    this.#columns = groupedBy(rows.columns, ({ relation }) => relation);
    this.#constraints = groupedBy(rows.constraints, ({ relation }) => relation);
    this.#domains = groupedBy(rows.constraints, ({ domain }) => domain);
    this.#constraint = new Map(rows.constraints.map((row) => [row.oid, row]));
    this.#index = new Map(rows.indexes.map((row) => [row.oid, row]));
    this.#indexes = groupedBy(rows.indexes, ({ table }) => table);
    this.#parents = groupedBy(rows.inheritance, ({ child }) => child);
    this.#children = groupedBy(rows.inheritance, ({ parent }) => parent);
    this.#sequence = new Map(rows.sequences.map((row) => [row.oid, row]));
    this.#triggers = groupedBy(rows.triggers, ({ relation }) => relation);
    this.#rules = groupedBy(rows.rules, ({ relation }) => relation);
    this.#policies = groupedBy(rows.policies, ({ relation }) => relation);
  }

  columnsOf(relation: number): readonly ColumnRow[] {
    return this.#columns.get(relation) ?? [];
  }

  constraintsOf(relation: number): readonly ConstraintRow[] {
    return this.#constraints.get(relation) ?? [];
  }

  domainConstraintsOf(domain: number): readonly ConstraintRow[] {
    return this.#domains.get(domain) ?? [];
  }

  constraint(oid: number): ConstraintRow | undefined {
    return this.#constraint.get(oid);
  }

  index(oid: number): IndexRow | undefined {
    return this.#index.get(oid);
  }

  indexesOf(relation: number): readonly IndexRow[] {
    return this.#indexes.get(relation) ?? [];
  }

  parentsOf(relation: number): readonly InheritanceRow[] {
    return this.#parents.get(relation) ?? [];
  }

  childrenOf(relation: number): readonly number[] {
    return (this.#children.get(relation) ?? []).map(({ child }) => child);
  }

  sequence(oid: number): SequenceRow | undefined {
    return this.#sequence.get(oid);
  }

  triggersOf(relation: number): readonly TriggerRow[] {
    return this.#triggers.get(relation) ?? [];
  }

  rulesOf(relation: number): readonly RuleRow[] {
    return this.#rules.get(relation) ?? [];
  }

  policiesOf(relation: number): readonly PolicyRow[] {
    return this.#policies.get(relation) ?? [];
  }

  /** A statement as the server prints one. */
  statement(sql: string): Statement | undefined {
    const statement = this.#statements.get(sql.trim().replace(/;$/u, ""), this.#grammar);
    return statement.node === undefined ? undefined : statement;
  }

  /** An expression as the server prints it, with the columns it reads of those of its own relation. */
  expression(text: string, columns: readonly ColumnRow[] | undefined, uses: readonly ObjectId[]): Expression {
    const node = this.#parsed(text);
    const read = columns === undefined ? [] : this.columnsIn(node, columns);
    return { node, columns: read, ...(uses.length === 0 ? {} : { uses }) };
  }

  /** The numbers of the columns that an expression names, each once, ascending. */
  columnsIn(node: Node, columns: readonly ColumnRow[]): readonly number[] {
    const numbers = new Set<number>();
    for (const { fields } of columnReferences(node)) {
      const whole = isStar(fields);
      const name = stringsOf(fields).at(-1);
      for (const column of columns) if (whole || column.name === name) numbers.add(column.number);
    }
    return [...numbers].sort((a, b) => a - b);
  }

  /** What the grammar cannot read, which no server has been seen to print, stands as its text. */
  #parsed(text: string): Node {
    const node = this.statement(`SELECT ${text}`)?.node;
    const target = node !== undefined && "SelectStmt" in node ? node.SelectStmt.targetList?.[0] : undefined;
    const value = target !== undefined && "ResTarget" in target ? target.ResTarget.val : undefined;
    return value ?? { A_Const: { sval: { sval: text } } };
  }
}
