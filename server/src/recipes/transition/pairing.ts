import { ident, join, sql, type Sql } from "../../sql/fragment.ts";
import { differs } from "./compare.ts";
import type { InStep, StepTrigger } from "./triggers.ts";

/** A column of one side, and its value in terms of the other side's columns of NEW. */
export interface Paired {
  readonly name: string;
  readonly value: Sql;
}

/** Two sides of one thing that different versions of the application write: `full` has it in every row, `fresh` is filled. */
export interface Pairing {
  readonly full: readonly Paired[];
  readonly fresh: readonly Paired[];
  /** That the sides are out of step though nobody wrote either: the row is not filled yet. In terms of NEW. */
  readonly unfilled: Sql;
}

/**
 * The first trigger fires for an INSERT and where the full side is named in SET, the second where the fresh one is, the
 * third always: it also sees what other triggers changed.
 */
export function pairingTriggers(
  { full, fresh }: { readonly full: readonly string[]; readonly fresh: readonly string[] },
  [first, second, third]: readonly [string, string, string],
): readonly StepTrigger[] {
  const of = (names: readonly string[]): Sql => join(names.map((name) => ident(name)));
  return [
    { name: first, events: sql`INSERT OR UPDATE OF ${of(full)}`, argument: "full" },
    { name: second, events: sql`UPDATE OF ${of(fresh)}`, argument: "fresh" },
    { name: third, events: sql`UPDATE`, argument: "full" },
  ];
}

/**
 * Each side follows the one that a client writes, and where both are written the fresh one wins. On INSERT a default
 * stands only on the full side, so what the fresh one holds was given by the client. In a row that is not filled yet
 * both may be unchanged and differ; then the side named in SET is the one that the client meant.
 */
export function paired({ full, fresh, unfilled }: Pairing): InStep {
  const empty = join(
    fresh.map(({ name }) => sql`NEW.${ident(name)} IS NULL`),
    " AND ",
  );
  const changed = (side: readonly Paired[]): Sql =>
    join(
      side.map(({ name }) => differs(sql`NEW.${ident(name)}`, sql`OLD.${ident(name)}`)),
      " OR ",
    );
  const forth = assigned(fresh);
  const back = assigned(full);
  return {
    copied: forth,
    written: sql`  IF TG_OP = 'INSERT' THEN
    IF ${empty} THEN ${forth} ELSE ${back} END IF;
  ELSIF ${changed(fresh)} THEN
    ${back}
  ELSIF ${changed(full)} THEN
    ${forth}
  ELSIF ${unfilled} THEN
    IF TG_ARGV[0] = 'fresh' THEN ${back} ELSE ${forth} END IF;
  END IF;`,
  };
}

function assigned(side: readonly Paired[]): Sql {
  return join(
    side.map(({ name, value }) => sql`NEW.${ident(name)} := ${value};`),
    " ",
  );
}
