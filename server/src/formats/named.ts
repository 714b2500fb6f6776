import type { Format, Project } from "./format.ts";

/** Problems that say that nothing in a folder tells its tool for certain. */
const doubts: ReadonlySet<string> = new Set(["unknown-tool", "ambiguous-tool"]);

/** Why a project must not be run before its tool is named; undefined where that is certain. */
export function doubtOf({ problems }: Project): string | undefined {
  return problems.find(({ code }) => doubts.has(code))?.message;
}

/** Why nothing of a tool's is run here; undefined where its migrations are. */
export function readOnlyMessage({ label, runBy }: Format): string | undefined {
  if (runBy === undefined) return undefined;
  return `${label} migrations are read and analysed here, but run by ${label} alone: \`${runBy}\`. Nothing was run.`;
}

/** A format whose user says that a folder is its: what it would only assume holds. */
export function named(format: Format): Format {
  return { ...format, read: (tree) => certain(format.read(tree)) };
}

/** The format of a folder, whose tool the user has named or not. */
export function formatFor(format: Format, tool: string | undefined): Format {
  return tool === format.id ? named(format) : format;
}

function certain(project: Project): Project {
  return {
    ...project,
    problems: project.problems.filter(({ code }) => !doubts.has(code)),
    migrations: project.migrations.map((migration) => ({
      ...migration,
      sections: migration.sections.map((section) => ({ ...section, assumed: false })),
    })),
  };
}
