import type { FileTree, Format, FormatProblem, Project, Section } from "./format.ts";
import { byteOrderMark } from "./sections.ts";

/** A project with what is to be said of files that begin with a mark and go to the server from there. */
export function withByteOrderMarks(
  project: Project,
  tree: FileTree,
  { label, byteOrderMark: does }: Pick<Format, "label" | "byteOrderMark">,
): Project {
  if (does === "removed") return project;
  const sections = project.migrations.flatMap((migration) => migration.sections);
  const problems = sections
    .filter((section) => beginsWithMark(tree, section))
    .map((section) => problem(section, label, does));
  return problems.length === 0 ? project : { ...project, problems: [...project.problems, ...problems] };
}

/** Whether nothing but blanks stands between the mark and the section's SQL, so that it is sent with it. */
function beginsWithMark(tree: FileTree, { path, span }: Section): boolean {
  const text = tree.text(path);
  return text?.startsWith(byteOrderMark) === true && text.slice(1, span.start).trim() === "";
}

function problem({ path, direction }: Section, label: string, does: "sent" | "assumed"): FormatProblem {
  const span = { start: 0, end: 1 };
  const mend = "Save the file as UTF-8 without it.";
  if (does === "sent") {
    const message = `${label} sends the byte order mark at the start of this file to PostgreSQL, which takes it for a part of the first word and refuses it (42601). ${mend}`;
    return { code: "byte-order-mark", path, span, message, refuses: direction };
  }
  const message = `This file begins with a byte order mark. It is taken here as if ${label} left it out, which is not known: PostgreSQL itself refuses it. ${mend}`;
  return { code: "byte-order-mark", path, span, message };
}
