import { limited } from "../support/limits.ts";
import type { Sending } from "../support/sending.ts";
import type { Remark, Undo } from "./undo.ts";

/** How a down is sent. */
export interface Sent {
  readonly sending: Sending;
  readonly autocommit: boolean;
  /** PostgreSQL notation. */
  readonly lockTimeout: string;
}

/** What stands in a section that has no statements; no comment of the user's. */
export const nothingToUndo = "-- Nothing to undo.";

/** A down as the text of a section: each remark is a comment above the statement that it is about. */
export function scriptOf(undos: readonly Undo[], { sending, autocommit, lockTimeout }: Sent): string {
  const pieces = gathered(undos);
  const statements = pieces.flatMap(({ sql }) => sql ?? []);
  if (statements.length === 0) return pieces.flatMap(commentsOf).join("\n") || nothingToUndo;
  const all = limited({ autocommit }, statements, lockTimeout, sending);
  const first = all.indexOf(statements[0] ?? "");
  const lines = pieces.flatMap((piece) => [
    ...commentsOf(piece),
    ...(piece.sql === undefined ? [] : [`${piece.sql};`]),
  ]);
  const around = (list: readonly string[]): readonly string[] => list.map((statement) => `${statement};`);
  return [...around(all.slice(0, first)), ...lines, ...around(all.slice(first + statements.length))].join(
    "\n",
  );
}

interface Piece {
  readonly sql?: string;
  readonly remarks: readonly Remark[];
}

/** Says a thing once, where it is said first. */
function gathered(undos: readonly Undo[]): readonly Piece[] {
  const said = new Set<string>();
  return undos.map(({ sql, remarks }) => ({
    ...(sql === undefined ? {} : { sql: sql.text }),
    remarks: remarks.filter(({ words }) => said.size !== said.add(words).size),
  }));
}

function commentsOf({ remarks }: Piece): readonly string[] {
  return remarks.map(
    ({ kind, words }) =>
      `-- ${kind === "note" ? "note" : "irreversible"}: ${words.replaceAll(/\s*\n\s*/g, " ")}`,
  );
}
