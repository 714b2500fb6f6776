import type { SelectStmt } from "@pgsql/types";
import type { Inner, InnerSql, Program } from "../../sql/program.ts";
import type { Execution } from "../execution.ts";
import { askAgain, runQuery } from "../query/statements.ts";
import { find } from "../walk.ts";
import { asDeclared } from "./declared.ts";
import { inStatement } from "./statement.ts";
import { isRow, row, type Row, type Value } from "../values/value.ts";
import type { Template } from "./templateText.ts";
import { onlyValue } from "../query/rows.ts";
import { type Rows } from "../query/place.ts";

/** A PL/pgSQL body that is being run: its variables, and whether what comes next is certain. */
export class Frame {
  readonly execution: Execution;
  readonly program: Program;
  /** By name; a name that is not here is no variable. */
  readonly values = new Map<string, Value>();
  /** What is known of the texts of variables, by name, whose values are not. */
  readonly templates = new Map<string, Template>();
  /** True where the steps that come next may run or not: what fails then is left out. */
  uncertain = false;
  /** True where a RETURN, or an EXIT of an outer loop, may have been reached: what follows runs only perhaps. */
  mayHaveLeft = false;
  /** What RETURN gave; undefined where that is not known. */
  returned: Value = undefined;
  /** True inside a block with an EXCEPTION clause, which cannot commit. */
  guarded = false;
  /** True inside a block of which a handler may take back what it does, since the history is not complete. */
  mayBeCaught = false;

  constructor(execution: Execution, program: Program, parameters: ReadonlyMap<string, Value>) {
    this.execution = execution;
    this.program = program;
    for (const { name, parts, record } of program.variables)
      if (parts === undefined && record === undefined) this.values.set(name, null);
    this.values.set("found", false);
    for (const [name, value] of parameters) this.values.set(name, value);
  }

  /** Whether what runs now may not have run, or not have stayed. */
  get isDoubtful(): boolean {
    return this.uncertain || this.mayBeCaught;
  }

  /** The value of a variable, by its possibly qualified name. */
  readonly variable = (parts: readonly string[]): Value => this.name(parts);

  name(parts: readonly string[]): Value {
    const [first = "", second] = parts;
    const value = this.values.get(first);
    if (second === undefined) return value;
    if (!isRow(value)) return undefined;
    this.#needField(value, first, second);
    return value.fields.get(second);
  }

  /** PL/pgSQL looks the fields of NEW and OLD up when it prepares an expression. */
  #needField({ closed, fields }: Row, record: string, name: string): void {
    if (closed === true && !fields.has(name))
      this.execution.fail("42703", `record "${record}" has no field "${name}"`);
  }

  /** Sets a variable by its number; a list of variables takes a row apart. */
  set(number: number, value: Value): void {
    const variable = this.program.variables[number];
    if (variable === undefined) return;
    if (variable.parts !== undefined) this.#spread(variable.parts, value);
    else if (variable.record !== undefined) this.#setField(variable.record, variable.name, value);
    else this.values.set(variable.name, asDeclared(value, variable.type));
  }

  #spread(parts: readonly number[], value: Value): void {
    const fields = isRow(value) ? [...value.fields.values()] : undefined;
    parts.forEach((part, index) => {
      this.set(part, value === null ? null : fields?.[index]);
    });
  }

  #setField(record: number, name: string, value: Value): void {
    const holder = this.program.variables[record];
    if (holder === undefined) return;
    const known = this.values.get(holder.name);
    if (known === undefined) return;
    const before = isRow(known) ? known : row({});
    this.#needField(before, holder.name, name);
    this.values.set(holder.name, { ...before, fields: new Map([...before.fields, [name, value]]) });
  }

  /** The value of an expression; what it reads is locked, and functions in it are run. */
  value(sql: InnerSql | undefined): Value {
    const select = sql === undefined ? undefined : this.query(sql);
    if (select === undefined) return undefined;
    const { execution, variable } = this;
    if (isPlain(select))
      return hasOneColumn(select) ? onlyValue(askAgain(execution, select, variable)) : undefined;
    let found: Rows | undefined;
    inStatement(execution, { variable }, () => {
      execution.repeats.statement(execution, select, (isAgain) => {
        found = isAgain
          ? askAgain(execution, select, variable)
          : runQuery(execution, { SelectStmt: select }).rows;
      });
    });
    return hasOneColumn(select) ? onlyValue(found) : undefined;
  }

  query(sql: InnerSql): SelectStmt | undefined {
    const inner = expressionOf(this.program, sql);
    const [statement] = inner.ok ? inner.statements : [];
    return statement !== undefined && "SelectStmt" in statement.node ? statement.node.SelectStmt : undefined;
  }
}

const plain = new WeakMap<SelectStmt, boolean>();

/** An expression is the sole column of a query, with or without FROM. */
function hasOneColumn({ targetList = [] }: SelectStmt): boolean {
  return targetList.length === 1;
}

/** Whether an expression reads no relation and calls nothing. */
function isPlain(select: SelectStmt): boolean {
  let known = plain.get(select);
  if (known === undefined) {
    const found = find(select, (node) =>
      "FuncCall" in node || "SubLink" in node || "RangeVar" in node ? node : undefined,
    );
    known = found.length === 0 && select.fromClause === undefined;
    plain.set(select, known);
  }
  return known;
}

const expressions = new WeakMap<InnerSql, Inner>();

/** PL/pgSQL's expressions are queries without their first word. */
function expressionOf(program: Program, sql: InnerSql): Inner {
  const known = expressions.get(sql);
  if (known !== undefined) return known;
  const read = program.read(
    /^\s*(?:select|values|with)\b/iu.test(sql.text) ? sql.text : `SELECT ${sql.text}`,
  );
  expressions.set(sql, read);
  return read;
}
