import type { Format, Migration, Project } from "../formats/format.ts";
import type { Major } from "../interpret/target.ts";
import type { Rollback } from "../recipes/inverse/rollback.ts";
import type { AnalysedSection, AnalysedStatement, Preset, Rule, Severity } from "../rules/rule.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Span, SqlProblem } from "../sql/span.ts";
import type { Risk } from "../timeline/risk.ts";
import type { LargeTable, Statistics } from "../timeline/statistics.ts";
import type { LeftByMajor } from "../timeline/leftBehind.ts";
import type { Timeline } from "../timeline/entry.ts";
import type { RuleOverride } from "./ruleSettings.ts";

/** What a project's configuration decides; see INTERFACES, "Configuration". */
export interface AnalysisOptions {
  /** Ascending; at least one. */
  readonly majors: readonly Major[];
  /** TimeZone of the server's sessions; `UTC` unless told. */
  readonly timeZone: string;
  readonly statistics: Statistics;
  readonly largeTable: LargeTable;
  /** PostgreSQL notation, e.g. `5s`. */
  readonly lockTimeout: string;
  /** Which rules are asked where `rules` says nothing; `recommended` unless told. */
  readonly preset?: Preset | undefined;
  /** Rules, or groups of rules, that are off or have another severity than their own. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** What holds for some of the project's files instead; the last one that covers a file and says something wins. */
  readonly overrides?: readonly RuleOverride[] | undefined;
  /** False where `timeZone` is a guess, since nothing says in which zone the migrations run. */
  readonly timeZoneIsKnown?: boolean;
  /** Statements of a section above which the others are left out; see `bounds.ts`. */
  readonly mostStatements?: number | undefined;
  /** What the history begins with. Absent: with an empty database or in the middle, so what is missing is assumed. */
  readonly beginning?: Beginning | undefined;
}

/** A schema that is there before the first migration; with it, what no migration makes does not exist. */
export interface Beginning {
  /** Absolute path of the file, and its text. */
  readonly path: string;
  readonly text: string;
  readonly catalogs: ReadonlyMap<Major, Catalog>;
}

/** A hazard found, or a problem of the text (rule `syntax-error` and the like). */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the statement (UTF-16); negative for a comment above it. */
  readonly span: Span;
  readonly recipes: readonly string[];
  /** Findings of one rule that say the same here are told together; absent where each is told by itself. */
  readonly alike?: string;
  /** Other places of its section that have part in it. */
  readonly related?: readonly RelatedPlace[];
  /** The majors on which it holds. */
  readonly majors: readonly Major[];
}

/** A finding that somebody has accepted, so that it is not shown. */
export interface Accepted {
  readonly finding: Finding;
  /** A comment in the file, or a baseline of findings. */
  readonly by: "comment" | "baseline";
  /** The reason that the comment gives, or the name of the baseline. */
  readonly reason: string;
}

/** Where else a finding shows. */
export interface RelatedPlace {
  readonly message: string;
  /** Relative to the statement of the finding (UTF-16), as that one's own. */
  readonly span: Span;
}

/** A statement with everything that is known of it. Positions are relative, so it survives edits above it. */
export interface StatementAnalysis extends AnalysedStatement {
  /** The worst over the majors. */
  readonly risk: Risk;
  readonly because: string;
  /** Why the model cannot follow, or undefined. */
  readonly notAnalysed: string | undefined;
  /** How the analysis of this statement itself failed; then it is a problem of its section, too. */
  readonly crash: string | undefined;
  readonly findings: readonly Finding[];
  /** The findings of rules that look at this statement alone, before suppression; kept for reuse. */
  readonly own: readonly Finding[];
  /** The rules that look at it together with the rest of its section. */
  readonly concerned: readonly Rule[];
  /** Whether it runs statements of bodies, so that rules look at those too. */
  readonly runsBodies: boolean;
  /** What somebody has accepted, and `findings` is without; absent where nothing was. */
  readonly accepted?: readonly Accepted[];
}

export interface SectionAnalysis extends AnalysedSection {
  /** Of the whole file, as it was analysed. */
  readonly text: string;
  /** As the format said it of the section. */
  readonly splits: boolean;
  readonly substitutesEnvironment?: boolean | undefined;
  readonly statements: readonly StatementAnalysis[];
  readonly timelines: ReadonlyMap<Major, Timeline>;
  /** The catalog before the section's first statement, per major. */
  readonly start: ReadonlyMap<Major, Catalog>;
  /** What migrations before it leave in the session of a run, and what it leaves itself, per major. */
  readonly left: { readonly before: LeftByMajor; readonly after: LeftByMajor };
  /** Of the text between statements, e.g. an unterminated quote; absolute spans in the file. */
  readonly problems: readonly SqlProblem[];
  /** Those of them that a baseline accepts, which `problems` is without; spans as there. */
  readonly accepted?: readonly Accepted[];
  readonly risk: Risk;
}

export interface MigrationAnalysis {
  readonly migration: Migration;
  /** In the order of the migration's own sections. */
  readonly sections: readonly SectionAnalysis[];
  /** About the migration as a whole (missing down): shown at the start of its first file. */
  readonly findings: readonly Finding[];
  readonly accepted?: readonly Accepted[];
  /** What going back is worth; absent where nobody asked. */
  readonly rollback?: Rollback;
  /** Whether any migration of the project has a down, on which the findings depend. */
  readonly goesDown: boolean;
  /** Of the up section; none where there is no up. */
  readonly risk: Risk;
  /** The catalog before and after the up section, per major. */
  readonly before: ReadonlyMap<Major, Catalog>;
  readonly after: ReadonlyMap<Major, Catalog>;
  /** What the session has left behind before it and after its up section, where one run applies them all. */
  readonly left: { readonly before: LeftByMajor; readonly after: LeftByMajor };
}

export interface ProjectAnalysis {
  readonly format: Format;
  readonly project: Project;
  readonly options: AnalysisOptions;
  readonly migrations: readonly MigrationAnalysis[];
}
