import type { StatementAnalysis } from "./analysis.ts";
import { planAt, type PlannedProject, type StatementPlace } from "../recipes/planning.ts";
import { propose } from "../recipes/propose.ts";
import type { Recipe } from "../recipes/recipe.ts";
import type { Rewrite } from "../recipes/rewriteInput.ts";
import { isLarge, type LargeTable, type Statistics } from "../timeline/statistics.ts";
import { duration } from "../timeline/words/work.ts";

/** What decides between the ways. */
export interface Circumstances {
  /** Whether clients may be kept waiting for a while. */
  readonly downtime: boolean;
  /** Whether the application can be changed for the time between. */
  readonly applicationChanges: boolean;
  readonly statistics: Statistics;
  readonly largeTable: LargeTable;
}

/** One way to what a statement is about, with what it costs. */
export interface Way {
  /**
   * `plan`: a recipe's; `adapter`: the same, with the application writing both sides; `limited`: the statement with a
   * limited wait; `window`: the statement as it is, while nobody works.
   */
  readonly kind: "plan" | "adapter" | "limited" | "window";
  readonly recipe?: string;
  readonly title: string;
  /** In sentences. */
  readonly price: readonly string[];
  /** Why it cannot be gone, or undefined. */
  readonly refused?: string;
}

/** A statement, with what is found in it. */
export interface Choosing extends StatementPlace {
  readonly statement: StatementAnalysis;
}

/** The ways for a statement, the best first under the circumstances; those that cannot be gone last. */
export function waysFor(
  place: Choosing,
  planned: PlannedProject,
  circumstances: Circumstances,
  now: string,
): readonly Way[] {
  const proposed = propose(place, planned, place.statement.findings);
  const plans = proposed.flatMap((recipe) => {
    const plan = planWay(recipe, place, planned, now);
    return recipe.adapter === undefined
      ? [plan]
      : [plan, adapterWay(recipe, place, planned, circumstances, now)];
  });
  const window = windowWay(place.statement, circumstances);
  const isQuick = circumstances.downtime && isSmall(place.statement, circumstances);
  const all = isQuick ? [window, ...plans] : [...plans, window];
  return [
    ...all.filter(({ refused }) => refused === undefined),
    ...all.filter(({ refused }) => refused !== undefined),
  ];
}

function planWay(recipe: Recipe, place: Choosing, planned: PlannedProject, now: string): Way {
  const kind = recipe.mitigates === true ? "limited" : "plan";
  const result = planAt(recipe, place, planned, now);
  const named = { kind, recipe: recipe.id, title: recipe.title } as const;
  if ("refused" in result) return { ...named, price: [], refused: result.refused };
  return { ...named, price: kind === "limited" ? limitedPrice(place.statement) : planPrice(result) };
}

function adapterWay(
  recipe: Recipe,
  place: Choosing,
  planned: PlannedProject,
  { applicationChanges }: Circumstances,
  now: string,
): Way {
  const named = {
    kind: "adapter",
    recipe: recipe.id,
    title: `${recipe.title}; the application writes both sides, and no trigger does (--adapter FILE.ts)`,
  } as const;
  if (!applicationChanges) return { ...named, price: [], refused: "The application is not to be changed." };
  const result = planAt(recipe, place, { ...planned, byApplication: true }, now);
  if ("refused" in result) return { ...named, price: [], refused: result.refused };
  const more =
    "Everything that writes the rows goes through the adapter, scripts too; no write pays for a trigger";
  return { ...named, price: [...planPrice(result), more] };
}

function planPrice({ steps, pending }: Rewrite): readonly string[] {
  const later = pending.flatMap((phase) => phase.steps);
  const versions = [...steps, ...later].flatMap(({ deployBefore, deployAfter }) => [
    ...(deployBefore === undefined ? [] : [deployBefore]),
    ...(deployAfter === undefined ? [] : [deployAfter]),
  ]);
  const outside = steps.filter(({ transaction }) => transaction === "none").length;
  return [
    `${many(steps.length, "step")} now${later.length === 0 ? "" : `, ${later.length} when the rollout is finished`}; none works while others wait`,
    ...(outside === 0 ? [] : [`${many(outside, "step")} of these outside a transaction`]),
    ...versions.map((version) => `To be deployed: ${version}`),
  ];
}

function limitedPrice(statement: StatementAnalysis): readonly string[] {
  return [`It gives up after the limit, and is to be run again; once it has its locks, ${held(statement)}`];
}

function windowWay(statement: StatementAnalysis, { downtime, statistics }: Circumstances): Way {
  const named = { kind: "window", title: "As it is written, while nobody works" } as const;
  const price = [
    ...(statement.because === "" ? [] : [`Risk ${statement.risk}: ${statement.because}`]),
    held(statement, statistics),
  ];
  return downtime
    ? { ...named, price }
    : { ...named, price, refused: "Clients are not to be kept waiting (--downtime permits it)." };
}

/** How long others wait, in words of the worst major. */
function held(statement: StatementAnalysis, statistics: Statistics = new Map()): string {
  const words = [...statement.entries.values()].map(({ effects }) => duration(effects, statistics));
  const [longest = "but only briefly, once granted"] = words.sort((one, other) => other.length - one.length);
  return `others wait ${longest}`;
}

/** Whether every table that it works on is known, and not large. */
function isSmall(statement: StatementAnalysis, { statistics, largeTable }: Circumstances): boolean {
  const work = [...statement.entries.values()].flatMap(({ effects }) => effects.work);
  return (
    work.every(({ relation }) => {
      const size = statistics.get(relation.name);
      return size !== undefined && !isLarge(size, largeTable);
    }) && work.length > 0
  );
}

function many(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
