import type { Migration } from "../formats/format.ts";

/**
 * The version of the migration that the user means: by its version, its number without zeros in front or without the
 * name behind it, its name, or its file. What names none, or several, stays as it is, and is told to be unknown.
 */
export function namedVersion(migrations: readonly Migration[], given: string): string {
  if (migrations.some(({ version }) => version === given)) return given;
  const [one, more] = migrations.filter((migration) => isMeant(migration, given));
  return one === undefined || more !== undefined ? given : one.version;
}

function isMeant({ version, name, paths }: Migration, given: string): boolean {
  if (version.startsWith(`${given}_`) || `${version}_${name}` === given) return true;
  if (/^\d+$/.test(version) && /^\d+$/.test(given)) return BigInt(version) === BigInt(given);
  const ends = (long: string, short: string): boolean => long === short || long.endsWith(`/${short}`);
  return name === given || paths.some((path) => ends(path, given) || ends(given, path));
}
