import type { Format, Project, Surroundings } from "../formats/format.ts";
import type { Major } from "../interpret/target.ts";
import type { AnalysedSection, AnalysedStatement } from "../rules/rule.ts";
import type { Grammar } from "../sql/grammar.ts";
import { LineIndex } from "../sql/offsets.ts";
import type { FoldedMigration, FoldedSection } from "./history.ts";
import type { LaterStatement, Recipe, RecipeFacts, Refusal } from "./recipe.ts";
import type { FileEdit } from "./support/edits.ts";
import { recipes } from "./index.ts";
import { endsRollout } from "./rollouts.ts";
import { GivenValues } from "./support/givenValues.ts";
import { whyNot } from "./verify/verify.ts";
import { verifiedRewrite } from "./write.ts";
import { type RewriteInput } from "./rewriteInput.ts";
import { type Rewrite } from "./rewriteInput.ts";

/** A project in which statements may be rewritten: its files, its analysis and its settings. */
export interface PlannedProject {
  readonly format: Format;
  readonly project: Project;
  /** In the tool's order. */
  readonly migrations: readonly FoldedMigration[];
  /** Every file of the folder. */
  readonly paths: readonly string[];
  /** What else decides how a file is sent, e.g. the tool's version. */
  readonly around: Surroundings;
  /** The present text of a file. */
  readonly text: (path: string) => string;
  readonly grammar: Grammar;
  readonly options: {
    readonly majors: readonly Major[];
    readonly lockTimeout: string;
    readonly timeZone: string;
    readonly timeZoneIsKnown?: boolean;
    readonly beginning?: object | undefined;
  };
  readonly batches: { readonly batchSize: number; readonly batchDelay: number };
  /** `COLUMN = EXPRESSION`, as given on the command line. */
  readonly values?: readonly string[];
  /** The application writes both sides of a transition, and no trigger does. */
  readonly byApplication?: boolean;
}

/** A statement, and where it stands. */
export interface StatementPlace {
  readonly migration: FoldedMigration;
  readonly section: AnalysedSection;
  readonly statement: AnalysedStatement;
}

/** What a recipe may know of a statement. */
export function factsAt(place: StatementPlace, planned: PlannedProject): RecipeFacts {
  const { id, label, hasDown, canAutocommit } = planned.format;
  let later: readonly LaterStatement[] | undefined;
  let earlier: readonly AnalysedStatement[] | undefined;
  return {
    statement: place.statement,
    section: place.section,
    tool: { id, label, hasDown, canAutocommit },
    majors: planned.options.majors,
    lockTimeout: planned.options.lockTimeout,
    ...planned.batches,
    ...(planned.options.timeZoneIsKnown === true ? { timeZone: planned.options.timeZone } : {}),
    byApplication: planned.byApplication === true,
    grammar: planned.grammar,
    values: (above = place.statement) => {
      const { section } = place;
      const within = { start: section.span.start, end: above.span.start };
      return new GivenValues(planned.text(section.path), within, planned.values ?? [], planned.grammar);
    },
    later: () => (later ??= laterThan(place, planned)),
    earlier: () => (earlier ??= earlierThan(place, planned)),
    endsRollout: endsRollout(planned.text(place.section.path)),
    undoing: place.migration.sections.flatMap(({ direction, statements }) =>
      direction === "down" ? statements.map(({ statement }) => statement) : [],
    ),
  };
}

/** Cheap: whether a recipe has something to say where a finding is. */
export function appliesAt(recipe: Recipe, place: StatementPlace, planned: PlannedProject): boolean {
  return recipe.applies(factsAt(placeFor(recipe, place, planned), planned));
}

function placeFor(recipe: Recipe, place: StatementPlace, planned: PlannedProject): StatementPlace {
  const statement = recipe.standsFor?.(factsAt(place, planned));
  return statement === undefined ? place : { ...place, statement };
}

/**
 * A recipe applied to a statement, verified, as files and edits of the project. The one way to a plan, for the editor
 * and the command line alike. `now`: ISO 8601, UTC, for tools that number by time.
 */
export function planAt(
  recipe: Recipe,
  place: StatementPlace,
  planned: PlannedProject,
  now: string,
): Rewrite | Refusal {
  return verifiedRewrite(inputAt(recipe, placeFor(recipe, place, planned), planned, now));
}

function inputAt(recipe: Recipe, place: StatementPlace, planned: PlannedProject, now: string): RewriteInput {
  const { migration } = place;
  return {
    ...planned,
    recipe,
    facts: factsAt(place, planned),
    migration: migration.migration,
    down: migration.sections.find(({ direction }) => direction === "down"),
    history: {
      migrations: planned.migrations,
      timeZone: planned.options.timeZone,
      assumesMissing: planned.options.beginning === undefined,
    },
    now,
  };
}

/** Why edits that plans for several statements of one file make together must not be made, or undefined. */
export function whyNotTogether(
  recipe: Recipe,
  places: readonly StatementPlace[],
  edits: readonly FileEdit[],
  planned: PlannedProject,
  now: string,
): string | undefined {
  const [first] = places;
  if (first === undefined) return undefined;
  return whyNot(inputAt(recipe, first, planned, now), editsAlone(recipe, edits));
}

/** Edits as the whole of a rewrite, which has no steps and no files of its own. */
function editsAlone({ id, title }: Recipe, edits: readonly FileEdit[]): Rewrite {
  const plan = { recipe: id, title, name: "edits", steps: [], pending: [] };
  return { plan, steps: [], files: [], edits, pending: [] };
}

/**
 * Why a project would not do the same after edits of a migration, or undefined where it does; how it does it, under
 * which locks, is not looked at.
 */
export function whyNotSame(
  place: StatementPlace,
  edits: readonly FileEdit[],
  planned: PlannedProject,
  now: string,
): string | undefined {
  const [recipe] = recipes;
  if (recipe === undefined) return undefined;
  return whyNot(inputAt(recipe, place, planned, now), editsAlone(recipe, edits), "end");
}

/** What runs after a statement: the rest of its section, then the sections of its direction in later migrations. */
function laterThan(place: StatementPlace, { migrations, text }: PlannedProject): readonly LaterStatement[] {
  const { migration, section, statement } = place;
  const at = migrations.findIndex((each) => each.migration === migration.migration);
  const goesUp = ({ direction }: FoldedSection): boolean => direction === "up";
  const sections = migrations.slice(at).flatMap((each) => each.sections.filter(goesUp));
  const own = sections.findIndex(
    ({ path, span }) => path === section.path && span.start === section.span.start,
  );
  return sections.slice(Math.max(own, 0)).flatMap((each, index) => {
    const lines = new LineIndex(text(each.path));
    const isOwn = index === 0 && own >= 0;
    return each.statements
      .filter(({ span }) => !isOwn || span.start > statement.span.start)
      .map((one) => ({ ...one, path: each.path, line: lines.position(one.span.start).line + 1 }));
  });
}

/** What runs before a statement on the way up, in order. */
function earlierThan(place: StatementPlace, { migrations }: PlannedProject): readonly AnalysedStatement[] {
  const { migration, section, statement } = place;
  const at = migrations.findIndex((each) => each.migration === migration.migration);
  const goesUp = ({ direction }: FoldedSection): boolean => direction === "up";
  const sections = migrations.slice(0, at + 1).flatMap((each) => each.sections.filter(goesUp));
  const own = sections.findIndex(
    ({ path, span }) => path === section.path && span.start === section.span.start,
  );
  return sections
    .slice(0, own + 1)
    .flatMap(({ statements }, index) =>
      index < own ? statements : statements.filter(({ span }) => span.start < statement.span.start),
    );
}
