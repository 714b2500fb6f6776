import { describe, expect, it } from "vitest";
import type { InnerSql, Program, ProgramStep } from "../../server/src/sql/program.ts";
import { readOne } from "./reading.ts";

function program(body: string): Program {
  const { body: read } = readOne(`DO $body$ ${body} $body$`);
  if (read?.language !== "plpgsql") throw new Error(`no PL/pgSQL: ${body}`);
  return read;
}

/** The steps of a body, each a line; those inside another are indented. The grammar adds a RETURN at the end. */
function steps(body: string): readonly string[] {
  const { block, variables } = program(body);
  const name = (number: number | undefined): string =>
    number === undefined ? "" : (variables[number]?.name ?? "?");
  const all = (block?.steps ?? []).flatMap((step) => lines(step, name));
  expect(all.at(-1)).toBe("return");
  return all.slice(0, -1);
}

type NameOf = (variable: number | undefined) => string;

const text = (sql: InnerSql | undefined): string => sql?.text.trim() ?? "";

function lines(step: ProgramStep, name: NameOf): readonly string[] {
  const inside = (inner: readonly ProgramStep[]): readonly string[] =>
    inner.flatMap((each) => lines(each, name)).map((line) => `  ${line}`);
  switch (step.kind) {
    case "block":
      return [
        `block${step.label === undefined ? "" : ` ${step.label}`}`,
        ...inside(step.steps),
        ...(step.handlers ?? []).flatMap(({ conditions, steps: handled }) => [
          `when ${conditions.join(" or ")}`,
          ...inside(handled),
        ]),
      ];
    case "if":
      return [
        ...step.arms.flatMap(({ condition, steps: then }) => [`if ${text(condition)}`, ...inside(then)]),
        ...(step.otherwise === undefined ? ["no else"] : ["else", ...inside(step.otherwise)]),
      ];
    case "loop":
    case "while":
    case "for-integers":
    case "for-array":
    case "for-query":
      return [`${step.kind} ${step.label ?? ""}`.trimEnd(), ...inside(step.steps)];
    default:
      return [simple(step, name)];
  }
}

type Simple = Exclude<ProgramStep, { readonly steps: unknown } | { readonly kind: "if" }>;

function simple(step: Simple, name: NameOf): string {
  switch (step.kind) {
    case "sql":
      return step.into === undefined ? text(step.sql) : `${name(step.into)} <- ${text(step.sql)}`;
    case "execute":
      return `execute ${text(step.text)}`;
    case "evaluate":
      return `evaluate ${text(step.sql)}`;
    case "assign":
      return `${name(step.variable)} ${step.whole ? ":=" : "(part) :="} ${text(step.value)}`;
    case "forget":
      return `forget ${step.variables.map(name).join(", ")}`;
    case "exit":
      return [step.isContinue ? "continue" : "exit", step.label ?? "-", text(step.condition)]
        .join(" ")
        .trimEnd();
    case "return":
      return `return ${text(step.value)}${name(step.variable)}`.trimEnd();
    case "raise":
      return `raise ${step.isError ? "error" : "notice"} ${step.message ?? step.condition ?? ""} (${step.values.map(text).join("; ")})`;
    case "assert":
      return `assert ${text(step.condition)}`;
    default:
      return step.kind;
  }
}

describe("the steps of a PL/pgSQL body", () => {
  it("are statements, with what they set", () => {
    const body = `DECLARE n int; BEGIN CREATE TABLE a (id int); SELECT 1 INTO n; n := n + 1;
      PERFORM f(n); EXECUTE 'DROP ' || 'TABLE a'; COMMIT; ROLLBACK; END`;
    expect(steps(body)).toEqual([
      "CREATE TABLE a (id int)",
      "(unnamed row) <- SELECT 1",
      "n := n + 1",
      "SELECT f(n)",
      "execute 'DROP ' || 'TABLE a'",
      "commit",
      "rollback",
    ]);
  });

  it("are branches", () => {
    const body = `BEGIN IF a THEN PERFORM 0; ELSIF b THEN NULL; ELSE PERFORM 1; END IF;
      CASE WHEN c THEN PERFORM 2; END CASE; END`;
    expect(steps(body)).toEqual([
      "if a",
      "  SELECT 0",
      "if b",
      "else",
      "  SELECT 1",
      "if c",
      "  SELECT 2",
      "no else",
    ]);
  });

  it("are loops, and ways out of them", () => {
    const body = `DECLARE r record; i int; BEGIN <<outer>> LOOP
      FOR i IN REVERSE 3..1 BY 2 LOOP CONTINUE outer WHEN i = 2; END LOOP;
      FOR r IN SELECT 1 LOOP EXIT; END LOOP;
      FOREACH i IN ARRAY ARRAY[1] LOOP NULL; END LOOP;
      WHILE true LOOP NULL; END LOOP; END LOOP; END`;
    expect(steps(body)).toEqual([
      "loop outer",
      "  for-integers",
      "    continue outer i = 2",
      "  for-query",
      "    exit -",
      "  for-array",
      "  while",
    ]);
  });

  it("are blocks with their handlers", () => {
    const body = `BEGIN BEGIN PERFORM 1; EXCEPTION WHEN duplicate_table OR undefined_table THEN RAISE;
      WHEN OTHERS THEN RAISE EXCEPTION 'no %', 1; END; RAISE NOTICE 'yes'; END`;
    expect(steps(body)).toEqual([
      "block",
      "  SELECT 1",
      "when duplicate_table or undefined_table",
      "  raise error  ()",
      "when others",
      "  raise error no % (1)",
      "raise notice yes ()",
    ]);
  });

  it("keep what is only said to be known later", () => {
    const body = "DECLARE n int; BEGIN GET DIAGNOSTICS n = ROW_COUNT; ASSERT n = 1; END";
    expect(steps(body)).toEqual(["forget n", "assert n = 1"]);
  });

  it("have variables with what they start from", () => {
    const { variables, block } = program("DECLARE n int := 7; t text; BEGIN NULL; END");
    const found = variables.filter(({ name }) => name === "n" || name === "t");
    expect(found.map(({ name, initial }) => `${name} ${text(initial)}`)).toEqual(["n 7", "t "]);
    expect(block?.declared.map((number) => variables[number]?.name)).toEqual(["n"]);
  });

  it("are none where PL/pgSQL's grammar refuses the body", () => {
    const { block, problem } = program("BEGIN IF THEN END");
    expect(block).toBeUndefined();
    expect(problem).toMatch(/missing expression/iu);
  });
});
