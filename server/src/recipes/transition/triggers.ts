import { dollarQuoted, ident, literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import { tableOf, type Transition } from "./state.ts";

/**
 * A setting that names the function of the rollout in the transactions of its backfill: what that of another one of the
 * same table put back would be what is filled.
 */
export const copying = "lockkeeper.copying";

/** A trigger of the kernel; all of a table run one function. */
export interface StepTrigger {
  readonly name: string;
  /** `INSERT OR UPDATE OF …` */
  readonly events: Sql;
  /** What the function finds in TG_ARGV. */
  readonly argument?: string;
}

/** What the function does to NEW, in PL/pgSQL. */
export interface InStep {
  /** For each write of a client. */
  readonly written: Sql;
  /**
   * For a row that the backfill copies, once it is again what it was: these triggers fire last, so what others changed in
   * it shows and is put back.
   */
  readonly copied: Sql;
  /** Declarations of variables, that keep of NEW what must not be put back. */
  readonly declared?: Sql;
}

type Owner = Pick<Transition, "schema" | "table" | "function" | "ownTriggers" | "by">;

/**
 * The function and the triggers that keep columns in step whichever a client writes; may be sent again. None where the
 * application does it.
 */
export function keepInStep(
  owner: Owner,
  triggers: readonly StepTrigger[],
  inStep: InStep,
): readonly string[] {
  const create = ({ name, events, argument }: StepTrigger): string =>
    sql`CREATE OR REPLACE TRIGGER ${ident(name)} BEFORE ${events} ON ${tableOf(owner)}
  FOR EACH ROW EXECUTE FUNCTION ${functionOf(owner)}(${argument === undefined ? sql`` : literal(argument)})`
      .text;
  return owner.by === undefined ? [stepFunction(owner, inStep), ...triggers.map(create)] : [];
}

/** The function alone, in the place of what it was. */
export function stepFunction(owner: Owner, { written, copied, declared }: InStep): string {
  const restored = sql`
  IF TG_OP = 'UPDATE' AND pg_catalog.current_setting(${literal(copying)}, true) = ${literal(owner.function)} THEN
    NEW := OLD;
    ${copied}
    RETURN NEW;
  END IF;`;
  const text = sql`${declared === undefined ? sql`` : sql`\nDECLARE\n  ${declared}`}
BEGIN${owner.ownTriggers === "restored" ? restored : sql``}
${written}
  RETURN NEW;
END
`.text;
  return sql`CREATE OR REPLACE FUNCTION ${functionOf(owner)}() RETURNS trigger LANGUAGE plpgsql AS ${dollarQuoted(text)}`
    .text;
}

export function leaveStep(owner: Owner, triggers: readonly string[]): readonly string[] {
  if (owner.by !== undefined) return [];
  return [
    ...triggers.map((name) => sql`DROP TRIGGER IF EXISTS ${ident(name)} ON ${tableOf(owner)}`.text),
    sql`DROP FUNCTION IF EXISTS ${functionOf(owner)}()`.text,
  ];
}

function functionOf({ schema, function: name }: Owner): Sql {
  return qualified(schema, name);
}
