/*
 * A name that a body puts together, and that only a run knows, has `…` in its place. PostgreSQL takes the character
 * for a letter, so the text around it is read as it would be with a name.
 */

/** The name of the gap with that number, from 0: `…`, `…2`. */
export function runTimeName(at: number): string {
  return at === 0 ? "…" : `…${at + 1}`;
}

/** Whether nothing of a name is known. */
export function isRunTimeName(name: string): boolean {
  return /^…\d*$/u.test(name);
}
