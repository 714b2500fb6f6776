import { displayName } from "../../catalog/ids.ts";
import { isTable, isView, type Table, type View } from "../../catalog/relations.ts";
import type { RelationChange, Surprising } from "./change.ts";

/** Views that keep the old name of a column, and views whose readers see what policies hide. */
export function viewSurprises(change: RelationChange): readonly Surprising[] {
  const { now } = change;
  if (isTable(now)) return keptNames(change, now);
  return isView(now) && now.kind === "view" ? passedPolicies(change, now) : [];
}

/** A view's columns are named when it is made (section 5.7 of the rule system): a rename goes no further. */
function keptNames({ execution: { edit }, old }: RelationChange, now: Table): readonly Surprising[] {
  if (!isTable(old) || old.columns === now.columns) return [];
  const renamed = now.columns.flatMap(({ number, name }) => {
    const known = old.columns.find((column) => column.number === number);
    return known === undefined || known.name === name ? [] : [{ number, name: known.name }];
  });
  if (renamed.length === 0) return [];
  return (edit.get("dependents", now.id) ?? []).flatMap(({ object, columns }) => {
    const view = edit.get("relation", object);
    if (!isView(view)) return [];
    return renamed
      .filter(({ number, name }) => columns.includes(number) && view.columns.some((own) => own.name === name))
      .map(({ name }) => ({ code: "keeps-column-name", part: name, other: displayName(view) }) as const);
  });
}

/** Without security_invoker (15 and later) a view reads as its owner, whom policies do not bind unless forced. */
function passedPolicies({ before, execution, old }: RelationChange, now: View): readonly Surprising[] {
  if (asInvoker(now)) return [];
  const tables = now.reads.flatMap(({ relation }) => {
    const table = execution.edit.get("relation", relation);
    return isTable(table) && table.rowSecurity.enabled && !table.rowSecurity.forced ? [table] : [];
  });
  if (tables.length === 0 || !execution.server.isSince(15)) return [];
  const known =
    isView(old) && !asInvoker(old) ? new Set(old.reads.map(({ relation }) => relation)) : undefined;
  return [...new Set(tables)]
    .filter(({ id }) => known?.has(id) !== true || before.get("relation", id) === undefined)
    .map((table) => ({ code: "passes-policies", other: displayName(table) }));
}

function asInvoker({ options }: View): boolean {
  return /^(?:true|on|yes|1|)$/iu.test(options["security_invoker"] ?? "false");
}
