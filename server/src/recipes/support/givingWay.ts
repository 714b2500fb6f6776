import { dollarQuoted, literal, type Sql } from "../../sql/fragment.ts";
import { inBody, type Given } from "./guarded.ts";

/** How often the locks are tried for, each time for a tenth of a second: it gives way, never a client. */
const mostTries = 300;

export interface GivingWay {
  /** What must hold for it to be done, where something must. */
  readonly condition?: Sql;
  /**
   * A view that is locked before the others where it is there: whoever uses it locks it first and its tables then, so
   * any other order is a deadlock.
   */
  readonly view?: Sql;
  /**
   * Relations that are locked ACCESS EXCLUSIVE, dotted and quoted. Where there are none, the statements themselves are
   * tried: who may carry them out need not have the right to lock every table that they lock.
   */
  readonly locked: readonly string[];
  readonly statements: readonly Given[];
  /** What is done where the condition does not hold. */
  readonly otherwise?: readonly string[];
  /** Declarations of variables for the statements, a line each. */
  readonly declared?: readonly string[];
  /** Others follow in the transaction, and are to have the limit of before. */
  readonly restoresLimit?: boolean;
}

/** A DO block that does something once, under locks for which it waits in such a way that nobody waits long for it. */
export function givingWay(given: GivingWay): string {
  const { condition, otherwise = [], declared = [], restoresLimit = false } = given;
  const limit = restoresLimit ? ["lockkeeper_limit text := pg_catalog.current_setting('lock_timeout')"] : [];
  const variables = ["lockkeeper_tries integer := 0", ...limit, ...declared];
  const body =
    condition === undefined
      ? work(given, "  ")
      : [
          `  IF ${condition.text} THEN`,
          ...work(given, "    "),
          ...(otherwise.length === 0 ? [] : ["  ELSE", ...lines(otherwise, "    ")]),
          "  END IF;",
        ];
  const text = ["", "DECLARE", ...lines(variables, "  "), "BEGIN", ...body, "END", ""].join("\n");
  return `DO ${dollarQuoted(text).text}`;
}

/**
 * Statements that lock several tables, to which clients come in any order. All of them are done at once, or none, and
 * nothing is held between two tries.
 */
export function allAtOnce(statements: readonly Given[]): string {
  return givingWay({ locked: [], statements });
}

function work({ view, locked, statements, restoresLimit }: GivingWay, indent: string): readonly string[] {
  const tried =
    locked.length === 0
      ? lines(statements, `${indent}    `)
      : [`${indent}    LOCK TABLE ${locked.join(", ")} IN ACCESS EXCLUSIVE MODE;`];
  const loop = [
    "PERFORM pg_catalog.set_config('lock_timeout', '100ms', true);",
    "LOOP",
    "  -- Nothing is held between two tries: no client waits long, or ends in a deadlock.",
    "  BEGIN",
    ...(view === undefined ? [] : lockedIfThere(view)),
  ];
  const end = [
    "    EXIT;",
    "  EXCEPTION WHEN lock_not_available OR deadlock_detected THEN",
    "    lockkeeper_tries := lockkeeper_tries + 1;",
    `    IF lockkeeper_tries > ${mostTries} THEN RAISE; END IF;`,
    "  END;",
    "  PERFORM pg_catalog.pg_sleep(0.1);",
    "END LOOP;",
  ];
  const indented = (all: readonly string[]): readonly string[] => all.map((line) => indent + line);
  return [
    ...indented(loop),
    ...tried,
    ...indented(end),
    ...(locked.length === 0 ? [] : lines(statements, indent)),
    ...(restoresLimit === true
      ? [`${indent}PERFORM pg_catalog.set_config('lock_timeout', lockkeeper_limit, true);`]
      : []),
  ];
}

/** A statement's own lines stay as they are: they may be in the midst of a string. */
function lines(all: readonly Given[], indent: string): readonly string[] {
  return all.map((each) => (typeof each === "string" ? `${indent}${each};` : inBody(each, indent)));
}

function lockedIfThere(view: Sql): readonly string[] {
  return [
    `    IF pg_catalog.to_regclass(${literal(view.text).text}) IS NOT NULL THEN`,
    `      LOCK TABLE ${view.text} IN ACCESS EXCLUSIVE MODE;`,
    "    END IF;",
  ];
}
