import { dollarQuoted, literal, type Sql } from "../../sql/fragment.ts";

/** How often the locks are tried for, each time for a tenth of a second: it gives way, never a client. */
const mostTries = 300;

export interface GivingWay {
  /** What must hold for it to be done. */
  readonly condition: Sql;
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
  readonly statements: readonly string[];
  /** What is done where the condition does not hold. */
  readonly otherwise?: readonly string[];
  /** Declarations of variables for the statements, a line each. */
  readonly declared?: readonly string[];
  /** Others follow in the transaction, and are to have the limit of before. */
  readonly restoresLimit?: boolean;
}

/** A DO block that does something once, under locks for which it waits in such a way that nobody waits long for it. */
export function givingWay({
  condition,
  view,
  locked,
  statements,
  otherwise = [],
  declared = [],
  restoresLimit = false,
}: GivingWay): string {
  const lines = (all: readonly string[]): string => all.map((each) => `    ${each};\n`).join("");
  const other = otherwise.length === 0 ? "" : `  ELSE\n${lines(otherwise)}`;
  const inOneGo = locked.length === 0;
  const tried = inOneGo
    ? statements.map((each) => `        ${each};`).join("\n")
    : `        LOCK TABLE ${locked.join(", ")} IN ACCESS EXCLUSIVE MODE;`;
  const viewFirst = view === undefined ? "" : lockedIfThere(view);
  const [limit, restored] = restoresLimit
    ? [
        "\n  lockkeeper_limit text := pg_catalog.current_setting('lock_timeout');",
        "    PERFORM pg_catalog.set_config('lock_timeout', lockkeeper_limit, true);\n",
      ]
    : ["", ""];
  const text = `
DECLARE
  lockkeeper_tries integer := 0;${limit}${declared.map((line) => `\n  ${line};`).join("")}
BEGIN
  IF ${condition.text} THEN
    PERFORM pg_catalog.set_config('lock_timeout', '100ms', true);
    LOOP
      BEGIN${viewFirst}
${tried}
        EXIT;
      EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
        lockkeeper_tries := lockkeeper_tries + 1;
        IF lockkeeper_tries > ${mostTries} THEN RAISE; END IF;
      END;
      PERFORM pg_catalog.pg_sleep(0.1);
    END LOOP;
${inOneGo ? "" : lines(statements)}${restored}${other}  END IF;
END
`;
  return `DO ${dollarQuoted(text).text}`;
}

function lockedIfThere(view: Sql): string {
  return `
        IF pg_catalog.to_regclass(${literal(view.text).text}) IS NOT NULL THEN
          LOCK TABLE ${view.text} IN ACCESS EXCLUSIVE MODE;
        END IF;`;
}
