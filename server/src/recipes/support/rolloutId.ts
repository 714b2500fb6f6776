import * as z from "zod";
import type { Project } from "../../formats/format.ts";
import { digest } from "../../sql/fragment.ts";
import type { Plan } from "../recipe.ts";
import { rolloutComments } from "./rolloutComment.ts";

/**
 * What a rollout is known by, and its files are named after: `drop_users_nickname`, also for `"Users"."nickName"`:
 * `drop_users_nick_name`. What comes out alike is numbered by `withFreeId`. Names of which letters are lost, or that are
 * long, are told apart by a digest.
 */
export function rolloutId(...words: readonly string[]): string {
  const exact = words.join("_");
  const plain = exact
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const isWhole = /^[\x20-\x7e]*$/.test(exact) && plain.length <= 80;
  return isWhole ? plain : `${plain.slice(0, 70)}_${digest(words.join("."))}`;
}

const known = z.object({ id: z.string() });

/** The plan under an id that no rollout of the project has, finished or not: what was dropped may be there again. */
export function withFreeId(plan: Plan, { migrations }: Project, text: (path: string) => string): Plan {
  const { rollout } = plan;
  if (rollout === undefined) return plan;
  const paths = new Set(migrations.flatMap(({ paths: own }) => own));
  const taken = new Set(
    [...paths].flatMap((path) =>
      rolloutComments(text(path)).map(({ memory }) => known.safeParse(memory).data?.id),
    ),
  );
  let id = rollout.id;
  for (let number = 2; taken.has(id); number++) id = `${rollout.id}_${number}`;
  return { ...plan, name: plan.name === rollout.id ? id : plan.name, rollout: { ...rollout, id } };
}
