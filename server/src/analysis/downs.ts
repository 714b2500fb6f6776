import type { Migration, Project } from "../formats/format.ts";
import type { SectionAnalysis } from "./analysis.ts";

/** Asked for every migration, and about all of them. */
const projectsDown = new WeakMap<Project, boolean>();

/** Whether any migration of the project can go down. */
export function goesDown(project: Project): boolean {
  const known = projectsDown.get(project);
  if (known !== undefined) return known;
  const found = project.migrations.some(hasDown);
  projectsDown.set(project, found);
  return found;
}

/** dbmate refuses a file without the line of a down section, so that an empty one is no down. */
function hasDown({ sections }: Migration): boolean {
  return sections.some(({ direction, span }) => direction === "down" && span.start < span.end);
}

/** Whether the down sections of a migration run nothing, and none of their comments says that this is meant. */
export function runsNothingDown(sections: readonly SectionAnalysis[]): boolean {
  const downs = sections.filter(({ direction }) => direction === "down");
  if (downs.length === 0 || downs.some(({ statements }) => statements.length > 0)) return false;
  return !downs.some(({ text, span }) => isMeant(text.slice(span.start, span.end)));
}

/**
 * What stands where somebody has decided that there is no down. The words of templates (diesel's "should undo", goose's
 * "is executed when", hasura's "could not auto-generate") decide nothing.
 */
const decided =
  /irreversib|not reversib|no[ -]?op\b|forward[ -]only|intentional|on purpose|no (?:down|rollback|way back)\b|nothing to|(?:can ?not|can't|cannot) be (?:undone|rev|rolled)|(?:will|do|does) not (?:undo|revert|roll)/i;

function isMeant(text: string): boolean {
  return decided.test(text);
}
