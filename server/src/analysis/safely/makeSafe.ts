import { recipes } from "../../recipes/index.ts";
import { planAt } from "../../recipes/planning.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import type { Rewrite } from "../../recipes/rewriteInput.ts";
import type { ProjectAnalysis } from "../analysis.ts";
import { DraftProject, type Changes, type DraftSettings } from "./draftProject.ts";
import { placesIn, type AnalysedPlace } from "./places.ts";
import { proposedFor } from "./proposedFor.ts";
import { takeApart } from "./takeApart.ts";
import { unplannedIn, type Unplanned } from "./unplanned.ts";

/** A statement of the file, as it stands there or after it was taken apart. */
interface Told {
  readonly recipe: string;
  readonly text: string;
  /** UTF-16 in the file as it is written; undefined where the text does not stand there so. */
  readonly at: number | undefined;
}

export interface PlannedStatement extends Told {
  readonly rewrite: Rewrite;
}

export interface RefusedStatement extends Told {
  /** In the words of the user. */
  readonly refused: string;
}

/** All changes that make a migration safe, as far as there are ways. */
export interface SafePlan extends Changes {
  /** In the order in which they were planned. */
  readonly plans: readonly PlannedStatement[];
  readonly refusals: readonly RefusedStatement[];
  readonly unplanned: readonly Unplanned[];
}

/**
 * Plans all hazards of a file's up sections together: takes statements apart that do several things, and applies to
 * each the recipe that is best for what is found there, to the project as the ones before leave it. Every step is
 * verified on its own, so the whole does what the file did. `now`: ISO 8601, UTC.
 */
export function makeSafe(
  settings: DraftSettings,
  analysis: ProjectAnalysis,
  path: string,
  now: string,
): SafePlan {
  const original = DraftProject.of(settings, analysis);
  const apart = takeApart(original, path, now);
  const inOrder = (dividesFirst: boolean): Work => {
    const work = new Work(apart.draft, path, now, apart.origin, dividesFirst);
    work.apply(({ mitigates }) => mitigates !== true);
    // A limit of the wait is added once, to what is left.
    work.apply(({ mitigates }) => mitigates === true);
    return work;
  };
  const work = better(inOrder);
  const { draft, plans } = work;
  const refusals = work.refusals.filter((each) => !isDivision(each) || isStillFound(each, work));
  const unplanned = unplannedIn(draft, path, apart.origin, refusals);
  return { ...draft.changes, plans, refusals, unplanned };
}

/**
 * What holds a lock for long often does not once the statements behind it are rewritten, so the file is divided last.
 * Where that is refused since files of the plan come between already, it may go the other way round.
 */
function better(inOrder: (dividesFirst: boolean) => Work): Work {
  const last = inOrder(false);
  if (last.plans.length === 0 || !last.refusals.some(isDivision)) return last;
  const first = inOrder(true);
  return first.left < last.left ? first : last;
}

const dividing = new Set(recipes.filter(({ divides }) => divides === true).map(({ id }) => id));

function isDivision({ recipe }: RefusedStatement): boolean {
  return dividing.has(recipe);
}

/** What a file was to be divided for may have ended by other plans. */
function isStillFound({ recipe, text }: RefusedStatement, { draft, paths }: Work): boolean {
  return paths
    .flatMap((path) => placesIn(draft.analysis, path, "up"))
    .some(
      ({ statement: { statement, findings } }) =>
        statement.text === text && findings.some(({ recipes: ids }) => ids.includes(recipe)),
    );
}

interface Tried {
  readonly plans: number;
  readonly refusal: RefusedStatement | undefined;
}

class Work {
  draft: DraftProject;
  readonly plans: PlannedStatement[] = [];
  readonly #dividesFirst: boolean;
  /** Of the file, and of new ones with statements out of it. */
  readonly #paths: string[];
  readonly #now: string;
  readonly #origin: ReadonlyMap<string, number>;
  /** How many plans there were when a recipe was tried for a text, and what it said. */
  readonly #tried = new Map<string, Tried>();

  constructor(
    draft: DraftProject,
    path: string,
    now: string,
    origin: ReadonlyMap<string, number>,
    dividesFirst: boolean,
  ) {
    this.#dividesFirst = dividesFirst;
    this.draft = draft;
    this.#paths = [path];
    this.#now = now;
    this.#origin = origin;
  }

  /** What was said last of each. */
  get refusals(): readonly RefusedStatement[] {
    return [...this.#tried.values()].flatMap(({ refusal }) => refusal ?? []);
  }

  /** The file, and those that were made of it. */
  get paths(): readonly string[] {
    return [...new Set([...this.#paths, ...this.draft.changes.files.map(({ path }) => path)])];
  }

  /** How much is still found in the file, and in those that were made of it. */
  get left(): number {
    return this.paths
      .flatMap((path) => placesIn(this.draft.analysis, path, "up"))
      .reduce((sum, { statement }) => sum + statement.findings.length, 0);
  }

  apply(isWanted: (recipe: Recipe) => boolean): void {
    for (;;) {
      const planned = this.#next(isWanted, false) ?? this.#next(isWanted, true);
      if (planned === undefined) return;
      this.plans.push(planned);
      if (planned.rewrite.movedTo !== undefined) this.#paths.push(planned.rewrite.movedTo);
      this.draft = this.draft.with(planned.rewrite);
    }
  }

  /** What stood in the way of one may have been put off by the plan for another, so the refused are asked again. */
  #next(isWanted: (recipe: Recipe) => boolean, again: boolean): PlannedStatement | undefined {
    const places = this.#paths.flatMap((path) => placesIn(this.draft.analysis, path, "up"));
    const inTurn = (divides: boolean): PlannedStatement | undefined =>
      this.#first(places, (recipe) => isWanted(recipe) && (recipe.divides === true) === divides, again);
    return inTurn(this.#dividesFirst) ?? inTurn(!this.#dividesFirst);
  }

  /** Each recipe is tried once for a text, as things are. */
  #first(
    places: readonly AnalysedPlace[],
    isWanted: (recipe: Recipe) => boolean,
    again: boolean,
  ): PlannedStatement | undefined {
    for (const place of places) {
      const { text } = place.statement.statement;
      for (const recipe of proposedFor(place, this.draft).filter(isWanted)) {
        const key = `${recipe.id} ${text}`;
        const before = this.#tried.get(key);
        if (before !== undefined && !(again && this.#mayHaveChanged(before))) continue;
        const told = { recipe: recipe.id, text, at: this.#origin.get(text) };
        const rewrite = planAt(recipe, place, this.draft.planned, this.#now);
        const isRefused = "refused" in rewrite;
        // The first words are about the files as the user knows them.
        const refusal = isRefused ? (before?.refusal ?? { ...told, refused: rewrite.refused }) : undefined;
        this.#tried.set(key, { plans: this.plans.length, refusal });
        if (!isRefused) return { ...told, rewrite };
      }
    }
    return undefined;
  }

  #mayHaveChanged({ plans, refusal }: Tried): boolean {
    return refusal !== undefined && plans < this.plans.length;
  }
}
