import { resolve } from "node:path";
import { readTree } from "../disk/fileTree.ts";
import { detectFormat, formatById } from "../formats/detect.ts";
import { emptyMigration } from "../formats/emptyMigration.ts";
import type { FileTree, Format } from "../formats/format.ts";
import { doubtOf, formatFor } from "../formats/named.ts";
import { Configurations } from "./configuration.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { oneProject } from "./run.ts";
import { shown } from "./shown.ts";
import { UsageError } from "./usageError.ts";
import { writeChanges } from "./writeChanges.ts";

interface Target {
  readonly folder: string;
  readonly format: Format;
  readonly tree: FileTree;
}

/** `lockkeeper new DIR NAME`: writes a migration in the tool's form, without statements, behind all others. */
export function newMigration(options: Options, output: Output): number {
  const [folder, ...words] = options.paths;
  if (folder === undefined || words.length === 0)
    throw new UsageError("new: name the migrations folder, and say in a few words what the migration does");
  const { format, tree, folder: full } = targetOf({ ...options, paths: [folder] }, folder);
  const made = emptyMigration(words.join(" "), format, format.read(tree), new Date().toISOString());
  if (format.begins !== undefined) throw new UsageError(`new: ${format.begins}`);
  if (made === undefined)
    throw new UsageError(`new: no file can be named after "${words.join(" ")}"; use letters or digits`);
  const { files } = made;
  writeChanges({ folder: full, format, tree }, { files, edits: [] });
  // The tools' own commands print where to go on, and editors open what is printed.
  for (const { path } of files) output.out(shown(resolve(full, path)));
  return 0;
}

/** A folder may be empty where its tool is named. */
function targetOf(options: Options, path: string): Target {
  const folder = resolve(path);
  const tool = options.tool ?? configuredTool(options, folder);
  if (tool === undefined) return certain(oneProject(options), path);
  const tree = readTree(folder);
  const unreadable = tree.problems().find((problem) => problem.path === "");
  if (unreadable !== undefined) throw new UsageError(unreadable.message, { path });
  const found = detectFormat(tree, tool)?.format ?? formatById(tool);
  if (found?.id !== tool) throw new UsageError(`nothing here can be read as ${tool}`, { path });
  return { folder, tree, format: formatFor(found, tool) };
}

function configuredTool(options: Options, folder: string): string | undefined {
  return new Configurations(options).folders(folder)?.find((each) => each.folder === folder)?.tool;
}

/** What the files do not tell for certain might be another tool's numbering. */
function certain(project: Target, path: string): Target {
  const doubt = doubtOf(project.format.read(project.tree));
  if (doubt === undefined) return project;
  throw new UsageError(`${doubt} Name it with --tool.`, { path });
}
