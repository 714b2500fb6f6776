import type { BooleanTest, BoolExpr, CaseExpr, CoalesceExpr, Node, NullTest } from "@pgsql/types";
import { operate } from "../values/operators.ts";
import { and, asTruth, isRow, not, or, type Truth, type Value } from "../values/value.ts";
import { builtin } from "../types/lookup.ts";
import { commonType } from "./commonType.ts";
import { nothing, once, perhaps, type Evaluated, type Place, evaluate } from "./place.ts";
import { evaluateUnreached } from "./below.ts";
import { asksTruth, logicWord, testWord } from "./truth.ts";

const typeOfTruth = (): ReturnType<Evaluated["type"]> => builtin("bool");

/** Expressions that are evaluated one after the other, until one of them decides. */
class Chain {
  #at: Place;
  #isOver = false;

  constructor(at: Place) {
    this.#at = at;
  }

  /** Evaluates the next one, if it comes to that. */
  evaluate(node: Node | undefined): Evaluated {
    if (node === undefined) return nothing;
    return this.#isOver ? evaluateUnreached(this.#at, node) : evaluate(this.#at, node);
  }

  /** Evaluates what a condition guards that was reached. */
  guarded(condition: Truth, node: Node): Evaluated {
    if (this.#isOver || condition === false || condition === null) return evaluateUnreached(this.#at, node);
    return evaluate(condition === true ? this.#at : perhaps(this.#at), node);
  }

  /** `decided`: whether what comes next is not evaluated any more; undefined where that is open. */
  ends(decided: boolean | undefined): void {
    if (decided === true) this.#isOver = true;
    else if (decided === undefined) this.#at = perhaps(this.#at);
  }
}

/** NOT, AND and OR: a value that decides leaves out what stands to the right of it. */
export function evaluateLogic(at: Place, { boolop, args = [] }: BoolExpr): Evaluated {
  const chain = new Chain(at);
  const deciding = boolop === "OR_EXPR";
  const truths = args.map((arg) => {
    const found = chain.evaluate(arg);
    asksTruth(at, found, logicWord(boolop));
    const truth = asTruth(found.value);
    chain.ends(truth === undefined ? undefined : truth === deciding);
    return truth;
  });
  const value = boolop === "NOT_EXPR" ? not(truths[0]) : deciding ? or(truths) : and(truths);
  return { value, type: typeOfTruth };
}

/** `IS NULL` and `IS NOT NULL`. */
export function evaluateNullTest(at: Place, { arg, nulltesttype }: NullTest): Evaluated {
  const value = arg === undefined ? undefined : evaluate(at, arg).value;
  const isNull =
    value === undefined || isRow(value) ? undefined : (value === null) === (nulltesttype === "IS_NULL");
  return { value: isNull, type: typeOfTruth };
}

/** `IS TRUE` and its kin. */
export function evaluateTruthTest(at: Place, { arg, booltesttype }: BooleanTest): Evaluated {
  const found = arg === undefined ? nothing : evaluate(at, arg);
  asksTruth(at, found, testWord(booltesttype));
  return { value: truthTest(booltesttype, asTruth(found.value)), type: typeOfTruth };
}

function truthTest(test: BooleanTest["booltesttype"], value: Truth): Value {
  if (value === undefined) return undefined;
  switch (test) {
    case "IS_TRUE":
      return value === true;
    case "IS_NOT_TRUE":
      return value !== true;
    case "IS_FALSE":
      return value === false;
    case "IS_NOT_FALSE":
      return value !== false;
    default:
      return (value === null) === (test === "IS_UNKNOWN");
  }
}

/** The first value that is not NULL; those to the right of it are not evaluated. */
export function evaluateCoalesce(at: Place, { args = [] }: CoalesceExpr): Evaluated {
  const chain = new Chain(at);
  const found = args.map((arg) => {
    const one = chain.evaluate(arg);
    chain.ends(one.value === undefined ? undefined : one.value !== null);
    return one;
  });
  const values = found.map(({ value }) => value);
  return {
    value: values.every((value) => value === null) ? null : values.find((value) => value !== null),
    type: typeAmong(at, found),
  };
}

/** CASE: the first condition that holds says which result is evaluated. */
export function evaluateCase(at: Place, { arg, args = [], defresult }: CaseExpr): Evaluated {
  const chain = new Chain(at);
  const subject = arg === undefined ? undefined : evaluate(at, arg);
  const results: Evaluated[] = [];
  let decided: Evaluated | undefined;
  let isOpen = false;
  for (const node of args) {
    if (!("CaseWhen" in node)) continue;
    const { expr, result } = node.CaseWhen;
    const asked = chain.evaluate(expr);
    if (subject === undefined) asksTruth(at, asked, "CASE/WHEN");
    const { value } = asked;
    const truth = asTruth(subject === undefined ? value : operate("=", subject.value, value));
    const found = result === undefined ? nothing : chain.guarded(truth, result);
    results.push(found);
    if (decided !== undefined) continue;
    isOpen ||= truth === undefined;
    if (truth === true) decided = found;
    chain.ends(truth ?? (truth === null ? false : undefined));
  }
  const otherwise = defresult === undefined ? undefined : chain.evaluate(defresult);
  const value = decided ?? otherwise;
  return {
    value: isOpen ? undefined : value === undefined ? null : value.value,
    type: typeAmong(at, otherwise === undefined ? results : [...results, otherwise]),
  };
}

/** The one type that several expressions have between them. */
export function typeAmong({ execution }: Place, found: readonly Evaluated[]): Evaluated["type"] {
  return once(() =>
    commonType(
      execution,
      found.map(({ type }) => type()),
    ),
  );
}
