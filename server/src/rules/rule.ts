import type { Difference } from "../catalog/differences/compareCatalogs.ts";
import type { ObjectBreakage } from "../interpret/effects.ts";
import type { Direction, Migration, TransactionMode } from "../formats/format.ts";
import type { Major } from "../interpret/target.ts";
import type { Span } from "../sql/span.ts";
import type { Statement } from "../sql/statement.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import type { SessionDifference } from "../timeline/leftBehind.ts";
import type { Statistics } from "../timeline/statistics.ts";

export type Severity = "error" | "warning" | "info";

/** Which rules are asked, by one word: each preset has all of the one before it. */
export type Preset = "recommended" | "strict" | "all";

export const groups = ["locking", "breaking", "data", "transaction", "migration", "syntax", "style"] as const;

export type Group = (typeof groups)[number];

/** A statement with what it does on every target, in the order of the majors asked for. */
export interface AnalysedStatement {
  readonly statement: Statement;
  /** In its file, UTF-16. */
  readonly span: Span;
  readonly entries: ReadonlyMap<Major, TimelineEntry>;
  /** The statements of the bodies that it runs, of which rules are asked as well; absent where it runs none. */
  readonly inner?: readonly AnalysedStatement[];
  /** The statement whose body runs it; absent for one that stands by itself. */
  readonly outer?: Pick<AnalysedStatement, "statement" | "span" | "entries">;
}

export interface AnalysedSection {
  readonly direction: Direction;
  readonly path: string;
  readonly span: Span;
  readonly transaction: TransactionMode;
  /** Why it is sent so, where that is not the same for every file of the tool. */
  readonly because?: string | undefined;
  /** True where nothing says which tool sends it: `transaction` is a guess. */
  readonly assumed?: boolean | undefined;
  readonly statements: readonly AnalysedStatement[];
  /** True for the last part of a migration in its direction: what the session has then, the next file may find. */
  readonly endsSession: boolean;
}

/** What the migration tool can do, as far as advice depends on it. */
export interface ToolFacts {
  readonly id: string;
  readonly label: string;
  readonly hasDown: boolean;
  readonly canAutocommit: boolean;
}

/** What the tool does between two migrations of a run. */
export interface RunFacts {
  /** Whether a setting that a migration leaves behind is still set in the next one of the same run. */
  keeps(setting: string): boolean;
  /** Its version table, where the tool looks for that by the search_path which the migration leaves behind. */
  readonly tableBySearchPath: string | undefined;
}

/** One way in which the catalog after a down differs from the one before its up. */
export interface DownDifference {
  readonly difference: Difference;
  readonly majors: readonly Major[];
}

/** What a rule may look at. A rule sees the result of the interpretation, never parses, and keeps no state. */
export interface RuleContext {
  readonly section: AnalysedSection;
  readonly migration: Migration;
  readonly tool: ToolFacts & RunFacts;
  /** Whether any migration of the project has a down section that is not empty: some teams write none. */
  goesDown(): boolean;
  readonly statistics: Statistics;
  /** The project's own lockTimeout setting, for the words of advice, e.g. `5s`. */
  readonly lockTimeout: string;
  /** Whether the configuration says in which time zone the migrations run. */
  readonly timeZoneIsKnown: boolean;
  /** What the section does otherwise in the same session as the migrations before it; undefined where it does the same. */
  readonly inSameSession: SessionDifference | undefined;
  /** In a down section, or of a migration as a whole: what is not as it was before the up, as far as that can be followed. */
  leftByDown(): readonly DownDifference[];
  /** Of a migration as a whole: whether its down sections run nothing, and no comment there says that this is meant. */
  runsNothingDown(): boolean;
  /** Whether the migration is a step of a plan of ours: what it leaves, the plan's other steps take back. */
  isRolloutStep(): boolean;
  /**
   * For rules of sections: whether another rule tells, on all these majors, that others wait for the statement's lock.
   * Nothing counts as told for a rule that the configuration has made graver than a remark.
   */
  waitIsTold(statement: AnalysedStatement, majors: readonly Major[]): boolean;
  /** Whether a relation existed before this migration; what is newer is nobody's concern yet. */
  existed(id: string): boolean;
  /** The same of an object that is no relation. */
  objectExisted(object: ObjectBreakage): boolean;
}

export interface Report {
  /** Key of the rule's `messages`. */
  readonly message: string;
  /** Fills the `{placeholders}` of the message. */
  readonly data?: Readonly<Record<string, string>>;
  /** The offending part, relative to the statement (UTF-16); the whole statement where absent. */
  readonly at?: Span;
  /** Majors on which it holds, where not on all. */
  readonly majors?: readonly Major[];
  /** Where there is less to it than the rule's own severity says; a severity that the configuration names stays. */
  readonly severity?: Severity | undefined;
}

/** A report of a rule that looks at a section as a whole. */
export interface SectionReport extends Report {
  readonly statement: AnalysedStatement;
  /** Other statements of the section that have part in it. */
  readonly related?: readonly { readonly statement: AnalysedStatement; readonly message: string }[];
}

/** An example that is at once test, documentation and hover. SQL of one migration file each, run in order. */
export interface Example {
  /** Earlier migrations' SQL: the tables that `bad` works on. */
  readonly before?: string;
  /** Gives exactly one finding of this rule. */
  readonly bad: string;
  /** Gives none; absent where there is nothing better to write. */
  readonly good?: string;
  /** How the file is sent; default `single`. */
  readonly transaction?: TransactionMode;
  /** True where that is a guess. */
  readonly assumed?: boolean;
  /** Of a recipe that is for some majors alone. */
  readonly majors?: readonly Major[];
}

/**
 * One hazard. The file's name is the id. Adding a rule is adding one file here; `npm run generate` lists it and
 * writes its page. A rule may not: throw, parse SQL, know a migration tool by name, or claim what the timeline does
 * not say.
 */
export interface Rule {
  readonly id: string;
  /** `style` is asked for by the preset `all` alone. */
  readonly group: Group;
  readonly severity: Severity;
  /** True for what is true and most teams live with: asked from the preset `strict` on. */
  readonly strict?: true;
  /**
   * True where several findings of a section have one cause and one remedy: reports tell the first, with the lines of the
   * others. Not for what is lost or broken, of which each counts.
   */
  readonly together?: true;
  /** True for what the statement itself fails of, which is no less grave in a down section. */
  readonly graveInDowns?: true;
  /** One sentence, without a full stop at the end of a title: what goes wrong. */
  readonly summary: string;
  /** Why it is bad, in Markdown. */
  readonly why: string;
  /** What to do instead, in Markdown. */
  readonly instead: string;
  /** Why no recipe ends it, or not always, and what comes nearest; in the words of the user. For rules without recipes. */
  readonly withoutPlan?: string;
  /** Pages of the PostgreSQL documentation or its source. */
  readonly references: readonly string[];
  /** Message templates; every finding says which lock, on which relations, what that blocks, and how long. */
  readonly messages: Readonly<Record<string, string>>;
  /** The keys of messages whose advice needs a transaction of its own, which no body has. */
  readonly outsideBodies?: readonly string[];
  /** Ids of recipes that mend it. */
  readonly recipes: readonly string[];
  readonly examples: readonly Example[];
  /** Called for every analysed statement. */
  readonly statement?: (statement: AnalysedStatement, context: RuleContext) => readonly Report[];
  /** Called for every statement that the grammar refused; a report takes the place of the plain syntax error. */
  readonly syntax?: (statement: Statement) => readonly Report[];
  /**
   * Which statements `section` is about, by what the statement alone shows. The answer is kept as long as the statement
   * does the same, so that a keystroke in a long file asks few.
   */
  readonly concerns?: (statement: AnalysedStatement) => boolean;
  /** Called once per section, unless `concerns` holds for none; a report says which statement it is about. */
  readonly section?: (
    context: RuleContext,
    concerned: readonly AnalysedStatement[],
  ) => readonly SectionReport[];
  /** Called once per migration; a report is about its first section. */
  readonly migration?: (context: RuleContext) => readonly Report[];
}

/** The first preset that asks a rule. */
export function presetOf({ group, strict }: Pick<Rule, "group" | "strict">): Preset {
  if (group === "style") return "all";
  return strict === true ? "strict" : "recommended";
}

export function defineRule(rule: Rule): Rule {
  return rule;
}
