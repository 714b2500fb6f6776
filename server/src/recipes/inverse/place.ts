import type { DraftFile, Migration, Section } from "../../formats/format.ts";
import { nothingToUndo } from "./script.ts";
import type { PlannedProject } from "../planning.ts";
import { directiveEdits } from "../support/directive.ts";
import { applyEdits, type FileEdit } from "../support/edits.ts";
import { sectionsIn } from "../support/drafts.ts";

/** A down as changes of the project's files. */
export interface Placed {
  readonly files: readonly DraftFile[];
  readonly edits: readonly FileEdit[];
}

/** Where a migration's down goes; undefined where its tool has none. */
export class DownSection {
  readonly #planned: PlannedProject;
  readonly #migration: Migration;
  /** One that is there, with nothing or only comments in it. */
  readonly #empty: Section | undefined;

  constructor(planned: PlannedProject, migration: Migration) {
    this.#planned = planned;
    this.#migration = migration;
    this.#empty = migration.sections.find(({ direction }) => direction === "down");
  }

  /** The files with a text for the section in its place. */
  filled(script: string, autocommit: boolean): Placed | undefined {
    const { format, text } = this.#planned;
    const body = format.embed?.(script) ?? script;
    if (this.#empty !== undefined) return { files: [], edits: this.#inEmpty(this.#empty, body, autocommit) };
    const place = format.downPlace?.(this.#migration, autocommit);
    if (place === undefined) return undefined;
    const { path, isNew, before } = place;
    if (isNew) return { files: [{ path, content: `${before}${body}\n` }], edits: [] };
    const end = text(path).length;
    const gap = /\n\s*$/.test(text(path)) ? "\n" : "\n\n";
    return { files: [], edits: [{ path, span: { start: end, end }, newText: `${gap}${before}${body}\n` }] };
  }

  #inEmpty({ path, span }: Section, body: string, autocommit: boolean): readonly FileEdit[] {
    const text = this.#planned.text(path);
    const own = text.slice(span.start, span.end);
    const kept = own === nothingToUndo ? "" : own;
    const start = /(^|\n)$/.test(text.slice(0, span.start)) ? "" : "\n";
    const end = /^\s*\n/.test(text.slice(span.end)) ? "" : "\n";
    const edit = { path, span, newText: `${start}${kept === "" ? "" : `${kept}\n`}${body}${end}` };
    return autocommit && this.#isTold() ? this.#told(edit) : [edit];
  }

  #isTold(): boolean {
    return this.#empty?.transaction === "single";
  }

  /** The edit with what tells the tool to run this section outside a transaction. */
  #told(edit: FileEdit): readonly FileEdit[] {
    const { format, project, text } = this.#planned;
    const migration = this.#migration;
    const up = migration.sections.find(({ direction, path }) => direction === "up" && path === edit.path);
    const all = directiveEdits([edit], { migration, project, format, text, now: "1970-01-01T00:00:00Z" });
    return all.filter((each) => each.path === edit.path && each.span.start >= (up?.span.end ?? 0));
  }

  /** How the tool would send the section. */
  sentAs(placed: Placed): Section | undefined {
    const { format, around } = this.#planned;
    return sectionsIn(format, this.#changed(placed), around).find(
      ({ direction, path }) => direction === "down" && this.#isOurs(path, placed),
    );
  }

  #isOurs(path: string, { files, edits }: Placed): boolean {
    return [...files, ...edits].some((each) => each.path === path);
  }

  text(placed: Placed, path: string): string {
    return this.#changed(placed).find((each) => each.path === path)?.content ?? "";
  }

  #changed({ files, edits }: Placed): readonly Pick<DraftFile, "path" | "content">[] {
    const { text } = this.#planned;
    const own = this.#migration.paths.map((path) => ({
      path,
      content: applyEdits(
        text(path),
        edits.filter((edit) => edit.path === path),
      ),
    }));
    return [...own, ...files];
  }
}
