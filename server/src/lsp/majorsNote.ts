import type { Major } from "../interpret/target.ts";
import { majorsNamed } from "../timeline/words/majors.ts";

/** Whether something holds on some of the targets only, so that it must be said. */
export function isMajorSubset(some: readonly Major[], all: readonly Major[]): boolean {
  return some.length < all.length;
}

export function majorsNote(majors: readonly Major[]): string {
  return `(PostgreSQL ${majorsNamed(majors)})`;
}
