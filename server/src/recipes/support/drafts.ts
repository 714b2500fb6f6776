import type {
  DraftFile,
  Format,
  MigrationDraft,
  Project,
  Section,
  Surroundings,
} from "../../formats/format.ts";
import type { Plan } from "../recipe.ts";
import { header, nameOf, statementsOf, type Group } from "./groups.ts";
import { limited } from "./limits.ts";
import { sendingOf, type Sending } from "./sending.ts";

/** Where new migrations go, and how their tool reads them. */
export interface DraftTarget {
  readonly format: Format;
  readonly project: Project;
  /** What else decides how a file is sent, e.g. the tool's version. */
  readonly around: Surroundings;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** What a project asks of its migrations. */
export interface DraftLimits {
  /** PostgreSQL notation, e.g. `5s`. */
  readonly lockTimeout: string;
  /** One more line for the header. */
  readonly note?: string;
}

type Sendings = Readonly<Record<Section["direction"], Sending>>;

const together: Sendings = { up: "together", down: "together" };

/**
 * A group as a migration of its own: a header that says what it is, then its statements. How its tool would send them
 * is seen by writing the file and reading it again.
 */
export function draftOf(group: Group, plan: Plan, limits: DraftLimits, target: DraftTarget): MigrationDraft {
  const usual = laidOut(group, plan, limits, target.format, together);
  const sendings = sendingsOf(usual, target);
  return sendings.up === "together" && sendings.down === "together"
    ? usual
    : laidOut(group, plan, limits, target.format, sendings);
}

function laidOut(
  group: Group,
  plan: Plan,
  { lockTimeout, note }: DraftLimits,
  { hasDown }: Format,
  sendings: Sendings,
): MigrationDraft {
  const script = (direction: Section["direction"]): string =>
    limited(group, statementsOf(group, direction, sendings[direction]), lockTimeout, sendings[direction])
      .map((statement) => `${statement};`)
      .join("\n");
  const lines = [...header(group, plan), ...(note === undefined ? [] : [`-- ${note}`])];
  const down = group.down.length === 0 ? "-- Nothing to undo." : script("down");
  return {
    name: nameOf(group, plan),
    up: [...lines, script("up")].join("\n"),
    ...(hasDown ? { down } : {}),
    autocommit: group.autocommit,
  };
}

function sendingsOf(draft: MigrationDraft, { format, project, around, now }: DraftTarget): Sendings {
  const sections = sectionsIn(format, format.write([draft], project, now), around);
  const sending = (direction: Section["direction"]): Sending => {
    const section = sections.find((each) => each.direction === direction);
    return section === undefined ? "together" : sendingOf(section);
  };
  return { up: sending("up"), down: sending("down") };
}

/** The sections of some files of a project, read by themselves. */
export function sectionsIn(
  format: Format,
  files: readonly Pick<DraftFile, "path" | "content">[],
  around: Surroundings,
): readonly Section[] {
  const texts = new Map(files.map(({ path, content }) => [path, content]));
  const tree = { paths: [...texts.keys()], text: (path: string) => texts.get(path), ...around };
  return format.read(tree).migrations.flatMap(({ sections }) => sections);
}
