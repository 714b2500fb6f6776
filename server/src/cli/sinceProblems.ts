import type { FileTree, Format, FormatProblem, Migration, Project } from "../formats/format.ts";
import type { Before } from "./load.ts";

/** What databases that have all migrations of a git reference will not make of the files as they are now. */
export function sinceProblems(
  format: Format,
  project: Project,
  before: Before,
  now: FileTree,
): readonly FormatProblem[] {
  const { theirs } = before;
  const text = (path: string): string | undefined => before.text(path) ?? now.text(path);
  const { migrations } =
    theirs.length === 0
      ? project
      : format.read({
          ...now,
          paths: [...now.paths, ...theirs],
          text: (path) => (theirs.includes(path) ? before.text(path) : now.text(path)),
        });
  const ordered = migrations.filter(({ repeatable, draft }) => repeatable !== true && draft !== true);
  const wasThere = ({ paths }: Migration): boolean =>
    paths.some((path) => before.has(path) || theirs.includes(path));
  const newest = ordered.findLastIndex(wasThere);
  return ordered.flatMap((migration, index) => {
    if (wasThere(migration)) return edited(migration);
    const last = ordered[newest];
    if (index > newest || last === undefined || migration.anyOrder === true) return [];
    return [problem("out-of-order", migration, lateWords(format, last, before.ref))];
  });

  function edited(migration: Migration): readonly FormatProblem[] {
    const changed = migration.paths.filter((path) => before.isChanged(path));
    if (changed.length === 0) return [];
    const was = format
      .read({ ...now, paths: migration.paths, text })
      .migrations.find(({ version }) => version === migration.version);
    const isSame = was !== undefined && upOf(was, text) === upOf(migration, (path) => now.text(path));
    return isSame && !format.refuses.includes("changed")
      ? []
      : [problem("edited", migration, editedWords(format, before.ref))];
  }
}

/** What is sent when it is applied. */
function upOf({ sections }: Migration, text: (path: string) => string | undefined): string {
  return sections
    .filter(({ direction }) => direction === "up")
    .map(({ path, span }) => (text(path) ?? "").slice(span.start, span.end).replaceAll("\r\n", "\n").trim())
    .join("\n");
}

function problem(code: string, { paths }: Migration, message: string): FormatProblem {
  return { code, path: paths[0] ?? "", span: { start: 0, end: 0 }, message };
}

function lateWords({ refuses, label }: Format, last: Migration, ref: string): string {
  return refuses.includes("out-of-order")
    ? `${label} refuses to run this where ${last.version} of ${ref} is applied, which sorts after it. Give it a newer version.`
    : `This sorts before ${last.version} of ${ref}: where that is applied, it runs late or never, and before it elsewhere. Give it a newer version.`;
}

function editedWords({ refuses, label }: Format, ref: string): string {
  return refuses.includes("changed")
    ? `${label} refuses to go on where this was applied as ${ref} has it. Leave it as it was, and write a new migration.`
    : `Databases that ran this as ${ref} has it do not run it again. Leave it as it was, and write a new migration.`;
}
