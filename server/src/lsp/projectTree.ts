import type { TextDocument } from "vscode-languageserver-textdocument";
import type { MigrationAnalysis, SectionAnalysis } from "../analysis/analysis.ts";
import type { MigrationItem, MigrationState, ProjectItem, RolloutItem, SectionItem } from "../protocol.ts";
import { rangeOf } from "./fileView.ts";
import { labelOf } from "./label.ts";
import type { ProjectModel } from "./projectModel.ts";

/** Where the migrations of a project stand in the ledger, and what the ledger has beyond the folder. */
export interface ShownStatus {
  readonly version: string;
  readonly name: string;
  readonly state: Exclude<MigrationState, "unknown">;
  /** False for what is in the ledger but not in the folder. */
  readonly inFolder: boolean;
}

/** A project as the sidebar shows it. `statuses` is undefined while no database is connected. */
export function projectItem(
  model: ProjectModel,
  statuses: readonly ShownStatus[] | undefined,
  rollouts: readonly RolloutItem[],
): ProjectItem {
  const { analysis, setup } = model;
  return {
    uri: setup.uri,
    label: setup.label,
    format: setup.format.id,
    formatLabel: setup.format.label,
    hasDown: setup.format.hasDown,
    migrations: migrationItems(model, statuses),
    rollouts,
    problems: analysis.project.problems.map(({ message }) => message),
  };
}

function migrationItems(
  model: ProjectModel,
  statuses: readonly ShownStatus[] | undefined,
): readonly MigrationItem[] {
  const { migrations } = model.analysis;
  if (statuses === undefined) return migrations.map((each) => migrationItem(model, each, "unknown"));
  const byVersion = new Map(migrations.map((each) => [each.migration.version, each]));
  const states = new Map(statuses.map(({ version, state }) => [version, state]));
  const inOrder = statuses.flatMap((migrationStatus) => {
    if (!migrationStatus.inFolder) return [missingItem(migrationStatus)];
    const known = byVersion.get(migrationStatus.version);
    byVersion.delete(migrationStatus.version);
    return known === undefined
      ? []
      : [migrationItem(model, known, states.get(migrationStatus.version) ?? "unknown")];
  });
  // What came to the folder since the ledger was read.
  return [...inOrder, ...[...byVersion.values()].map((each) => migrationItem(model, each, "unknown"))];
}

function missingItem({ version, name, state }: ShownStatus): MigrationItem {
  return { version, name, uri: undefined, state, risk: "none", sections: [] };
}

function migrationItem(
  model: ProjectModel,
  { migration, sections, risk }: MigrationAnalysis,
  state: MigrationState,
): MigrationItem {
  const { source } = model.setup;
  const [first] = migration.paths;
  return {
    version: migration.version,
    name: migration.name,
    uri: first === undefined ? undefined : source.uri(first),
    state,
    risk,
    sections: sections.map((section) =>
      sectionItem(section, source.uri(section.path), source.document(section.path)),
    ),
  };
}

function sectionItem(section: SectionAnalysis, uri: string, document: TextDocument): SectionItem {
  return {
    direction: section.direction,
    uri,
    range: rangeOf(document, section.span),
    risk: section.risk,
    statements: section.statements.map(({ statement, span, risk }) => ({
      label: labelOf(statement.text),
      range: rangeOf(document, span),
      risk,
    })),
  };
}
