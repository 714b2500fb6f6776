import { dollarQuoted, literal, sql, type Sql } from "../../sql/fragment.ts";
import type { Step } from "../recipe.ts";
import type { IndexBuild } from "./buildIndex.ts";

/** A step that builds an index CONCURRENTLY; `what` begins its title. */
export function buildStep(
  what: string,
  index: Sql,
  build: IndexBuild,
  { suffix, down = [dropConcurrently(index)] }: { suffix?: string; down?: readonly string[] } = {},
): Step {
  return {
    phase: "expand",
    title: `${what}; if this fails, DROP INDEX CONCURRENTLY ${index.text} before the next try: an INVALID index is left.`,
    ...(suffix === undefined ? {} : { suffix }),
    transaction: "none",
    up: build.once,
    down,
    repeatable: { up: build.again, down },
  };
}

/**
 * The step in which an index goes, and the down begins by building it again.
 *
 * @param ready what is there before it goes, where a statement can stand beside
 */
export function dropAfterwards(
  words: Pick<Step, "title" | "suffix">,
  drop: string,
  build: IndexBuild,
  ready: readonly string[] = [],
): Step {
  return {
    phase: "contract",
    ...words,
    transaction: "none",
    up: [drop],
    down: build.once,
    repeatable: { up: [...ready, drop], down: build.again },
  };
}

export function dropConcurrently(index: Sql): string {
  return sql`DROP INDEX CONCURRENTLY IF EXISTS ${index}`.text;
}

export const buildItFirst = "Build it again as the migration before this one does, then run this again.";

/**
 * What takes an index over under another name, once: run again it finds no index of that name any more and does
 * nothing. Where it `isDone` neither, nobody has built the index, and it fails and says what comes first.
 */
export function takeOver(index: Sql, taking: string, isDone: string, first = buildItFirst): string {
  const name = literal(index.text).text;
  const body = `
BEGIN
  IF pg_catalog.to_regclass(${name}) IS NOT NULL THEN
    ${taking};
  ELSIF NOT ${isDone} THEN
    RAISE EXCEPTION 'The index % is missing. %', ${name}, ${literal(first).text};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
