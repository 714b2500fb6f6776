import type { SectionItem } from "../../../server/src/protocol.ts";
import { Location } from "vscode-languageclient/node";
import { HistoryNode, MigrationNode, ProjectNode, SectionNode, StatementNode } from "./nodes.ts";

/** What a command of the migrations view is meant for. */
export interface CommandTarget {
  /** URI of the project's folder. */
  readonly project: string;
  readonly version?: string;
}

/**
 * Reads a command's first argument: a node when it comes from the tree, an object `{ project, version }` when it
 * comes from a key binding or a test, anything else from the palette.
 */
export function readTarget(argument: unknown): CommandTarget | undefined {
  if (argument instanceof ProjectNode) return { project: argument.project.uri };
  if (argument instanceof HistoryNode) return { project: argument.parent.project.uri };
  if (argument instanceof MigrationNode) return ofMigration(argument);
  if (argument instanceof SectionNode) return ofMigration(argument.parent);
  if (argument instanceof StatementNode) return ofMigration(argument.parent.parent);
  return readPlain(argument);
}

/** The file and the range behind a row that stands for a part of one, or that are given as they are. */
export function placeOf(
  argument: unknown,
): { readonly uri: string; readonly range: SectionItem["range"] } | undefined {
  if (argument instanceof StatementNode)
    return { uri: argument.parent.section.uri, range: argument.statement.range };
  if (argument instanceof SectionNode) return argument.section;
  return plainPlace(argument);
}

/** As a lens hands it over. */
function plainPlace(argument: unknown): ReturnType<typeof placeOf> {
  return Location.is(argument) ? argument : undefined;
}

function ofMigration(node: MigrationNode): CommandTarget {
  return { project: node.project.project.uri, version: node.migration.version };
}

function readPlain(argument: unknown): CommandTarget | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  const text = (key: string): string | undefined => {
    const value: unknown = Reflect.get(argument, key);
    return typeof value === "string" ? value : undefined;
  };
  const project = text("project");
  if (project === undefined) return undefined;
  const version = text("version");
  return {
    project,
    ...(version === undefined ? {} : { version }),
  };
}
