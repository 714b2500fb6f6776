import type { Node } from "@pgsql/types";
import { deparse } from "../../sql/deparse.ts";
import { dollarQuoted, ident, literal, Sql } from "../../sql/fragment.ts";
import type { RecipeFacts, Step } from "../recipe.ts";
import type { AddedColumn } from "./added.ts";

/** What makes a column that is filled an identity column, with the sequence that counts until then. */
export interface Identity {
  readonly always: boolean;
  /** The identity's own sequence, as the statement as it was written would name it. */
  readonly sequence: Sql;
  /** The one that counts meanwhile. */
  readonly meanwhile: Sql;
  /** SQL of both: the type, and what is said of how it counts. */
  readonly type: Sql;
  readonly options: Sql;
}

/** The options of an identity's sequence as SQL; undefined where they cannot be written down again. */
export function identityOptions({ definition }: AddedColumn, { grammar }: RecipeFacts): Sql | undefined {
  const options = (definition.constraints ?? []).flatMap((each): readonly Node[] =>
    "Constraint" in each && each.Constraint.contype === "CONSTR_IDENTITY"
      ? (each.Constraint.options ?? [])
      : [],
  );
  if (options.length === 0) return Sql.verbatim("");
  const named = options.some((each) => "DefElem" in each && each.DefElem.defname === "sequence_name");
  const sequence = { relname: "s", inh: true, relpersistence: "p" };
  const text = named ? undefined : deparse({ CreateSeqStmt: { sequence, options: [...options] } }, grammar);
  const words = text === undefined ? undefined : /^CREATE SEQUENCE s\s+([^;]+?);?\s*$/.exec(text)?.[1];
  return words === undefined ? undefined : Sql.verbatim(words);
}

/** The column becomes an identity, and its sequence goes on where the one before it stopped; and the other way round. */
export function identityStep(on: Sql, column: string, identity: Identity): Step {
  const { always, sequence, meanwhile, type, options } = identity;
  const name = ident(column).text;
  const kind = always ? "ALWAYS" : "BY DEFAULT";
  const words = options.text === "" ? "" : ` (${options.text})`;
  const up = once(on, column, false, [
    `SELECT last_value, is_called INTO lockkeeper_last, lockkeeper_called FROM ${meanwhile.text}`,
    `ALTER TABLE ${on.text} ALTER COLUMN ${name} DROP DEFAULT`,
    `DROP SEQUENCE ${meanwhile.text}`,
    `ALTER TABLE ${on.text} ALTER COLUMN ${name} ADD GENERATED ${kind} AS IDENTITY${words}`,
    `PERFORM pg_catalog.setval(${literal(sequence.text).text}::pg_catalog.regclass, lockkeeper_last, lockkeeper_called)`,
  ]);
  const down = once(on, column, true, [
    `SELECT last_value, is_called INTO lockkeeper_last, lockkeeper_called FROM ${sequence.text}`,
    `ALTER TABLE ${on.text} ALTER COLUMN ${name} DROP IDENTITY`,
    `CREATE SEQUENCE ${meanwhile.text} AS ${type.text}${options.text === "" ? "" : ` ${options.text}`} OWNED BY ${on.text}.${name}`,
    `PERFORM pg_catalog.setval(${literal(meanwhile.text).text}::pg_catalog.regclass, lockkeeper_last, lockkeeper_called)`,
    `ALTER TABLE ${on.text} ALTER COLUMN ${name} SET DEFAULT pg_catalog.nextval(${literal(meanwhile.text).text}::pg_catalog.regclass)`,
  ]);
  return {
    phase: "contract",
    title: `Make ${column} an identity column, which goes on counting where its default stopped`,
    suffix: "identity",
    transaction: "own",
    up: [`${always ? newColumn : ""}${up}`],
    down: [down],
  };
}

const newColumn =
  "-- lockkeeper-ignore refuses-given-values: the column is new, so no running version gives it a value\n";

/** All under one lock of the table, so that no number is given out in between. */
function once(on: Sql, column: string, isIdentity: boolean, statements: readonly string[]): string {
  const body = `
DECLARE
  lockkeeper_last bigint;
  lockkeeper_called boolean;
BEGIN
  IF EXISTS (
    SELECT FROM pg_catalog.pg_attribute
    WHERE attrelid = ${literal(on.text).text}::pg_catalog.regclass AND attname = ${literal(column).text} AND attidentity ${isIdentity ? "<>" : "="} ''
  ) THEN
    LOCK TABLE ${on.text} IN ACCESS EXCLUSIVE MODE;
${statements.map((each) => `    ${each};\n`).join("")}  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
