import type { Effects, RelationName } from "../../server/src/interpret/effects.ts";
import { lockModes } from "../../server/src/interpret/locks.ts";
import { enumerate } from "../../server/src/timeline/words/lists.ts";
import { stops } from "../../server/src/timeline/words/locks.ts";
import { plain } from "../../server/src/timeline/words/style.ts";
import { waitWords } from "../../server/src/timeline/words/waits.ts";
import { workPredicate } from "../../server/src/timeline/words/work.ts";
import type { OracleCase } from "../../test/oracle/cases.ts";
import type { Prediction, Predictor } from "../../test/oracle/predict.ts";
import { rolesIn, type Roles } from "./roles.mts";

/** What a row says of a statement on one major; each cell is a list of lines. */
export interface Row {
  /** Why it cannot be run there. */
  readonly fails?: string;
  /** Why nothing can be said of it. */
  readonly unknown?: string;
  readonly locks: readonly string[];
  readonly stops: readonly string[];
  readonly work: readonly string[];
  readonly notes: readonly string[];
}

const nothing: Row = { locks: [], stops: [], work: [], notes: [] };

/** The row of a case on one major. */
export function rowOf(one: OracleCase, predict: Predictor): Row {
  const inside = refusedInTransaction(predict(one, "single"));
  // What refuses a transaction and was tried in one only is told as it is outside of it.
  const predicted = inside ? predict(one, "autocommit") : predict(one);
  if (!predicted.analysed) return { ...nothing, unknown: predicted.reason };
  const { effects, entry } = predicted;
  if (effects.fails?.when === "always") return { ...nothing, fails: failure(effects.fails) };
  const role = rolesIn(entry);
  return {
    locks: lockLines(effects, role),
    stops: stopLines(effects, role),
    work: distinct(effects.work.map((work) => workLine(role(work.relation.id), workPredicate(work)))),
    notes: [
      ...(inside ? ["**not in a transaction**"] : []),
      ...effects.waits.map((wait) => `waits for ${waitWords(renamed(wait, role), plain)}`),
      ...effects.spared,
      ...mayFail(effects),
    ],
  };
}

/** Roles such as `its indexes` are plural. */
function workLine(role: string, predicate: string): string {
  return `${role} ${role.endsWith("indexes") ? predicate.replace(/^is /, "are ") : predicate}`;
}

function failure({ sqlstate, message }: NonNullable<Effects["fails"]>): string {
  return sqlstate === "42601" ? "syntax error" : `fails with ${sqlstate}: ${message}`;
}

function mayFail({ fails }: Effects): readonly string[] {
  if (fails === undefined) return [];
  return [
    `fails with ${fails.sqlstate} ${fails.when === "if-rows" ? "as soon as there are rows" : "where existing rows violate it"}`,
  ];
}

function refusedInTransaction(inside: Prediction): boolean {
  return inside.analysed && inside.effects.fails?.sqlstate === "25001";
}

function lockLines({ locks }: Effects, role: Roles): readonly string[] {
  return [...lockModes].reverse().flatMap((mode) => {
    const roles = distinct(
      locks.filter((lock) => lock.mode === mode).map(({ relation }) => role(relation.id)),
    );
    return roles.length === 0 ? [] : [`**${mode}** on ${enumerate(roles)}`];
  });
}

/** Who waits on what; indexes are left out where their table says it already. */
function stopLines({ locks }: Effects, role: Roles): readonly string[] {
  const tables = locks.filter(({ relation }) => !relation.kind.endsWith("index"));
  const byWords = new Map<string, string[]>();
  for (const { relation, mode } of tables.length === 0 ? locks : tables) {
    const words = stopsOn(relation.kind, stops(mode));
    byWords.set(words, [...(byWords.get(words) ?? []), role(relation.id)]);
  }
  return [...byWords].map(([words, roles]) =>
    byWords.size === 1 ? words : `${words} on ${enumerate(distinct(roles))}`,
  );
}

function stopsOn(kind: RelationName["kind"], words: string): string {
  if (kind === "composite-type") return words.endsWith("some DDL") ? words : "DDL";
  return kind === "sequence" ? words.replace("reads, writes", "nextval").replace("writes", "nextval") : words;
}

function renamed<T extends { readonly relation?: RelationName }>(about: T, role: Roles): T {
  const { relation } = about;
  return relation === undefined ? about : { ...about, relation: { ...relation, name: role(relation.id) } };
}

function distinct(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
