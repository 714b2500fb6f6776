import type { Arm, Block, Handler, InnerSql, ProgramStep, Variable } from "./program.ts";
import { field, flagAt, lineOf, listAt, named, numberAt, queryAt, textAt } from "./plpgsqlJson.ts";

type Reader = (fields: unknown) => readonly ProgramStep[];

/** The level of RAISE EXCEPTION (utils/elog.h, ERROR). */
const errorLevel = 21;

/** ERRCODE among the options of RAISE (plpgsql.h, PLPGSQL_RAISEOPTION_ERRCODE), and MESSAGE. */
const raiseOptions = { sqlstate: 0, message: 1 } as const;

/** Turns the statements of libpg_query's PL/pgSQL tree into steps. */
export class StepReader {
  readonly #sql: (text: string, line?: number) => InnerSql;
  readonly #variables: readonly Variable[];
  /** Declarations that no block has taken yet. */
  #declared: readonly { readonly line: number; readonly variable: number }[];

  constructor(
    sql: (text: string, line?: number) => InnerSql,
    variables: readonly Variable[],
    declared: readonly { readonly line: number; readonly variable: number }[],
  ) {
    this.#sql = sql;
    this.#variables = variables;
    this.#declared = declared;
  }

  /** DECLARE stands before BEGIN, whose line a block has; nested blocks come later and take what is left. */
  block(fields: unknown): Block {
    const line = lineOf(fields);
    const own = this.#declared.filter((declaration) => declaration.line <= line);
    this.#declared = this.#declared.filter((declaration) => declaration.line > line);
    const exceptions = field(field(fields, "exceptions"), "PLpgSQL_exception_block");
    const steps = this.#list(fields, "body");
    return {
      kind: "block",
      declared: own.map(({ variable }) => variable),
      steps,
      handlers:
        exceptions === undefined
          ? undefined
          : listAt(exceptions, "exc_list").map((each) => this.#handler(each)),
      label: textAt(fields, "label"),
    };
  }

  #list(fields: unknown, key: string): readonly ProgramStep[] {
    return listAt(fields, key).flatMap((each) => this.#step(each));
  }

  #step(value: unknown): readonly ProgramStep[] {
    const { name, fields } = named(value);
    return this.#readers.get(name)?.(fields) ?? [];
  }

  #handler(value: unknown): Handler {
    const fields = field(value, "PLpgSQL_exception");
    const conditions = listAt(fields, "conditions").map(
      (each) => textAt(field(each, "PLpgSQL_condition"), "condname") ?? "",
    );
    return { conditions, steps: this.#list(fields, "action") };
  }

  #expression(fields: unknown, key: string): InnerSql | undefined {
    const query = queryAt(fields, key);
    return query === undefined ? undefined : this.#sql(query, lineOf(fields));
  }

  #need(fields: unknown, key: string): InnerSql {
    return this.#sql(queryAt(fields, key) ?? "", lineOf(fields));
  }

  /** INTO names a record, a variable, or an unnamed list of variables. */
  #target(fields: unknown): number | undefined {
    const { name, fields: target } = named(field(fields, "target"));
    if (name === "") return undefined;
    if (name !== "PLpgSQL_row") return numberAt(target, "dno") ?? 0;
    const parts = listAt(target, "fields").map((part) => numberAt(part, "varno") ?? 0);
    const at = this.#variables.findIndex(
      (variable) =>
        variable.parts?.length === parts.length &&
        variable.parts.every((part, index) => part === parts[index]),
    );
    return at < 0 ? undefined : at;
  }

  #loop(fields: unknown): { readonly label: string | undefined; readonly steps: readonly ProgramStep[] } {
    return { label: textAt(fields, "label"), steps: this.#list(fields, "body") };
  }

  /** The names of what a FOR loop over rows sets. */
  #rowNames(fields: unknown): readonly string[] {
    const { name, fields: target } = named(field(fields, "var"));
    if (name !== "PLpgSQL_row") return [textAt(target, "refname") ?? ""];
    return listAt(target, "fields").map((part) => textAt(part, "name") ?? "");
  }

  #if(fields: unknown): ProgramStep {
    const arms: Arm[] = [
      { condition: this.#need(fields, "cond"), steps: this.#list(fields, "then_body") },
      ...listAt(fields, "elsif_list").map((each) => {
        const arm = field(each, "PLpgSQL_if_elsif");
        return { condition: this.#need(arm, "cond"), steps: this.#list(arm, "stmts") };
      }),
    ];
    return {
      kind: "if",
      subject: undefined,
      arms,
      otherwise: this.#list(fields, "else_body"),
      isCase: false,
    };
  }

  #case(fields: unknown): ProgramStep {
    const value = this.#expression(fields, "t_expr");
    const arms = listAt(fields, "case_when_list").map((each): Arm => {
      const arm = field(each, "PLpgSQL_case_when");
      return { condition: this.#need(arm, "expr"), steps: this.#list(arm, "stmts") };
    });
    const subject = value === undefined ? undefined : { variable: numberAt(fields, "t_varno") ?? 0, value };
    const otherwise = flagAt(fields, "have_else") ? this.#list(fields, "else_stmts") : undefined;
    return { kind: "if", subject, arms, otherwise, isCase: true };
  }

  #raise(fields: unknown): readonly ProgramStep[] {
    const option = (type: number): InnerSql | undefined => {
      const found = listAt(fields, "options").find(
        (each) => (numberAt(field(each, "PLpgSQL_raise_option"), "opt_type") ?? 0) === type,
      );
      return found === undefined ? undefined : this.#expression(field(found, "PLpgSQL_raise_option"), "expr");
    };
    const values = listAt(fields, "params").map((each) =>
      this.#sql(textAt(field(each, "PLpgSQL_expr"), "query") ?? ""),
    );
    const message = option(raiseOptions.message);
    return [
      {
        kind: "raise",
        isError: (numberAt(fields, "elog_level") ?? errorLevel) >= errorLevel,
        condition: textAt(fields, "condname"),
        message: textAt(fields, "message") ?? (message === undefined ? undefined : "%"),
        values: message === undefined || textAt(fields, "message") !== undefined ? values : [message],
        sqlstate: option(raiseOptions.sqlstate),
      },
    ];
  }

  /** `x := …`, printed with its target in front; a field or an element is only a part of its variable. */
  #assign(fields: unknown): ProgramStep {
    const text = queryAt(fields, "expr") ?? "";
    const variable = numberAt(fields, "varno") ?? 0;
    const [target, value] = splitAssignment(text);
    return { kind: "assign", variable, value: this.#sql(value), whole: !target.includes("[") };
  }

  #forget(fields: unknown): readonly ProgramStep[] {
    const items = listAt(fields, "diag_items").map(
      (each) => numberAt(field(each, "PLpgSQL_diag_item"), "target") ?? 0,
    );
    const target = this.#target(fields);
    return [{ kind: "forget", variables: target === undefined ? items : [...items, target] }];
  }

  readonly #readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    ["PLpgSQL_stmt_block", (fields) => [this.block(fields)]],
    [
      "PLpgSQL_stmt_execsql",
      (fields) => [{ kind: "sql", sql: this.#need(fields, "sqlstmt"), into: this.#target(fields) }],
    ],
    ["PLpgSQL_stmt_perform", (fields) => [{ kind: "sql", sql: this.#need(fields, "expr"), into: undefined }]],
    ["PLpgSQL_stmt_call", (fields) => [{ kind: "sql", sql: this.#need(fields, "expr"), into: undefined }]],
    [
      "PLpgSQL_stmt_dynexecute",
      (fields) => [{ kind: "execute", text: this.#need(fields, "query"), into: this.#target(fields) }],
    ],
    ["PLpgSQL_stmt_assign", (fields) => [this.#assign(fields)]],
    ["PLpgSQL_stmt_if", (fields) => [this.#if(fields)]],
    ["PLpgSQL_stmt_case", (fields) => [this.#case(fields)]],
    ["PLpgSQL_stmt_loop", (fields) => [{ kind: "loop", ...this.#loop(fields) }]],
    [
      "PLpgSQL_stmt_while",
      (fields) => [{ kind: "while", condition: this.#need(fields, "cond"), ...this.#loop(fields) }],
    ],
    ["PLpgSQL_stmt_fori", (fields) => [this.#forIntegers(fields)]],
    ["PLpgSQL_stmt_foreach_a", (fields) => [this.#forArray(fields)]],
    ["PLpgSQL_stmt_fors", (fields) => [this.#forQuery(fields, this.#expression(fields, "query"), false)]],
    ["PLpgSQL_stmt_dynfors", (fields) => [this.#forQuery(fields, this.#expression(fields, "query"), true)]],
    ["PLpgSQL_stmt_forc", (fields) => [this.#forQuery(fields, undefined, false)]],
    ["PLpgSQL_stmt_exit", (fields) => [this.#exit(fields)]],
    ["PLpgSQL_stmt_return", (fields) => [this.#return(fields)]],
    ["PLpgSQL_stmt_return_next", (fields) => this.#evaluate(this.#expression(fields, "expr"))],
    ["PLpgSQL_stmt_return_query", (fields) => this.#returnQuery(fields)],
    ["PLpgSQL_stmt_open", (fields) => this.#returnQuery(fields)],
    ["PLpgSQL_stmt_raise", (fields) => this.#raise(fields)],
    ["PLpgSQL_stmt_assert", (fields) => [{ kind: "assert", condition: this.#need(fields, "cond") }]],
    ["PLpgSQL_stmt_getdiag", (fields) => this.#forget(fields)],
    ["PLpgSQL_stmt_fetch", (fields) => this.#forget(fields)],
    ["PLpgSQL_stmt_commit", () => [{ kind: "commit" }]],
    ["PLpgSQL_stmt_rollback", () => [{ kind: "rollback" }]],
  ]);

  #evaluate(sql: InnerSql | undefined): readonly ProgramStep[] {
    return sql === undefined ? [] : [{ kind: "evaluate", sql }];
  }

  #returnQuery(fields: unknown): readonly ProgramStep[] {
    const query = this.#expression(fields, "query");
    const text = this.#expression(fields, "dynquery");
    return [
      ...(query === undefined ? [] : [{ kind: "sql", sql: query, into: undefined } as const]),
      ...(text === undefined ? [] : [{ kind: "execute", text, into: undefined } as const]),
    ];
  }

  #forIntegers(fields: unknown): ProgramStep {
    return {
      kind: "for-integers",
      variable: this.#rowNames(fields)[0] ?? "",
      from: this.#need(fields, "lower"),
      to: this.#need(fields, "upper"),
      by: this.#expression(fields, "step"),
      reverse: (numberAt(fields, "reverse") ?? 0) !== 0 || flagAt(fields, "reverse"),
      ...this.#loop(fields),
    };
  }

  #forArray(fields: unknown): ProgramStep {
    const variable = numberAt(fields, "varno") ?? 0;
    return { kind: "for-array", variable, array: this.#need(fields, "expr"), ...this.#loop(fields) };
  }

  #forQuery(fields: unknown, query: InnerSql | undefined, dynamic: boolean): ProgramStep {
    return { kind: "for-query", variables: this.#rowNames(fields), query, dynamic, ...this.#loop(fields) };
  }

  #exit(fields: unknown): ProgramStep {
    const isContinue = !flagAt(fields, "is_exit");
    return {
      kind: "exit",
      isContinue,
      label: textAt(fields, "label"),
      condition: this.#expression(fields, "cond"),
    };
  }

  #return(fields: unknown): ProgramStep {
    return {
      kind: "return",
      value: this.#expression(fields, "expr"),
      variable: numberAt(fields, "retvarno"),
    };
  }
}

/** Splits at the first `:=` or `=` that is no part of a subscript. */
function splitAssignment(text: string): readonly [string, string] {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "[") depth++;
    else if (character === "]") depth--;
    else if (depth === 0 && (character === "=" || text.startsWith(":=", at)))
      return [text.slice(0, at), text.slice(at + (character === "=" ? 1 : 2))];
  }
  return [text, ""];
}
