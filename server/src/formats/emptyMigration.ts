import type { DraftFile, Format, Project } from "./format.ts";

/** A migration that is yet to be written, in the form of its tool. */
export interface EmptyMigration {
  readonly files: readonly DraftFile[];
  /** Where its first statement goes: one of the files, and the place in it (UTF-16). */
  readonly path: string;
  readonly offset: number;
}

/** Stands where the first statement goes until that is known; nobody's name holds it. */
const place = "-- lockkeeper-new-migration --";

/** Most tools' files are listed in narrow columns. */
const longestName = 60;

/**
 * The files of a new migration behind all others, with everything in place but its statements. `now` is ISO 8601 UTC.
 * Undefined where nothing is left of the name that could name a file, and where the tool has no file for it.
 */
export function emptyMigration(
  words: string,
  format: Format,
  project: Project,
  now: string,
): EmptyMigration | undefined {
  const name = nameOf(words);
  if (name === "" || format.begins !== undefined) return undefined;
  const draft = { name, up: place, ...(format.hasDown ? { down: "" } : {}), autocommit: false };
  const files = format.write([draft], project, now);
  const first = files.find(({ content }) => content.includes(place));
  return {
    files: files.map((file) => ({ ...file, content: file.content.replace(place, "") })),
    path: first?.path ?? "",
    offset: first?.content.indexOf(place) ?? 0,
  };
}

/** `Add a phone number` becomes `add_a_phone_number`, as the tools' own commands have it. */
function nameOf(words: string): string {
  const name = words
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_");
  return name.replace(/^_+/, "").slice(0, longestName).replace(/_+$/, "");
}
