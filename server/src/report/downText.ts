import type { Remark } from "../recipes/inverse/undo.ts";
import type { WrittenDown } from "../recipes/inverse/downFor.ts";
import { changesText, type ShownChanges } from "./rewrite.ts";

/** A down, as it is told. */
export interface ToldDown {
  readonly back: WrittenDown;
  /** Of the file with the up, as the user sees it. */
  readonly path: string;
  readonly migration: string;
  readonly changes: ShownChanges | undefined;
  readonly written: boolean;
}

/** `down-for --format json`, see INTERFACES. */
export function downJson({ back, path, migration, changes }: ToldDown): object {
  const { grade, script, statements, remarks } = back;
  const wordsOf = (kind: Remark["kind"]): readonly string[] =>
    remarks.filter((each) => each.kind === kind).map(({ words }) => words);
  return {
    version: 1,
    path,
    migration,
    grade,
    lost: wordsOf("lost"),
    left: wordsOf("left"),
    notes: wordsOf("note"),
    statements,
    sql: script,
    files: changes?.files ?? [],
    edits: changes?.edits ?? [],
  };
}

/** The section itself, so that it may go into a file or to psql as it is; the first line says what it is worth. */
export function downText({ back, path, changes, written }: ToldDown): string {
  const { grade, script, remarks } = back;
  if (written && changes !== undefined) return changesText(changes, true).join("\n\n");
  const why = remarks.filter(({ kind }) => kind === (grade === "lossy" ? "lost" : "left"));
  const reasons = grade === "reversible" ? "" : `: ${why.map(({ words }) => oneLine(words)).join("; ")}`;
  return `-- Undoes ${path}. ${grade}${reasons}\n${script}`;
}

function oneLine(words: string): string {
  return words.replaceAll(/\s*\n\s*/g, " ");
}
