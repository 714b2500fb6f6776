import type { Catalog } from "../catalog/catalog.ts";
import { isAssumed } from "../catalog/ids.ts";
import type { Effects, Lock, Work } from "../interpret/effects.ts";
import { atLeast, blocksReads, blocksWrites } from "../interpret/locks.ts";
import { isLarge, type LargeTable, type Statistics } from "./statistics.ts";
import type { TimelineEntry } from "./timeline.ts";

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
}

interface Situation {
  readonly risk: Risk;
  /** For the documentation and the hover; completes "because …". */
  readonly because: string;
  readonly applies: (facts: RiskFacts) => boolean;
}

/**
 * The risk table. The first situation that applies decides, so the order is the order of precedence: it fails, it
 * destroys, it breaks the running application, it blocks for long, it blocks for an instant.
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
    applies: (facts) => failsWithAnyRow(facts) && facts.holdsRows,
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
    because: "reads and writes wait while a large table is read through",
    applies: (facts) => longUnder(facts, blocksReads) && facts.large,
  },
  {
    risk: "medium",
    because: "reads and writes wait while the table is read through",
    applies: (facts) => longUnder(facts, blocksReads),
  },
  {
    risk: "medium",
    because: "it fails as soon as the table holds rows",
    applies: ({ effects }) => effects.fails?.when === "if-rows",
  },
  {
    risk: "medium",
    because: "the running application still uses what it takes away",
    applies: ({ effects }) => effects.breaks.some(({ code }) => code !== "cached-plans"),
  },
  {
    risk: "medium",
    because: "data is deleted",
    applies: ({ effects }) => effects.destroys.some(({ loses }) => loses === "data"),
  },
  {
    risk: "medium",
    because: "writes wait while the table is worked through",
    applies: (facts) => longUnder(facts, blocksWrites),
  },
  {
    risk: "low",
    because: "it takes long, but reads and writes go on",
    applies: ({ work }) => work.length > 0,
  },
  {
    risk: "low",
    because: "it blocks for an instant, once it has the lock",
    applies: ({ effects }) => effects.locks.some(({ mode }) => atLeast(mode, "SHARE UPDATE EXCLUSIVE")),
  },
];

/** The risk of one statement and why, from the timeline alone. */
export function riskOf(facts: RiskFacts): { readonly risk: Risk; readonly because: string } {
  const situation = situations.find(({ applies }) => applies(facts));
  return (
    situation ?? { risk: "none", because: "it touches only what the migration itself creates, or only reads" }
  );
}

/** Gathers the facts of an entry. `migrationStart` is the catalog before the migration's first statement. */
export function riskFacts(
  entry: TimelineEntry,
  migrationStart: Catalog,
  sizes: { readonly statistics: Statistics; readonly largeTable: LargeTable },
  irreversible: boolean,
): RiskFacts {
  const existed = ({ relation }: { readonly relation: { readonly id: string } }): boolean =>
    isAssumed(relation.id) || migrationStart.get("relation", relation.id) !== undefined;
  const raw = entry.effects;
  const effects = {
    ...raw,
    locks: raw.locks.filter(existed),
    work: raw.work.filter(existed),
    breaks: raw.breaks.filter(existed),
    destroys: raw.destroys.filter(({ relation }) => relation === undefined || existed({ relation })),
  };
  const touched = [...effects.work, ...effects.locks].map(({ relation }) =>
    sizes.statistics.get(relation.name),
  );
  return {
    effects,
    locks: [...effects.locks, ...entry.held.filter(existed)],
    work: effects.work,
    large: touched.some((size) => isLarge(size, sizes.largeTable)),
    holdsRows: touched.some((size) => size !== undefined && size.rows > 0),
    irreversible,
  };
}

/** A new required column is refused by any row at all; SET NOT NULL and the like only by rows that violate them. */
function failsWithAnyRow({ effects }: RiskFacts): boolean {
  return (
    effects.fails?.when === "if-rows" &&
    effects.breaks.some(({ code }) => code === "old-code-inserts-without-column")
  );
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
    effects.destroys.some(({ code }) => code === "table") ||
    (effects.destroys.some(({ code }) => code === "rows") &&
      effects.locks.some(({ mode }) => mode === "ACCESS EXCLUSIVE"))
  );
}
