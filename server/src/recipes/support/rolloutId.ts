import { digest } from "../../sql/fragment.ts";

/**
 * What a rollout is known by, and its files are named after: `drop_users_nickname`. Names with other letters than those
 * of a file's name are told apart by a digest.
 */
export function rolloutId(...words: readonly string[]): string {
  const exact = words.join("_");
  const plain = exact
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return plain === exact && plain.length <= 80 ? plain : `${plain.slice(0, 70)}_${digest(words.join("."))}`;
}
