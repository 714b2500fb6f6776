import { agrees } from "../../server/src/run/observe/agreement.ts";
import { readCases, type OracleCase } from "../../test/oracle/cases.ts";
import { onMajor, openPredictors, type Predictors } from "../../test/oracle/predict.ts";
import { readRecord, type Observed } from "../../test/oracle/record.ts";
import { majors, type Major } from "../../test/support/servers.ts";
import { formsOf } from "./form.mts";
import { rowOf, type Row } from "./row.mts";

/** A case of the oracle with what was predicted and observed. */
export interface Known {
  readonly one: OracleCase;
  readonly forms: readonly string[];
  /** False where the interpreter cannot say on some major. */
  readonly analysed: boolean;
  /** The majors on which a server was seen to do what is predicted. */
  readonly verified: readonly Major[];
  /** The majors that were not asked yet, or did something else. */
  readonly unverified: readonly Major[];
}

/** A form of statement that the page shows: a case with a `-- doc: SECTION: TITLE` line. */
export interface Documented extends Known {
  readonly section: string;
  readonly title: string;
  /** On each major that knows the statement at all. */
  readonly rows: ReadonlyMap<Major, Row>;
}

export interface Knowledge {
  readonly cases: readonly Known[];
  readonly documented: readonly Documented[];
}

/** Predicts all cases on all majors and holds them against the record; needs no server. */
export async function readKnowledge(): Promise<Knowledge> {
  const predict = await openPredictors(majors);
  const record = readRecord();
  const cases = readCases().map((one) => known(one, predict, record(one)));
  return { cases, documented: cases.flatMap((each) => documented(each, predict)) };
}

function known(one: OracleCase, predict: Predictors, observed: Observed | undefined): Known {
  const forms = new Set<string>();
  const verified: Major[] = [];
  const unverified: Major[] = [];
  let analysed = true;
  for (const [major, predicted] of predict(one)) {
    if (one.since > major) continue;
    const { node } = predicted.statement;
    if (node !== undefined) for (const form of formsOf(node)) forms.add(form);
    const lines = observed?.get(major);
    analysed &&= predicted.analysed;
    const same = predicted.analysed && lines !== undefined && agrees(predicted.effects, lines);
    (same ? verified : unverified).push(major);
  }
  return { one, forms: [...forms], analysed, verified, unverified };
}

function documented(each: Known, predict: Predictors): readonly Documented[] {
  const { one } = each;
  const [, section, title] = /^([\w-]+): (.+)$/.exec(one.doc ?? "") ?? [];
  if (section === undefined || title === undefined) {
    if (one.doc === undefined) return [];
    throw new Error(`${one.family}.sql:${one.line}: "-- doc: SECTION: TITLE" is wanted, not "${one.doc}".`);
  }
  const known = majors.filter((major) => one.since <= major);
  const rows = new Map(known.map((major) => [major, rowOf(one, onMajor(predict, major))]));
  return [{ ...each, section, title, rows }];
}
