import type {
  Breakage,
  Destruction,
  Failure,
  ObjectBreakage,
  Stopped,
  Unguarded,
} from "../../interpret/effects.ts";
import { ifRowsWords } from "./locks.ts";
import type { Style } from "./style.ts";

/* Whom a statement breaks, what it destroys and where it fails, in words. */

/** Which running application a statement breaks. */
export function breakageWords({ code, relation, part, stopped }: Breakage, style: Style): string {
  const table = style.name(relation.name);
  const column = part === undefined ? table : style.name(`${relation.name}.${part}`);
  switch (code) {
    case "old-code-reads-column":
      return `the application version now running, where it still uses ${column}`;
    case "old-code-reads-table":
      return `the application version now running, where it still reads ${table}`;
    case "old-code-inserts-without-column":
      return `the application version now running, which inserts into ${table} without ${column}`;
    case "old-code-writes-null":
      return `the application version now running, where it writes NULL to ${column}`;
    case "old-code-writes-old-values":
      return `the application version now running, where it writes to ${table} what ${part === undefined ? "it" : style.name(part)} now refuses`;
    case "old-code-upserts-on-key":
      return `the application version now running, where its INSERT … ON CONFLICT into ${table} relies on ${style.name(part ?? "")}`;
    case "old-code-loses-privilege":
      return `the application version now running, where it may no longer use ${table}`;
    case "old-code-loses-rows":
      return `the application version now running, where it needs rows of ${table} that policies hide since ${style.name(part ?? "")} changed`;
    case "old-code-writes-replaced":
      return `the application version now running, where it writes to ${table}: the rule ${style.name(part ?? "")} does something else instead`;
    case "old-code-misses-rows":
      return `the application version now running, where it looks for rows of ${style.name(part ?? "")} in ${table}`;
    case "old-code-writes-stopped":
      return `the application version now running, where it writes to ${table}: the trigger ${style.name(part ?? "")} ${stoppedWords(stopped)}`;
    case "column-type-changes":
      return `code that expects the old type of ${column}`;
    case "cached-plans":
      return `prepared statements that return ${part === undefined ? `all columns of ${table} (SELECT *)` : column}: "cached plan must not change result type" until they are prepared again`;
    default:
      return code satisfies never;
  }
}

/** `leaves out every row`, or `fails`. */
function stoppedWords(stopped: Stopped | undefined): string {
  return stopped?.fails === undefined ? "leaves out every row" : `fails (${stopped.fails.sqlstate})`;
}

/** `the function f(integer)`, `the value a of the type public.mood`. */
export function objectWords({ object, part }: ObjectBreakage): string {
  return part === undefined ? `the ${object}` : `the value ${part} of the ${object}`;
}

/** Whom a change of an object breaks that is no relation. */
export function objectBreakageWords(breakage: ObjectBreakage, style: Style): string {
  const { code, to } = breakage;
  const named = style.text(objectWords(breakage));
  switch (code) {
    case "old-code-uses-object":
      return `the application version now running, where it still uses ${named}${to === undefined ? "" : `, which is ${style.name(to)} now`}`;
    case "old-code-calls-either":
      return `the application version now running, where it calls ${named}: ${style.name(breakage.beside ?? "")} fits as well`;
    case "old-code-loses-privilege":
      return `the application version now running, where it needs what is revoked on ${named}`;
    case "sessions-refused":
      return `the application version now running, where it connects by ${named}`;
    case "sessions-differ":
      return `sessions of ${named} that begin from now on, where they rely on the settings of before`;
    case "replication-stops":
      return `subscribers of ${named}, which no longer get these changes`;
    case "changes-unidentified":
      return `UPDATE and DELETE of ${named}, which fail where a publication has them`;
    default:
      return code satisfies never;
  }
}

/** What is gone afterwards. */
export function destructionWords({ code, name, implied, loses, ifRows }: Destruction, style: Style): string {
  const what = code === "rows" ? "rows of" : code === "other" ? "" : code;
  const how = implied ? ", dropped along with it" : "";
  const loss = loses === "data" ? "; the data is lost for good" : "";
  const when = ifRowsWords({ ifRows });
  return `${what} ${style.name(name)}${how}${when}${loss}`.trim();
}

/** What no longer guards rows. */
export function unguardedWords({ code, relation, part }: Unguarded, style: Style): string {
  const table = style.name(relation?.name ?? "");
  switch (code) {
    case "triggers":
      return part === undefined
        ? `no trigger of ${table} fires until it is enabled again`
        : `the trigger ${style.name(part)} of ${table} does not fire until it is enabled again`;
    case "foreign-keys":
      return `no trigger of ${table} fires and its foreign keys are not checked until they are enabled again`;
    case "trigger-gone":
      return `the trigger ${style.name(part ?? "")} of ${table} is gone, with what it did and enforced`;
    case "session":
      return "in this session no trigger fires and no foreign key is checked";
    case "row-security":
      return part === undefined
        ? `no policy of ${table} hides rows from anybody`
        : `the policy ${style.name(part)} of ${table} no longer hides rows`;
    default:
      return code satisfies never;
  }
}

const failureTimes: Readonly<Record<Failure["when"], string>> = {
  always: "",
  "if-rows": " as soon as the table holds any row",
  "if-violated": " where existing rows violate it",
};

/** Completes "it fails …". */
export function failureWords({ sqlstate, when, message }: Failure, style: Style): string {
  return `with ${style.name(sqlstate)}${failureTimes[when]}: ${style.text(message)}`;
}
