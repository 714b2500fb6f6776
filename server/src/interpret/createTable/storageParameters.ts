import type { Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { isFalse } from "../session/settings.ts";

/** What a parameter may be set to: a switch, one of some words, or a number from `least` to `most`. */
type Values = "boolean" | readonly string[] | readonly [least: number, most: number];

interface Parameter {
  readonly values: Values;
  /** The first major that has it, where it is not the oldest. */
  readonly since?: number;
}

type Parameters = Readonly<Record<string, Parameter | undefined>>;

const most = 2 ** 31 - 1;
const share: Parameter = { values: [0, 100] };
const fillfactor: Parameter = { values: [10, 100] };

/** What a table and its TOAST table have (reloptions.c). */
const ofBoth: Parameters = {
  autovacuum_enabled: { values: "boolean" },
  autovacuum_vacuum_threshold: { values: [0, most] },
  autovacuum_vacuum_max_threshold: { values: [-2, most], since: 18 },
  autovacuum_vacuum_insert_threshold: { values: [-2, most] },
  autovacuum_vacuum_cost_limit: { values: [1, 10_000] },
  autovacuum_vacuum_cost_delay: share,
  autovacuum_vacuum_scale_factor: share,
  autovacuum_vacuum_insert_scale_factor: share,
  autovacuum_freeze_min_age: { values: [0, 1_000_000_000] },
  autovacuum_freeze_max_age: { values: [100_000, 2_000_000_000] },
  autovacuum_freeze_table_age: { values: [0, 2_000_000_000] },
  autovacuum_multixact_freeze_min_age: { values: [0, 1_000_000_000] },
  autovacuum_multixact_freeze_max_age: { values: [10_000, 2_000_000_000] },
  autovacuum_multixact_freeze_table_age: { values: [0, 2_000_000_000] },
  log_autovacuum_min_duration: { values: [-1, most] },
  vacuum_index_cleanup: { values: ["auto", "on", "off", "true", "false", "yes", "no", "1", "0"] },
  vacuum_truncate: { values: "boolean" },
  vacuum_max_eager_freeze_failure_rate: { values: [0, 1], since: 18 },
};

const ofTables: Parameters = {
  ...ofBoth,
  autovacuum_analyze_threshold: { values: [0, most] },
  autovacuum_analyze_scale_factor: share,
  fillfactor,
  parallel_workers: { values: [0, 1024] },
  toast_tuple_target: { values: [128, 8160] },
  user_catalog_table: { values: "boolean" },
};

/** By access method. */
const ofIndexes: Readonly<Record<string, Parameters | undefined>> = {
  btree: {
    fillfactor,
    deduplicate_items: { values: "boolean" },
    // It does nothing any more, but dumps have it.
    vacuum_cleanup_index_scale_factor: { values: [0, 1e10] },
  },
  hash: { fillfactor },
  gist: { fillfactor, buffering: { values: ["on", "off", "auto"] } },
  spgist: { fillfactor },
  gin: { fastupdate: { values: "boolean" }, gin_pending_list_limit: { values: [64, most] } },
  brin: { pages_per_range: { values: [1, 131_072] }, autosummarize: { values: "boolean" } },
};

/** The parameters of a new table. OIDS may be denied, as old dumps do, but not wanted (transformRelOptions). */
export function newParameters(
  execution: Execution,
  kind: Relation["kind"],
  { oids = "off", ...parameters }: Readonly<Record<string, string>>,
  method?: string,
): Readonly<Record<string, string>> {
  if (!isFalse(oids)) execution.fail("0A000", "tables declared WITH OIDS are not supported");
  refuseParameters(execution, kind, parameters, method);
  return parameters;
}

/** Fails with 22023 for a parameter that such a relation does not have on the target, or a value out of its bounds. */
export function refuseParameters(
  execution: Execution,
  kind: Relation["kind"],
  parameters: Readonly<Record<string, string>>,
  method = "heap",
): void {
  const given = Object.entries(parameters);
  if (kind === "partitioned-table" && given.length > 0 && execution.server.isSince(16))
    execution.fail("42809", "cannot specify storage parameters for a partitioned table");
  const known = knownFor(kind, method);
  if (known !== undefined) for (const [name, value] of given) refuseParameter(execution, known, name, value);
}

function knownFor(kind: Relation["kind"], method: string): Parameters | undefined {
  if (kind === "table" || kind === "materialized-view") return method === "heap" ? ofTables : undefined;
  if (kind === "index" || kind === "partitioned-index") return ofIndexes[method];
  return kind === "partitioned-table" ? {} : undefined;
}

function refuseParameter(execution: Execution, own: Parameters, name: string, value: string): void {
  const [parameter, space] = name.split(".").reverse();
  if (space !== undefined && (space !== "toast" || own !== ofTables))
    execution.fail("22023", `unrecognized parameter namespace "${space}"`);
  const known = (space === undefined ? own : ofBoth)[parameter ?? ""];
  if (known === undefined || (known.since !== undefined && !execution.server.isSince(known.since)))
    execution.fail("22023", `unrecognized parameter "${parameter ?? ""}"`);
  if (!fits(known.values, value.toLowerCase()))
    execution.fail("22023", `invalid value for option "${parameter ?? ""}": ${value}`);
}

function fits(values: Values, value: string): boolean {
  if (values === "boolean")
    return /^(?:t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|on|off?|y(?:es?)?|no?|[01])$/u.test(value);
  const [least, limit] = values;
  if (typeof least !== "number" || typeof limit !== "number") return values.some((one) => one === value);
  const number = Number(value);
  return value !== "" && number >= least && number <= limit;
}
