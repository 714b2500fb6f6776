import type { Direction } from "../../formats/format.ts";
import type { MigrationAnalysis, ProjectAnalysis, SectionAnalysis, StatementAnalysis } from "../analysis.ts";

/** A statement, and where it stands. */
export interface AnalysedPlace {
  readonly migration: MigrationAnalysis;
  readonly section: SectionAnalysis;
  readonly statement: StatementAnalysis;
}

/** The statements of a file in one direction, in order. */
export function placesIn(
  { migrations }: ProjectAnalysis,
  path: string,
  direction: Direction,
): readonly AnalysedPlace[] {
  return migrations.flatMap((migration) =>
    migration.sections
      .filter((section) => section.path === path && section.direction === direction)
      .flatMap((section) => section.statements.map((statement) => ({ migration, section, statement }))),
  );
}
