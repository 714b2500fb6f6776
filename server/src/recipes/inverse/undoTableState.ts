import { displayName } from "../../catalog/ids.ts";
import type { Relation, Table, Trigger } from "../../catalog/relations.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import { boundSql } from "./partitionSql.ts";
import { optionSql } from "./indexElements.ts";
import type { Scene } from "./scene.ts";
import { alterTable } from "./undoColumns.ts";
import { remark, undo, type Undo } from "./undo.ts";

/** What is said of a whole table, by its old name: persistence, row security, parents, storage. */
export function undoTableState(before: Table, after: Table, scene: Scene): readonly Undo[] {
  const { old } = scene;
  const alter = (words: Sql): Undo => undo(sql`${alterTable(before, old.name(before))} ${words}`);
  const plain = (isOther: boolean, words: string): readonly Undo[] =>
    isOther ? [alter(Sql.verbatim(words))] : [];
  const { rowSecurity: was } = before;
  const { rowSecurity: is } = after;
  return [
    ...plain(was.enabled !== is.enabled, `${was.enabled ? "ENABLE" : "DISABLE"} ROW LEVEL SECURITY`),
    ...plain(was.forced !== is.forced, `${was.forced ? "FORCE" : "NO FORCE"} ROW LEVEL SECURITY`),
    ...plain(
      before.persistence !== after.persistence,
      before.persistence === "unlogged" ? "SET UNLOGGED" : "SET LOGGED",
    ),
    ...plain(
      before.tablespace !== after.tablespace,
      `SET TABLESPACE ${ident(before.tablespace ?? "pg_default").text}`,
    ),
    ...plain(
      before.accessMethod !== after.accessMethod,
      `SET ACCESS METHOD ${ident(before.accessMethod).text}`,
    ),
    ...undoReplicaIdentity(before, after, scene).map(alter),
    ...undoCluster(before, after, scene).map(alter),
    ...undoParents(before, after, scene),
    ...undoTriggerStates(before, after).map(alter),
    ...(before.partitionKey === undefined && after.partitionKey !== undefined
      ? [remark("left", `${displayName(before)} stays partitioned`)]
      : []),
  ];
}

/** Storage parameters, of tables, indexes and views. */
export function undoOptions(before: Relation, after: Relation, { old }: Scene): readonly Undo[] {
  const gone = Object.keys(after.options).filter((name) => !(name in before.options));
  const changed = Object.entries(before.options).filter(([name, value]) => after.options[name] !== value);
  const alter = Sql.verbatim(`ALTER ${wordFor(before)} ${old.name(before).text}`);
  return [
    ...(gone.length === 0 ? [] : [undo(Sql.verbatim(`${alter.text} RESET (${gone.join(", ")})`))]),
    ...(changed.length === 0
      ? []
      : [undo(Sql.verbatim(`${alter.text} SET (${changed.map(optionSql).join(", ")})`))]),
  ];
}

export function wordFor({ kind }: Relation): string {
  switch (kind) {
    case "foreign-table":
      return "FOREIGN TABLE";
    case "index":
    case "partitioned-index":
      return "INDEX";
    case "sequence":
      return "SEQUENCE";
    case "view":
      return "VIEW";
    case "materialized-view":
      return "MATERIALIZED VIEW";
    case "composite-type":
      return "TYPE";
    default:
      return "TABLE";
  }
}

function undoReplicaIdentity(before: Table, after: Table, { old }: Scene): readonly Sql[] {
  const [was, is] = [before.replicaIdentity, after.replicaIdentity];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (typeof was === "string") return [Sql.verbatim(`REPLICA IDENTITY ${was.toUpperCase()}`)];
  const index = old.catalog.get("relation", was.index);
  return index === undefined ? [] : [sql`REPLICA IDENTITY USING INDEX ${ident(index.name)}`];
}

function undoCluster(before: Table, after: Table, { old }: Scene): readonly Sql[] {
  if (before.clusteredOn === after.clusteredOn) return [];
  const index =
    before.clusteredOn === undefined ? undefined : old.catalog.get("relation", before.clusteredOn);
  return [index === undefined ? Sql.verbatim("SET WITHOUT CLUSTER") : sql`CLUSTER ON ${ident(index.name)}`];
}

function undoParents(before: Table, after: Table, scene: Scene): readonly Undo[] {
  const { old } = scene;
  const name = old.name(before);
  const ended = after.parents.filter((id) => !before.parents.includes(id));
  const begun = before.parents.filter((id) => !after.parents.includes(id));
  return [
    ...ended.map((id) =>
      old.write(`the parent of ${displayName(before)}`, () =>
        after.bound === undefined
          ? sql`ALTER TABLE ${name} NO INHERIT ${old.relation(id)}`
          : sql`ALTER TABLE ${old.relation(id)} DETACH PARTITION ${name}${Sql.verbatim(scene.concurrently ? " CONCURRENTLY" : "")}`,
      ),
    ),
    ...begun.map((id) =>
      old.write(`the parent of ${displayName(before)}`, () =>
        before.bound === undefined
          ? sql`ALTER TABLE ${name} INHERIT ${old.relation(id)}`
          : sql`ALTER TABLE ${old.relation(id)} ATTACH PARTITION ${name} ${boundSql(before, old)}`,
      ),
    ),
  ];
}

const states: Readonly<Record<Trigger["enabled"], string>> = {
  origin: "ENABLE",
  disabled: "DISABLE",
  replica: "ENABLE REPLICA",
  always: "ENABLE ALWAYS",
};

function undoTriggerStates(before: Table, after: Table): readonly Sql[] {
  const triggers = before.triggers.filter(({ id, enabled }) =>
    after.triggers.some((each) => each.id === id && each.enabled !== enabled),
  );
  const rules = before.rules.filter(({ id, enabled }) =>
    after.rules.some((each) => each.id === id && each.enabled !== enabled),
  );
  return [
    ...triggers.map(({ name, enabled }) => sql`${Sql.verbatim(states[enabled])} TRIGGER ${ident(name)}`),
    ...rules.map(
      ({ name, enabled }) => sql`${Sql.verbatim(enabled ? "ENABLE" : "DISABLE")} RULE ${ident(name)}`,
    ),
  ];
}
