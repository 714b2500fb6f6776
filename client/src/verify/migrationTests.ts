import * as vscode from "vscode";
import type { ProjectItem } from "../../../server/src/protocol.ts";
import { migrationLabel } from "../migrations/nodes.ts";

/**
 * What a row says of its last run stands in its label: where a row has a description, VS Code reads that to those who
 * cannot see it instead of the label.
 */
export function setVerdict(item: vscode.TestItem, words: string): void {
  const [label = ""] = item.label.split(verdictMark);
  item.label = words === "" ? label : `${label}${verdictMark}${words}`;
}

const verdictMark = ": ";

/** The rows of the Test Explorer: a project, and in it each migration that has a file. */
export interface MigrationTests {
  /** What a run said of a migration stays until its row goes. */
  show(projects: readonly ProjectItem[]): void;
  /** Those of a project that a run is about, by version. */
  chosen(
    project: ProjectItem,
    request: Pick<vscode.TestRunRequest, "include" | "exclude">,
  ): ReadonlyMap<string, vscode.TestItem>;
}

export function testsOf(controller: vscode.TestController): MigrationTests {
  return {
    show(projects) {
      const uris = new Set(projects.map(({ uri }) => uri));
      for (const [id] of controller.items) if (!uris.has(id)) controller.items.delete(id);
      for (const project of projects) showProject(controller, project);
    },
    chosen({ uri }, { include, exclude = [] }) {
      const group = controller.items.get(uri);
      const isIn = (item: vscode.TestItem, all: readonly vscode.TestItem[]): boolean =>
        all.includes(item) || (group !== undefined && all.includes(group));
      return new Map(
        [...(group?.children ?? [])]
          .map(([, item]) => item)
          .filter((item) => (include === undefined || isIn(item, include)) && !isIn(item, exclude))
          .map((item) => [versionOf(item), item]),
      );
    },
  };
}

function showProject(controller: vscode.TestController, project: ProjectItem): void {
  const group =
    controller.items.get(project.uri) ??
    controller.createTestItem(project.uri, project.label, vscode.Uri.parse(project.uri));
  controller.items.add(group);
  const migrations = project.migrations.filter(({ uri }) => uri !== undefined);
  const versions = new Set(migrations.map(({ version }) => version));
  for (const [id, item] of group.children) if (!versions.has(versionOf(item))) group.children.delete(id);
  for (const [index, migration] of migrations.entries()) {
    const { version, uri } = migration;
    if (uri === undefined) continue;
    const known = group.children.get(version);
    const file = vscode.Uri.parse(uri);
    const label = migrationLabel(migration);
    const isSame = known?.uri?.toString() === file.toString() && known.label.startsWith(label);
    const item = isSame ? known : controller.createTestItem(version, label, file);
    // As they are run, not by the alphabet: 10 comes behind 9.
    item.sortText = String(index).padStart(6, "0");
    item.range = new vscode.Range(0, 0, 0, 0);
    if (!isSame) group.children.add(item);
  }
}

function versionOf({ id }: vscode.TestItem): string {
  return id;
}
