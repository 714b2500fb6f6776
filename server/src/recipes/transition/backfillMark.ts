import * as z from "zod";
import type { Migration } from "../../formats/format.ts";
import { Sql } from "../../sql/fragment.ts";
import { inComment } from "../support/rolloutComment.ts";
import type { Batches, Filling } from "./batches.ts";

/** A backfill as the line before it remembers it, so that it can be run by itself: the statement is made of the same. */
const schema = z.object({
  /** 2 with `from` or `head`, which earlier versions of Lockkeeper would leave out. */
  version: z.literal([1, 2]),
  table: z.string().min(1),
  alias: z.string().optional(),
  key: z.array(z.string().min(1)).min(1),
  ownTriggers: z.enum(["none", "restored", "silenced"]),
  function: z.string().optional(),
  batchSize: z.number().int().positive(),
  /** Milliseconds. */
  batchDelay: z.number().nonnegative(),
  set: z.string().optional(),
  from: z.string().optional(),
  head: z.string().optional(),
  missing: z.string().min(1),
});

export interface MarkedBackfill {
  readonly migration: Migration;
  /** One-based, of those in its migration. */
  readonly number: number;
  readonly batches: Batches;
  readonly filling: Filling;
  /** The line's JSON: another text is another backfill. */
  readonly text: string;
}

/** The comment line before a backfill: `-- lockkeeper:backfill {json}`. */
export function backfillMark(batches: Batches, filling: Filling): string {
  const { table, alias, key, ownTriggers, function: restoring, batchSize, batchDelay } = batches;
  const { set, from, head, missing } = filling;
  const memory: z.infer<typeof schema> = {
    version: from === undefined && head === undefined ? 1 : 2,
    table: table.text,
    ...(alias === undefined ? {} : { alias: alias.text }),
    key: [...key],
    ownTriggers,
    ...(ownTriggers === "restored" ? { function: restoring } : {}),
    batchSize,
    batchDelay,
    ...(set === undefined ? {} : { set: set.text }),
    ...(from === undefined ? {} : { from: from.text }),
    ...(head === undefined ? {} : { head: head.text }),
    missing: missing.text,
  };
  return `-- lockkeeper:backfill ${inComment(memory)}`;
}

const line = /^[ \t]*--[ \t]*lockkeeper:backfill[ \t]+(\{.*\})[ \t]*$/gm;

/** The backfills in the up sections of migrations, in their order. Lines that cannot be read are passed over. */
export function backfillsIn(
  migrations: readonly Migration[],
  text: (path: string) => string | undefined,
): readonly MarkedBackfill[] {
  return migrations.flatMap((migration) => {
    const lines = migration.sections
      .filter(({ direction }) => direction === "up")
      .flatMap(({ path, span }) => [...(text(path) ?? "").slice(span.start, span.end).matchAll(line)]);
    return lines.flatMap(([, json = ""], index) => {
      const found = read(json);
      return found === undefined ? [] : [{ ...found, migration, number: index + 1, text: json }];
    });
  });
}

/** The backfill whose line is the last one of a text. */
export function backfillAbove(text: string): Pick<MarkedBackfill, "batches" | "filling"> | undefined {
  const json = [...text.matchAll(line)].at(-1)?.[1];
  return json === undefined ? undefined : read(json);
}

function read(json: string): Pick<MarkedBackfill, "batches" | "filling"> | undefined {
  const { data } = schema.safeParse(parsed(json));
  if (data === undefined) return undefined;
  const { table, alias, set, from, head, missing, ...rest } = data;
  return {
    batches: {
      ...rest,
      table: Sql.verbatim(table),
      ...(alias === undefined ? {} : { alias: Sql.verbatim(alias) }),
    },
    filling: {
      ...(set === undefined ? {} : { set: Sql.verbatim(set) }),
      ...(from === undefined ? {} : { from: Sql.verbatim(from) }),
      ...(head === undefined ? {} : { head: Sql.verbatim(head) }),
      missing: Sql.verbatim(missing),
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
