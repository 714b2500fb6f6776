import { ident, join, literal, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase, Step } from "../recipe.ts";
import { givingWay } from "../support/givingWay.ts";
import { nameSql, type RenamedState } from "./state.ts";

/** The table gets its new name, and in the same moment a view the old one. */
export function renameStep(state: RenamedState): Step {
  const from = nameSql(state.from);
  const to = nameSql(state.to);
  const alter = (table: Sql, action: string): string =>
    sql`ALTER TABLE ${table} ${Sql.verbatim(action)}`.text;
  return {
    phase: "expand",
    title: `Give the table the name ${to.text}, and a view the name ${from.text}, through which the old version goes on reading and writing`,
    transaction: "own",
    up: [
      givingWay({
        condition: isTable(from),
        locked: [from.text],
        declared: ["lockkeeper_right record"],
        statements: [alter(from, state.there), ...viewOf(state, "*")],
      }),
    ],
    down: [
      givingWay({
        condition: sql`NOT ${isTable(from)}`,
        view: from,
        locked: [to.text],
        statements: [sql`DROP VIEW IF EXISTS ${from}`.text, alter(to, state.back)],
      }),
    ],
    deployAfter: `the version of the application that uses ${to.text}; the one that uses ${from.text} may go on running beside it`,
  };
}

/** The end: nobody uses the old name any more. */
export function renamedContract(state: RenamedState): PendingPhase {
  const from = nameSql(state.from);
  return {
    phase: "contract",
    preconditions: [
      { label: `${from.text} is the view of the table`, query: sql`SELECT NOT ${isTable(from)}`.text },
    ],
    steps: [
      {
        phase: "contract",
        title: `Drop the view ${from.text}`,
        suffix: "finish",
        transaction: "own",
        up: [
          `-- lockkeeper-ignore drops-view: no running version uses the old name any more\n${sql`DROP VIEW IF EXISTS ${from}`.text}`,
        ],
        down: [
          givingWay({
            condition: sql`pg_catalog.to_regclass(${literal(from.text)}) IS NULL`,
            locked: [nameSql(state.to).text],
            declared: ["lockkeeper_right record"],
            statements: viewOf(state, state.columns ?? "*"),
          }),
        ],
        deployBefore: `a version of the application that no longer uses ${from.text}, everywhere`,
      },
    ],
  };
}

function isTable(name: Sql): Sql {
  return sql`EXISTS (
    SELECT FROM pg_catalog.pg_class
    WHERE oid = pg_catalog.to_regclass(${literal(name.text)}) AND relkind IN ('r', 'p', 'f')
  )`;
}

/**
 * The view, of the table's owner, and for everybody the rights that they have on the table and its columns.
 * Columns that came after the rename are left out of one that is made again, since its down drops them.
 */
function viewOf({ from, to, invoker }: RenamedState, columns: readonly string[] | "*"): readonly string[] {
  const view = nameSql(from);
  const table = sql`${literal(nameSql(to).text)}::pg_catalog.regclass`;
  const options = invoker ? sql`WITH (security_invoker = true) ` : sql``;
  const list = columns === "*" ? sql`*` : join(columns.map((name) => ident(name)));
  return [
    sql`CREATE VIEW ${view} ${options}AS SELECT ${list} FROM ${nameSql(to)}`.text,
    sql`EXECUTE pg_catalog.format('ALTER VIEW %s OWNER TO %I', ${literal(view.text)}, (SELECT pg_catalog.pg_get_userbyid(relowner) FROM pg_catalog.pg_class WHERE oid = ${table}))`
      .text,
    sql`FOR lockkeeper_right IN
      SELECT a.privilege_type AS what, a.grantee, a.is_grantable
      FROM pg_catalog.pg_class AS c, pg_catalog.aclexplode(c.relacl) AS a
      WHERE c.oid = ${table} AND a.grantee <> c.relowner
      UNION ALL
      SELECT a.privilege_type || ' (' || pg_catalog.quote_ident(k.attname) || ')', a.grantee, a.is_grantable
      FROM pg_catalog.pg_attribute AS k, pg_catalog.aclexplode(k.attacl) AS a
      WHERE k.attrelid = ${table} AND NOT k.attisdropped
    LOOP
      EXECUTE pg_catalog.format('GRANT %s ON TABLE %s TO %s%s', lockkeeper_right.what, ${literal(view.text)},
        CASE WHEN lockkeeper_right.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(lockkeeper_right.grantee)) END,
        CASE WHEN lockkeeper_right.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
    END LOOP`.text,
  ];
}
