import type { TextDocument } from "vscode-languageserver-textdocument";
import type { MigrationAnalysis, SectionAnalysis } from "../analysis/analysis.ts";
import type { MigrationItem, MigrationState, ProjectItem, RolloutItem, SectionItem } from "../protocol.ts";
import type { Hidden } from "./history/hidden.ts";
import { rangeOf } from "./fileView.ts";
import { labelOf } from "./label.ts";
import type { ProjectModel } from "./projectModel.ts";
import type { RunFailures } from "./runFailures.ts";
import type { ShownStatus } from "./shownStatus.ts";

/** A project as the sidebar shows it. `statuses` is undefined while no database is connected. */
export function projectItem(
  model: ProjectModel,
  statuses: readonly ShownStatus[] | undefined,
  rollouts: readonly RolloutItem[],
  hidden: Hidden,
  failures: RunFailures,
): ProjectItem {
  const { analysis, setup } = model;
  return {
    uri: setup.uri,
    label: setup.label,
    format: setup.format.id,
    formatLabel: setup.format.label,
    hasDown: setup.format.hasDown,
    migrations: migrationItems(model, statuses, hidden, failures),
    hidden: hidden.item,
    rollouts,
    problems: analysis.project.problems.map(({ message }) => message),
  };
}

function migrationItems(
  model: ProjectModel,
  statuses: readonly ShownStatus[] | undefined,
  { reasons }: Hidden,
  failures: RunFailures,
): readonly MigrationItem[] {
  const { migrations } = model.analysis;
  const item = (each: MigrationAnalysis, state: MigrationState, stopped?: string): MigrationItem =>
    migrationItem(model, each, {
      state,
      ...(stopped === undefined ? {} : { stopped }),
      failure: failureIn(model, each, failures),
      history: reasons.get(each.migration.paths[0] ?? ""),
    });
  if (statuses === undefined) return migrations.map((each) => item(each, "unknown"));
  const byVersion = new Map(migrations.map((each) => [each.migration.version, each]));
  const shown = new Map(statuses.map((each) => [each.version, each]));
  const inOrder = statuses.flatMap((migrationStatus) => {
    if (!migrationStatus.inFolder) return [missingItem(migrationStatus)];
    const known = byVersion.get(migrationStatus.version);
    byVersion.delete(migrationStatus.version);
    if (known === undefined) return [];
    const { state, stopped } = shown.get(migrationStatus.version) ?? migrationStatus;
    return [item(known, state, stopped)];
  });
  // What came to the folder since the ledger was read.
  return [...inOrder, ...[...byVersion.values()].map((each) => item(each, "unknown"))];
}

function missingItem({ version, name, state }: ShownStatus): MigrationItem {
  return {
    version,
    name,
    uri: undefined,
    state,
    risk: "none",
    failure: undefined,
    history: undefined,
    sections: [],
  };
}

/** What the last run met in one of its files. */
function failureIn(
  { setup }: ProjectModel,
  { migration }: MigrationAnalysis,
  failures: RunFailures,
): string | undefined {
  for (const path of migration.paths) {
    const failure = failures.of(setup.source.uri(path));
    if (failure?.version === migration.version) return failure.reason ?? failure.message;
  }
  return undefined;
}

function migrationItem(
  model: ProjectModel,
  { migration, sections, risk }: MigrationAnalysis,
  known: Pick<MigrationItem, "state" | "stopped" | "failure" | "history">,
): MigrationItem {
  const { source } = model.setup;
  const [first] = migration.paths;
  return {
    version: migration.version,
    name: migration.name,
    uri: first === undefined ? undefined : source.uri(first),
    ...known,
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
