import type { Major } from "../interpret/target.ts";
import type { Adapter } from "./adapter/adapter.ts";
import type { Grammar } from "../sql/grammar.ts";
import type { Statement } from "../sql/statement.ts";
import type { RowComparison } from "./transition/rowComparison.ts";
import type { GivenValues } from "./support/givenValues.ts";
import type { AnalysedSection, AnalysedStatement, Example, ToolFacts } from "../rules/rule.ts";

export type Phase = "expand" | "migrate" | "contract";

/** One step of a plan: SQL that is sent together. */
export interface Step {
  readonly phase: Phase;
  /** What it does, a short sentence in the imperative. */
  readonly title: string;
  /** snake_case, ends the file's name where a plan has several files: `validate`. */
  readonly suffix?: string;
  /** `same`: may share the transaction of the step before; `own`: a transaction of its own; `none`: no transaction. */
  readonly transaction: "same" | "own" | "none";
  readonly up: readonly string[];
  readonly down: readonly string[];
  /**
   * `up` and `down` so that they may run again after they stopped half way: in their place where the tool sends each
   * statement by itself, since there a statement that looks at what was left can stand beside.
   */
  readonly repeatable?: Pick<Step, "up" | "down">;
  /** What must be deployed before this step may run, or undefined. */
  readonly deployBefore?: string;
  /** What may be deployed once it has run. */
  readonly deployAfter?: string;
}

export interface Precondition {
  readonly label: string;
  readonly query: string;
  /** The same asked range by range, where it is about every row of a table. */
  readonly rows?: RowComparison;
}

/** A phase that is not written now: it is remembered in a comment and finished later. */
export interface PendingPhase {
  readonly phase: Phase;
  readonly steps: readonly Step[];
  /** In words, with the read-only query that must return true. */
  readonly preconditions: readonly Precondition[];
}

export interface Plan {
  readonly recipe: string;
  readonly title: string;
  /** snake_case, for file names: `rename_users_email`. */
  readonly name: string;
  /** Steps to write now, in order; none where all is still to come and the statement is only remembered. */
  readonly steps: readonly Step[];
  readonly pending: readonly PendingPhase[];
  /**
   * The file ends before the statement, and that goes on in the next migration, with all that stands behind it: the
   * one step is only what it is about.
   */
  readonly takesRest?: true;
  /**
   * Set where what stands behind the statement must not run before all that the plan writes now: it comes after that, and
   * where it cannot, these are the words in which the plan is refused.
   */
  readonly restAfter?: string;
  /** Other statements of the section that the plan does the work of: they go from the file with the one it is about. */
  readonly takes?: readonly AnalysedStatement[];
  /** What the statement is to do where the server refuses it as it stands: these, in its place, do the same. */
  readonly meant?: readonly string[];
  /** A comment for the statement's place, where there are no steps since a later statement of the file does it all. */
  readonly leaves?: string;
  /**
   * How the pending phases are remembered: `state` is JSON that the recipe's `resume` reads again; `placeholders` are
   * added for it.
   */
  readonly rollout?: {
    readonly id: string;
    readonly state: object;
    readonly placeholders?: Readonly<Record<string, string>>;
  };
}

export interface Refusal {
  /** Why there is no plan, in the words of the user. */
  readonly refused: string;
}

export interface RecipeFacts {
  readonly statement: AnalysedStatement;
  readonly section: AnalysedSection;
  readonly tool: ToolFacts;
  /** The majors that the plan must run on. */
  readonly majors: readonly Major[];
  /** PostgreSQL notation, e.g. `5s`. */
  readonly lockTimeout: string;
  /** Rows per batch of a backfill, and the pause between batches in ms. */
  readonly batchSize: number;
  readonly batchDelay: number;
  /** In which zone the migrations' sessions are, where the configuration says so. */
  readonly timeZone?: string;
  /** Whether the application is to write both sides of a transition, instead of a trigger. */
  readonly byApplication: boolean;
  /** For reading again what was printed. */
  readonly grammar: Grammar;
  /** What the user says that columns hold, above the statement, or above a later one of its section. */
  values(above?: AnalysedStatement): GivenValues;
  /** What runs after it on the way up: the rest of its section, then later migrations, in their order. */
  later(): readonly LaterStatement[];
  /** What ran before it on the way up, in order: definitions that the catalog does not have are found there. */
  earlier(): readonly AnalysedStatement[];
  /** Whether the statement's file ends a rollout: what a plan has put off until then is not put off again. */
  readonly endsRollout: boolean;
  /** What the migration's down does now, in order. */
  readonly undoing: readonly Statement[];
}

/** A statement that runs after the one that is rewritten. */
export interface LaterStatement extends AnalysedStatement {
  readonly path: string;
  /** One-based. */
  readonly line: number;
}

/**
 * Turns one hazardous statement into a plan. The file's name is the id. A recipe may not: change user text other
 * than by taking slices of it, concatenate an identifier unquoted, or give a plan it cannot prove: the tests run every
 * example on real servers (parses, relints clean, second application does nothing, same catalog and data as the
 * original, no lock that blocks while it works).
 */
export interface Recipe {
  readonly id: string;
  readonly title: string;
  /** `quickfix` for the usual mending of a finding, `refactor.rewrite` for larger plans. */
  readonly kind: "quickfix" | "refactor.rewrite";
  readonly summary: string;
  /** It makes a hazard smaller and does not end it, so it is no substitute for a recipe that is refused. */
  readonly mitigates?: true;
  /** It divides the file, so it comes after those that are about the statement alone. */
  readonly divides?: true;
  readonly examples: readonly Example[];
  /** The statement of the section that it rewrites for the one that is asked about, where that is another. */
  standsFor?(facts: RecipeFacts): AnalysedStatement | undefined;
  /** Cheap: whether the recipe is about this statement at all, so that it is offered in the menu. */
  applies(facts: RecipeFacts): boolean;
  plan(facts: RecipeFacts): Plan | Refusal;
  /** Whether a statement of the down section undoes the original one, so that the plan's own down takes its place. */
  isInverse(candidate: Statement, facts: RecipeFacts): boolean;
  /** Whether another statement of the down section brings back what went along, so that the plan's own down does it. */
  restoresPart?(candidate: Statement, facts: RecipeFacts): boolean;
  /** What an application must know to write both sides by itself, from the remembered state, where it can. */
  adapter?(state: unknown): Omit<Adapter, "id"> | undefined;
  /** The pending phase of a rollout from its remembered state; undefined where the state cannot be read. */
  resume?(state: unknown): PendingPhase | undefined;
}

export function defineRecipe(recipe: Recipe): Recipe {
  return recipe;
}
