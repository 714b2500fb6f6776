import * as z from "zod";
import type { DraftFile, Migration, Project } from "../formats/format.ts";
import type { Span } from "../sql/span.ts";
import { recipes } from "./index.ts";
import type { PendingPhase, Plan } from "./recipe.ts";
import { draftOf, type DraftTarget } from "./support/drafts.ts";
import { groupsOf } from "./support/groups.ts";
import { phaseWithPlaceholders } from "./support/placeholders.ts";
import { rolloutComments } from "./support/rolloutComment.ts";

/** A plan in several phases, as a comment in its first migration remembers it. */
export interface Rollout {
  readonly id: string;
  readonly recipe: string;
  readonly title: string;
  /** The migration that began it. */
  readonly migration: Migration;
  readonly path: string;
  /** Of that comment in the file, UTF-16. */
  readonly span: Span;
  readonly pending: PendingPhase;
  /** The file that ends it; undefined while the last phase is still to come. */
  readonly endedBy: string | undefined;
}

/** A rollout whose last phase is still to come. */
export interface PendingRollout extends Rollout {
  readonly endedBy: undefined;
}

const memory = z.object({
  version: z.literal(1),
  id: z.string(),
  recipe: z.string(),
  title: z.string(),
  state: z.unknown(),
  placeholders: z.record(z.string(), z.string()).optional(),
});

const ending = /^[ \t]*--[ \t]*lockkeeper:rollout-finished[ \t]+(\S+)/gm;

/** The rollouts of a project, in order. Comments that cannot be read are passed over. */
export function rolloutsIn(project: Project, text: (path: string) => string | undefined): readonly Rollout[] {
  const ups = project.migrations.flatMap((migration) =>
    migration.sections
      .filter(({ direction }) => direction === "up")
      .map(({ path }) => ({ migration, path, content: text(path) ?? "" })),
  );
  const ends = new Map(
    ups.flatMap(({ content, path }) => [...content.matchAll(ending)].map((match) => [match[1], path])),
  );
  return ups.flatMap(({ migration, path, content }) =>
    rolloutComments(content).flatMap(({ memory: remembered, span }) => {
      const known = resumed(remembered);
      return known === undefined ? [] : [{ ...known, migration, path, span, endedBy: ends.get(known.id) }];
    }),
  );
}

/** Those that no migration finishes yet. */
export function pendingRollouts(
  project: Project,
  text: (path: string) => string | undefined,
): readonly PendingRollout[] {
  return rolloutsIn(project, text).flatMap(({ endedBy, ...rollout }) =>
    endedBy === undefined ? [{ ...rollout, endedBy }] : [],
  );
}

/** Whether a migration's text is the last of a rollout. */
export function endsRollout(content: string): boolean {
  return content.includes("lockkeeper:rollout-finished") && [...content.matchAll(ending)].length > 0;
}

function resumed(remembered: unknown): Pick<Rollout, "id" | "recipe" | "title" | "pending"> | undefined {
  const { data } = memory.safeParse(remembered);
  if (data === undefined) return undefined;
  const pending = recipes.find(({ id }) => id === data.recipe)?.resume?.(data.state);
  if (pending === undefined) return undefined;
  const { id, recipe, title, placeholders = {} } = data;
  return { id, recipe, title, pending: phaseWithPlaceholders(pending, placeholders) };
}

export interface FinishInput extends DraftTarget {
  /** PostgreSQL notation, e.g. `5s`. */
  readonly lockTimeout: string;
}

/** The migrations of a rollout's last phase, with their down; nothing is written. */
export function finishRollout(
  { id, recipe, title, pending }: PendingRollout,
  input: FinishInput,
): readonly DraftFile[] {
  const plan: Plan = { recipe, title, name: id, steps: pending.steps, pending: [] };
  const { format, project, lockTimeout, now } = input;
  const drafts = groupsOf(plan).map((group) => draftOf(group, plan, { lockTimeout }, input));
  const last = drafts.length - 1;
  const marked = drafts.map((draft, index) =>
    index === last ? { ...draft, up: `-- lockkeeper:rollout-finished ${id}\n${draft.up}` } : draft,
  );
  return format.write(marked, project, now);
}
