import type { FileTree, Format } from "./format.ts";
import { formats } from "./index.ts";

/*
 * How sure the formats are, so that they can be compared:
 *   1          a file of the tool's own (Prisma's lock file)
 *   0.6 - 1    the tool's marker lines or its own file names, more with the share of files that have them
 *   0.5 - 0.85 a file name pattern that several tools share (golang-migrate's pairs)
 *   0.3        the same pattern, where another tool is likelier (sqlx pairs without a directive)
 *   0.05       any .sql file (plain)
 *   below      a possibility that only a hint makes good
 */

/** A tool and how surely it is the one. */
export interface Detection {
  readonly format: Format;
  /** 0 to 1. */
  readonly score: number;
}

/**
 * The format of a folder, or undefined where it holds no migrations at all. A `hint` (a format id, from the
 * project's configuration or from files that lie near) wins wherever that format can read the folder.
 */
export function detectFormat(tree: FileTree, hint?: string): Detection | undefined {
  const found = formats
    .map((format) => ({ format, score: format.detect(tree) }))
    .filter((detection) => detection.score > 0)
    .sort((left, right) => right.score - left.score);
  return found.find((detection) => detection.format.id === hint) ?? found[0];
}

/** The format with this id, for projects whose configuration names it. */
export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
