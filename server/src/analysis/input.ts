import type { ObjectBreakage } from "../interpret/effects.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Format, Migration, Project, Section, Surroundings } from "../formats/format.ts";
import type { Major } from "../interpret/target.ts";
import type { Span, SqlProblem } from "../sql/span.ts";
import type { Piece } from "../sql/split.ts";
import type { PlacedStatement } from "../sql/statement.ts";
import type { LeftByMajor, SessionDifference } from "../timeline/leftBehind.ts";
import type { AnalysisOptions, SectionAnalysis } from "./analysis.ts";

export type Catalogs = ReadonlyMap<Major, Catalog>;

/** Everything an analysis needs from outside: the texts, the parser and the configuration. */
export interface AnalysisInput {
  readonly format: Format;
  readonly project: Project;
  readonly options: AnalysisOptions;
  /** What lies around the project, for reading one of its migrations again. */
  readonly around?: Surroundings;
  /** The text of a file of the project, or undefined where it cannot be read. */
  text(path: string): string | undefined;
  /** Splits and parses a part of a file; the caller keeps the cache that makes a second call cheap. */
  read(path: string, text: string, span: Span): ReadPart;
}

/** A part of a file as it was read. */
export interface ReadPart {
  readonly statements: readonly PlacedStatement[];
  /** Those of splitting: a statement brings its own. */
  readonly problems: readonly SqlProblem[];
  readonly pieces: readonly Piece[];
}

/** A section and where it starts. `start` is the catalog before it, `before` the one before its migration. */
export interface SectionInput {
  readonly section: Section;
  readonly migration: Migration;
  readonly start: Catalogs;
  readonly before: Catalogs;
  /** The same of the earlier version. */
  readonly formerBefore: Catalogs | undefined;
  readonly input: AnalysisInput;
  /** What migrations before it leave in the session where one run applies them all. */
  readonly left: LeftByMajor;
  /** True for the last section of its migration in its direction. */
  readonly endsSession: boolean;
  /** The migration's sections that run before it: of a down, those of the up too. */
  readonly earlier: readonly SectionAnalysis[];
  /** Those in the earlier version of the project, where there was one. */
  readonly formerEarlier: readonly (SectionAnalysis | undefined)[];
}

/** What the rules of a section need besides it. */
export interface FindingFacts extends SectionInput {
  readonly inSameSession: SessionDifference | undefined;
  existed(id: string): boolean;
  objectExisted(object: ObjectBreakage): boolean;
}

export function sameCatalogs(one: Catalogs, other: Catalogs): boolean {
  return one === other || [...one].every(([major, catalog]) => other.get(major) === catalog);
}
