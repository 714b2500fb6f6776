import type { Node } from "@pgsql/types";
import { isIndex, type Column, type Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { formatType } from "../types/formatType.ts";
import { builtin } from "../types/lookup.ts";
import { sameBase } from "../types/typeRefs.ts";
import { walk } from "../walk.ts";
import type { Alteration } from "./alteration.ts";
import { RetypedExpression } from "./retypedExpression.ts";
import { comparedPairs, constantType, hasOperator, takesText, type ComparedPair } from "./comparedTypes.ts";

/**
 * CHECKs and index expressions over columns whose types have changed are printed and parsed again
 * (ATPostAlterTypeParse). Their literals keep the type that the column had, so `status = 'new'` over a text column
 * that becomes an enum compares an enum with a text, for which there is no operator.
 */
export function reparseDependents(alteration: Alteration): void {
  for (const { retyped, relation } of alteration.touched) {
    if (retyped.size === 0) continue;
    const reparsing = new Reparsing(alteration.execution, alteration.table(relation), retyped);
    reparsing.constraintsAndIndexes();
  }
}

class Reparsing {
  private readonly execution: Execution;
  private readonly table: Table;
  private readonly before: ReadonlyMap<number, Column>;
  private readonly retyped: RetypedExpression;

  constructor(execution: Execution, table: Table, before: ReadonlyMap<number, Column>) {
    this.execution = execution;
    this.table = table;
    this.before = before;
    this.retyped = new RetypedExpression(execution, table, before);
  }

  constraintsAndIndexes(): void {
    const { edit } = this.execution;
    for (const id of this.table.indexes) {
      const index = edit.get("relation", id);
      if (!isIndex(index)) continue;
      for (const { on } of index.columns) if (typeof on !== "number") this.operators(on.node);
      if (index.predicate !== undefined) this.condition(index.predicate.node);
    }
    for (const constraint of this.table.constraints)
      if (constraint.kind === "check") this.condition(constraint.expression.node);
  }

  private condition(node: Node): void {
    this.operators(node);
    this.truth(node);
  }

  /** A column that stands for a truth value must still be one. */
  private truth(node: Node): void {
    if ("BoolExpr" in node) for (const arg of node.BoolExpr.args ?? []) this.truth(arg);
    const now = this.changed(node)?.now;
    if (now !== undefined && !sameBase(now, builtin("bool")))
      this.execution.fail(
        "42804",
        `argument of WHERE must be type boolean, not type ${formatType(this.execution, now)}`,
      );
  }

  private operators(node: Node): void {
    this.retyped.check(node);
    walk(node, (at) => {
      for (const pair of comparedPairs(at)) this.compare(pair);
      if ("FuncCall" in at && takesText(at.FuncCall)) this.textArgument(at.FuncCall.args?.[0]);
    });
  }

  private compare({ operator, left, right, elements = false }: ComparedPair): void {
    const one = this.changed(left);
    const other = this.changed(right);
    if (one === undefined && other === undefined) return;
    const was = other && (elements ? { ...other.was, array: false } : other.was);
    const types = [
      one?.now ?? (was && this.typeBeside(left, was)),
      other?.now ?? (one && this.typeBeside(right, { ...one.was, array: elements || one.was.array })),
    ];
    const [first, beside] = types;
    const second = elements && beside !== undefined ? { ...beside, array: false } : beside;
    if (first === undefined || second === undefined || hasOperator(this.execution, first, second)) return;
    const words = types.map((type) => (type === undefined ? "" : formatType(this.execution, type)));
    this.execution.fail("42883", `operator does not exist: ${words.join(` ${operator} `)}`);
  }

  /** The type that an operand has been given beside a column of a type; undefined where a cast made them fit. */
  private typeBeside(node: Node, column: TypeRef): TypeRef | undefined {
    const name = bareColumn(node);
    const known = this.table.columns.find((one) => one.name === name)?.type;
    return known ?? constantType(this.execution, node, column);
  }

  /** A varchar or a domain is cast where it is compared, and the cast stays. */
  private changed(node: Node): { readonly was: TypeRef; readonly now: TypeRef } | undefined {
    const name = bareColumn(node);
    const now = this.table.columns.find((one) => one.name === name);
    const was = now === undefined ? undefined : this.before.get(now.number);
    if (now === undefined || was === undefined) return undefined;
    const isCast = sameBase(was.type, builtin("varchar")) || baseType(this.execution, was.type) !== was.type;
    return isCast ? undefined : { was: was.type, now: baseType(this.execution, now.type) };
  }

  private textArgument(node: Node | undefined): void {
    const changed = node === undefined ? undefined : this.changed(node);
    if (changed === undefined || !sameBase(changed.was, builtin("text"))) return;
    if (hasOperator(this.execution, changed.now, changed.was)) return;
    const words = formatType(this.execution, changed.now);
    this.execution.fail("42883", `no function takes ${words} where text was`);
  }
}
