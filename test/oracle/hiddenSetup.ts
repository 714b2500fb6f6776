import { Catalog } from "../../server/src/catalog/catalog.ts";
import { nameKey } from "../../server/src/catalog/ids.ts";
import type { Relation } from "../../server/src/catalog/relations.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Effects, WorkKind } from "../../server/src/interpret/effects.ts";
import { atLeast, lockModes, type LockMode } from "../../server/src/interpret/locks.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import { riskFacts, riskOf, risks, type Risk } from "../../server/src/timeline/risk.ts";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import type { Major } from "../support/servers.ts";
import type { OracleCase } from "./cases.ts";
import type { Prediction } from "./predict.ts";

/*
 * The cases of the oracle as a newcomer has them: one file, without the tables it stands on. What the server did with
 * them is held against what is said without knowing them.
 */

/** What is said of a case of which only the statements are known. */
export type HiddenPredictor = (one: OracleCase) => TimelineEntry;

export async function openHiddenPredictor(major: Major): Promise<HiddenPredictor> {
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  return (one) => {
    const statements = one.statements.flatMap((sql) =>
      readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements.map(
        ({ statement }) => statement,
      ),
    );
    const mode = one.blockedBy.length === 0 ? "single" : "autocommit";
    const entry = foldSection(Catalog.empty, { mode, statements, major, timeZone: "UTC" }).entries.at(-1);
    if (entry === undefined) throw new Error(`${one.name}: the case has no statement.`);
    return entry;
  };
}

/** What is predicted to fail though the server ran it. */
export function falseFailure(open: TimelineEntry, observed: readonly string[]): string | undefined {
  const { fails } = open.outcome.effects;
  if (failed(observed) || fails?.when !== "always") return undefined;
  return `${fails.sqlstate} ${fails.message}`;
}

/** The dangers that are not said; empty for a statement that the server refused, since it does nothing. */
export function unsaidDangers(
  one: OracleCase,
  open: TimelineEntry,
  closed: Prediction,
  observed: readonly string[],
): readonly string[] {
  if (failed(observed) || !closed.analysed) return [];
  const { effects, held } = open;
  const said = { ...effects, locks: [...effects.locks, ...held] };
  const names = namesIn(one);
  const known = (relation: string): Relation | undefined => relationIn(closed.entry.before, relation);
  const isNamed = (relation: string): boolean => names.has(relation.slice(relation.indexOf(".") + 1));
  return [
    ...observed.flatMap((line) => unsaidLine(line, said, isNamed, known)),
    ...unsaidLosses(closed.entry.effects, said, isNamed),
    ...unsaidBreakages(closed.entry.effects, said, isNamed),
    ...lessRisk(closed.entry, open),
  ];
}

function failed(observed: readonly string[]): boolean {
  return observed[0]?.startsWith("error ") === true;
}

function namesIn({ statements }: OracleCase): ReadonlySet<string> {
  return new Set(
    statements
      .join(" ")
      .toLowerCase()
      .match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [],
  );
}

function relationIn(catalog: Catalog, qualified: string): Relation | undefined {
  const [schema = "", name = ""] = qualified.split(".");
  const id = catalog.get("relationName", nameKey({ schema, name }));
  return id === undefined ? undefined : catalog.get("relation", id);
}

/** A lock or a piece of work on a relation that the statement names. */
function unsaidLine(
  line: string,
  said: Effects,
  isNamed: (relation: string) => boolean,
  known: (relation: string) => Relation | undefined,
): readonly string[] {
  const work = /^([\w-]+) of (\S+)$/.exec(line);
  const relation = work?.[2] ?? line.split(" ")[0] ?? "";
  if (!isNamed(relation)) return [];
  if (work !== null) return isWorkSaid(work[1] ?? "", relation, said) ? [] : [line];
  const mode = lockModes.find((each) => line === `${relation} ${each}`);
  return mode === undefined || isLockSaid(relation, mode, said, known(relation)) ? [] : [line];
}

/** A rewrite covers all other work; a scan and the check of a foreign key read the same rows. */
const covers: Readonly<Record<WorkKind, readonly string[]>> = {
  rewrite: ["rewrite", "scan", "index-build", "foreign-key-check"],
  "index-build": ["index-build"],
  scan: ["scan", "foreign-key-check"],
  "foreign-key-check": ["scan", "foreign-key-check"],
};

function isWorkSaid(kind: string, relation: string, said: Effects): boolean {
  return said.work.some((each) => each.relation.name === relation && covers[each.kind].includes(kind));
}

/** Who waits for an index of a key waits for its table; a lock on a composite type hinders no query. */
function isLockSaid(
  relation: string,
  mode: LockMode,
  { locks }: Effects,
  known: Relation | undefined,
): boolean {
  if (known?.kind === "composite-type") return true;
  const isIndex = known?.kind === "index" || known?.kind === "partitioned-index";
  return locks.some((lock) => (isIndex || lock.relation.name === relation) && atLeast(lock.mode, mode));
}

function unsaidLosses(
  known: Effects,
  said: Effects,
  isNamed: (relation: string) => boolean,
): readonly string[] {
  return known.destroys
    .filter(({ implied, relation }) => !implied && (relation === undefined || isNamed(relation.name)))
    .filter(({ code, loses }) => !said.destroys.some((each) => each.code === code && each.loses === loses))
    .map(({ code, name }) => `destroys ${code} ${name}`);
}

/** Code that fails on every read fails on upserts too. */
function unsaidBreakages(
  known: Effects,
  said: Effects,
  isNamed: (relation: string) => boolean,
): readonly string[] {
  return known.breaks
    .filter(({ relation }) => isNamed(relation.name))
    .filter(({ code, relation }) => {
      const codes = said.breaks
        .filter((each) => each.relation.name === relation.name)
        .map((each) => each.code);
      const isImplied = code === "old-code-upserts-on-key" && codes.includes("old-code-reads-column");
      return !codes.includes(code) && !isImplied;
    })
    .map(({ code, relation, part = "" }) => `breaks ${code} ${relation.name} ${part}`);
}

function lessRisk(closed: TimelineEntry, open: TimelineEntry): readonly string[] {
  const [known, said] = [riskIn(closed), riskIn(open)];
  return risks.indexOf(said) >= risks.indexOf(known) ? [] : [`risk ${said} instead of ${known}`];
}

function riskIn(entry: TimelineEntry): Risk {
  const sizes = { statistics: new Map(), largeTable: { rows: 1_000_000, bytes: 1_000_000_000 } };
  return riskOf(riskFacts(entry, entry.transaction.start, sizes, true)).risk;
}
