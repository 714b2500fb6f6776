import { effectivePath } from "../../interpret/names/searchPath.ts";
import { isFalse } from "../../interpret/session/settings.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import type { AnalysedSection, AnalysedStatement, RuleContext } from "../rule.ts";
import { firstAffected, type Affected } from "./affected.ts";

/** Settings that change what a later migration does, the gravest first, and the values at which they do not. */
const grave: Readonly<Record<string, (value: string) => boolean>> = {
  search_path: () => false,
  role: (value) => value === "none",
  session_authorization: () => false,
  session_replication_role: (value) => value === "origin",
  default_transaction_read_only: isFalse,
  lock_timeout: isNone,
  statement_timeout: isNone,
  transaction_timeout: isNone,
  check_function_bodies: (value) => !isFalse(value),
  standard_conforming_strings: (value) => !isFalse(value),
  default_tablespace: (value) => value === "",
  default_table_access_method: (value) => value === "heap",
  default_transaction_isolation: (value) => value === "read committed",
  timezone: () => false,
  datestyle: (value) => /^iso(?:, mdy)?$/iu.test(value),
  intervalstyle: (value) => value === "postgres",
};

function isNone(value: string): boolean {
  return /^0\D*$/u.test(value);
}

/** A setting that is still set when the section is over, and the statement that set it. */
export interface Left {
  readonly name: string;
  readonly statement: AnalysedStatement;
  readonly found: Affected;
}

/** What the section leaves set for whatever its session runs next, as far as that changes what it does. */
export function leftSettings({ section, tool }: RuleContext): readonly Left[] {
  const last = section.statements.at(-1);
  if (last === undefined || !section.endsSession || failsForCertain(section)) return [];
  return Object.keys(grave).flatMap((name) => {
    const found = tool.keeps(name) ? firstAffected(last, (entry) => isLeft(entry, section, name)) : undefined;
    const statement = section.statements.findLast(({ entries }) =>
      [...entries.values()].some((entry) => sets(entry, name)),
    );
    return found === undefined || statement === undefined ? [] : [{ name, statement, found }];
  });
}

/** Whether a statement sets this, and not only for itself, as SET LOCAL in a body does outside a transaction. */
export function sets({ outcome, transaction }: TimelineEntry, name: string): boolean {
  return outcome.changes.some(
    ({ collection, key }) =>
      key === name && (collection === "setting" || (collection === "localSetting" && transaction.open)),
  );
}

function isLeft({ after }: TimelineEntry, { transaction }: AnalysedSection, name: string): boolean {
  const local = transaction === "all-pending" ? after.get("localSetting", name) : undefined;
  const value = local ?? after.get("setting", name);
  if (value === undefined || grave[name]?.(value) !== false) return false;
  return (
    name !== "search_path" || effectivePath(after, value).join() !== effectivePath(after, undefined).join()
  );
}

function failsForCertain({ statements }: AnalysedSection): boolean {
  return statements.some(({ entries }) =>
    [...entries.values()].some(({ effects }) => effects.fails?.when === "always"),
  );
}

/** `search_path and lock_timeout`. */
export function namesOf(left: readonly { readonly name: string }[]): string {
  return enumerateFew(left.map(({ name }) => name));
}
