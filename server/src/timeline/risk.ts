import type { Catalog } from "../catalog/catalog.ts";
import { isAssumed } from "../catalog/ids.ts";
import type {
  BreakageCode,
  Destruction,
  Effects,
  Lock,
  ObjectBreakageCode,
  RelationName,
  Unguarded,
  Work,
} from "../interpret/effects.ts";
import { atLeast, blocksReads, blocksWrites } from "../interpret/locks.ts";
import { settledEffects } from "./madeAgain.ts";
import { changesManyRows, copiesManyRows } from "./bulk.ts";
import { objectExisted } from "./objectExisted.ts";
import { isLarge, type LargeTable, type Statistics } from "./statistics.ts";
import type { TimelineEntry } from "./entry.ts";

export const risks = ["none", "low", "medium", "high", "critical"] as const;
export type Risk = (typeof risks)[number];

export function worse(one: Risk, other: Risk): Risk {
  return risks.indexOf(one) >= risks.indexOf(other) ? one : other;
}

/** What the risk table looks at. */
export interface RiskFacts {
  readonly effects: Effects;
  /** Locks in force while the statement works: its own and those held from before. */
  readonly locks: readonly Lock[];
  readonly work: readonly Work[];
  /** Some relation worked on or destroyed is known to be large. */
  readonly large: boolean;
  /** Some relation worked on is known to hold rows. */
  readonly holdsRows: boolean;
  /** The migration has no down section. */
  readonly irreversible: boolean;
  /** It may change many rows: an UPDATE or DELETE that does not name one by its key, a copy of rows. */
  readonly changesMany: boolean;
}

interface Situation {
  readonly risk: Risk;
  /** For the documentation and the hover; completes "because …". */
  readonly because: string;
  readonly applies: (facts: RiskFacts) => boolean;
}

/**
 * The risk table. The first situation that applies decides, so the order is the order of precedence: it fails, it
 * destroys, it breaks the running application, it blocks for long, it blocks only briefly.
 */
export const situations: readonly Situation[] = [
  {
    risk: "critical",
    because: "it is certain to fail",
    applies: ({ effects }) => effects.fails?.when === "always",
  },
  {
    risk: "critical",
    because: "it fails as soon as the table holds rows, and the table is known to hold rows",
    applies: (facts) => facts.effects.fails?.when === "if-rows" && facts.holdsRows,
  },
  {
    risk: "critical",
    because: "it loses the data of a large table for good: there is no down",
    applies: (facts) => losesData(facts) && facts.large && facts.irreversible,
  },
  {
    risk: "high",
    because: "it deletes a table or all its rows",
    applies: ({ effects }) => destroysTable(effects),
  },
  {
    risk: "high",
    because: "it renames what the running application uses",
    applies: ({ effects }) =>
      effects.breaks.some(({ code }) => code.startsWith("old-code-reads")) && !losesAny(effects),
  },
  {
    risk: "high",
    because: "it rewrites a table while reads and writes wait",
    applies: (facts) => has(facts, "rewrite"),
  },
  {
    risk: "high",
    because: "reads and writes wait while a large table is scanned",
    applies: (facts) => longUnder(facts, blocksReads) && facts.large,
  },
  {
    risk: "medium",
    because: "it fails as soon as the table holds rows",
    applies: ({ effects }) => effects.fails?.when === "if-rows",
  },
  {
    risk: "medium",
    because: "reads and writes wait while the table is scanned",
    applies: (facts) => longUnder(facts, blocksReads),
  },
  {
    risk: "medium",
    because: "the running application still uses what it takes away",
    applies: ({ effects }) =>
      effects.breaks.some(({ code }) => !harmless.has(code)) ||
      (effects.breaksObjects ?? []).some(({ code }) => !mild.has(code)),
  },
  {
    risk: "medium",
    because: "data is deleted",
    applies: ({ effects }) => effects.destroys.some(({ loses }) => loses === "data"),
  },
  {
    risk: "medium",
    because: "CASCADE drops objects that it does not name",
    applies: ({ effects }) => effects.destroys.some(({ byCascade }) => byCascade === true),
  },
  {
    risk: "medium",
    because: "it drops a key that upserts of the running application may rely on",
    applies: ({ effects }) =>
      effects.destroys.some(({ code, implied }) => code === "constraint" && !implied) &&
      effects.breaks.some(({ code }) => code === "old-code-upserts-on-key"),
  },
  {
    risk: "medium",
    because: "triggers, foreign keys or policies that guard the rows are switched off",
    applies: ({ effects }) => (effects.unguards ?? []).length > 0,
  },
  {
    risk: "medium",
    because: "writes wait while the table is scanned",
    applies: (facts) => longUnder(facts, blocksWrites),
  },
  {
    risk: "medium",
    because: "many rows are changed while a lock from before keeps others waiting",
    applies: ({ changesMany, locks }) => changesMany && locks.some(({ mode }) => blocksWrites(mode)),
  },
  {
    risk: "medium",
    because: "what it executes is known at run time alone",
    applies: ({ effects }) => (effects.runsUnknown ?? []).length > 0,
  },
  {
    risk: "medium",
    because: "it lets every role change rows, or read all tables of a schema",
    applies: ({ effects }) => (effects.opens ?? []).length > 0,
  },
  {
    risk: "low",
    because: "sessions that begin from now on have other settings",
    applies: ({ effects }) => (effects.breaksObjects ?? []).length > 0,
  },
  {
    risk: "low",
    because: "it takes long, but reads and writes go on",
    applies: ({ work }) => work.length > 0,
  },
  {
    risk: "low",
    because: "it blocks only briefly, once the lock is granted",
    applies: ({ effects }) => effects.locks.some(({ mode }) => atLeast(mode, "SHARE UPDATE EXCLUSIVE")),
  },
  {
    risk: "low",
    because: "it changes rows that the application uses, and holds them until the transaction ends",
    applies: ({ effects }) => effects.locks.some(({ mode }) => atLeast(mode, "ROW EXCLUSIVE")),
  },
];

/**
 * A type that changes without a rewrite keeps its values; plans are made again at the next call; a new rule refuses
 * only what it is made to refuse.
 */
const harmless: ReadonlySet<BreakageCode> = new Set([
  "cached-plans",
  "column-type-changes",
  "old-code-writes-old-values",
  "old-code-upserts-on-key",
]);

/** Statements go on as before, in a session that has other settings. */
const mild: ReadonlySet<ObjectBreakageCode> = new Set(["sessions-differ"]);

/** The risk of one statement and why, from the timeline alone. */
export function riskOf(facts: RiskFacts): { readonly risk: Risk; readonly because: string } {
  const situation = situations.find(({ applies }) => applies(facts));
  return (
    situation ?? { risk: "none", because: "it touches only what the migration itself creates, or only reads" }
  );
}

/**
 * Gathers the facts of an entry. `migrationStart` is the catalog before the migration's first statement, `end` that after
 * its last: what is made again by then is not lost.
 */
export function riskFacts(
  entry: TimelineEntry,
  migrationStart: Catalog,
  sizes: { readonly statistics: Statistics; readonly largeTable: LargeTable },
  irreversible: boolean,
  end?: Catalog,
): RiskFacts {
  const existed = ({ relation }: { readonly relation: { readonly id: string } }): boolean =>
    isAssumed(relation.id) || migrationStart.get("relation", relation.id) !== undefined;
  const settled = end === undefined ? entry.effects : settledEffects(entry.effects, end);
  const effects = onOld(settled, existed, migrationStart);
  const touched = [...effects.work, ...effects.locks].map(({ relation }) =>
    sizes.statistics.get(relation.name),
  );
  let locks: readonly Lock[] | undefined;
  return {
    effects,
    // Most situations do not ask, and a long transaction holds many.
    get locks() {
      return (locks ??= [...effects.locks, ...entry.held.filter(existed)]);
    },
    work: effects.work,
    large: touched.some((size) => isLarge(size, sizes.largeTable)),
    holdsRows: touched.some((size) => size !== undefined && size.rows > 0),
    irreversible,
    changesMany:
      effects.locks.length > 0 &&
      (changesManyRows(entry) || copiesManyRows(entry, (id) => existed({ relation: { id } }))),
  };
}

/** Whether what is lost is one of these relations or stands in one: whatever loses something is locked for it. */
export function isPartOf(gone: Destruction, locks: readonly Lock[]): boolean {
  return locks.some(({ relation }) => relation.id === gone.relation?.id);
}

/** A function or type that CASCADE drops is no part of a relation. */
function isLooseByCascade({ byCascade, relation }: Destruction): boolean {
  return byCascade === true && relation === undefined;
}

/** What a statement does to relations that existed before; one that touches none of them disturbs nobody. */
function onOld(
  raw: Effects,
  existed: (of: { readonly relation: RelationName }) => boolean,
  migrationStart: Catalog,
): Effects {
  const locks = raw.locks.filter(existed);
  const isOld = ({ relation }: Unguarded): boolean => relation === undefined || existed({ relation });
  const fails = raw.fails?.when !== "always" && locks.length === 0 ? undefined : raw.fails;
  return {
    ...raw,
    locks,
    fails,
    work: raw.work.filter(existed),
    breaks: raw.breaks.filter(existed),
    ...(raw.breaksObjects === undefined
      ? {}
      : { breaksObjects: raw.breaksObjects.filter((each) => objectExisted(migrationStart, each)) }),
    destroys: raw.destroys.filter(
      (gone) => isPartOf(gone, locks) || isLooseByCascade(gone) || gone.code === "database",
    ),
    ...(raw.unguards === undefined ? {} : { unguards: raw.unguards.filter(isOld) }),
  };
}

function has({ work }: RiskFacts, kind: Work["kind"]): boolean {
  return work.some((each) => each.kind === kind);
}

function longUnder({ work, locks }: RiskFacts, blocks: (mode: Lock["mode"]) => boolean): boolean {
  return work.length > 0 && locks.some(({ mode }) => blocks(mode));
}

function losesData({ effects }: RiskFacts): boolean {
  return effects.destroys.some(({ loses }) => loses === "data");
}

function losesAny(effects: Effects): boolean {
  return effects.destroys.length > 0;
}

function destroysTable(effects: Effects): boolean {
  return (
    effects.destroys.some(({ code }) => code === "table" || code === "database") ||
    (effects.destroys.some(({ code }) => code === "rows") &&
      effects.locks.some(({ mode }) => mode === "ACCESS EXCLUSIVE"))
  );
}
