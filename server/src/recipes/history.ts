import type { Catalog } from "../catalog/catalog.ts";
import type { Migration } from "../formats/format.ts";
import type { Major } from "../interpret/target.ts";
import type { AnalysedSection } from "../rules/rule.ts";
import type { Timeline } from "../timeline/entry.ts";

export type Catalogs = ReadonlyMap<Major, Catalog>;

/** A section with what its statements made of the catalog. */
export interface FoldedSection extends AnalysedSection {
  readonly timelines: ReadonlyMap<Major, Timeline>;
}

/** A migration with the catalogs before and after its up sections. */
export interface FoldedMigration {
  readonly migration: Migration;
  /** In the order of the migration's own sections. */
  readonly sections: readonly FoldedSection[];
  readonly before: Catalogs;
  readonly after: Catalogs;
}

/** A project as it stands, folded: what a recipe and the verification of its plan look at. */
export interface History {
  /** All migrations, in the tool's order. */
  readonly migrations: readonly FoldedMigration[];
  /** TimeZone of the server's sessions. */
  readonly timeZone: string;
  /** False where it is known what there was before the first migration. */
  readonly assumesMissing: boolean;
}
