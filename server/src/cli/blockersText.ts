import type { Holder, InTheWay, LockedTable, OtherSession } from "../run/inTheWay/inTheWay.ts";
import { isInTheWay } from "../run/inTheWay/inTheWay.ts";

/** What `lockkeeper blockers` prints: what the run would wait for first, then what else is worth knowing. */
export function blockersText(found: InTheWay): string {
  const { pending, tables, snapshots, waitsForSnapshots } = found;
  const old = snapshots.map((each) => `process ${each.pid} (${facts(each)})`);
  const snapshot =
    old.length === 0
      ? []
      : waitsForSnapshots === undefined
        ? [`Oldest snapshots, which keep dead rows from being cleaned away: ${old.join("; ")}`]
        : [
            `${waitsForSnapshots.path}:${waitsForSnapshots.line} waits until these are done: ${old.join("; ")}`,
          ];
  return [
    ...tables.filter(({ heldBy }) => heldBy.length > 0).flatMap(tableText),
    ...snapshot,
    ...aside(found),
    ...found.notes.map((note) => `Note: ${note}`),
    ending(found, pending.length),
  ].join("\n");
}

function tableText({ relation, lock, waitsFor, path, line, heldBy }: LockedTable): readonly string[] {
  const whom =
    waitsFor === undefined ? "" : `, and waits for all who ${waitsFor === "users" ? "use" : "write"} it`;
  return [
    `${relation}: ${path}:${line} takes ${lock}${whom}`,
    ...heldBy.map((each) => `  ${holderText(each)}`),
  ];
}

function holderText(holder: Holder): string {
  const { pid, lock, waits, autovacuum, query } = holder;
  const who =
    pid === null
      ? `the prepared transaction '${query ?? ""}' of ${holder.user ?? "?"}, since ${duration(holder.milliseconds)},`
      : `process ${pid} (${facts(holder)})`;
  const vacuum = autovacuum === undefined ? "" : vacuums[autovacuum];
  return `${who} ${waits ? "waits for" : "has"} ${lock}${vacuum}`;
}

const vacuums = {
  "gives-way": "; autovacuum gives way to whoever waits",
  stays: "; it prevents wraparound, and does not give way",
} as const;

function aside(found: InTheWay): readonly string[] {
  const { waiting, idleInTransaction, preparedTransactions, replicationSlots, replicas } = found;
  return [
    ...waiting.map(
      (each) => `Waits already: process ${each.pid} (${facts(each)}) behind ${behind(each.behind)}`,
    ),
    ...idleInTransaction.map((each) => `Idle in transaction: process ${each.pid} (${facts(each)})`),
    ...preparedTransactions.map(
      ({ id, owner, milliseconds }) =>
        `Prepared transaction: '${id}' of ${owner}, since ${duration(milliseconds)}`,
    ),
    ...replicationSlots.map(({ name, active, bytesKept }) => {
      const kept = bytesKept === null ? "" : `, ${megabytes(bytesKept)} of WAL are kept for it`;
      return `Replication slot ${name}: ${active ? "in use" : "nobody reads it"}${kept}`;
    }),
    ...replicas.map(
      ({ application, milliseconds }) => `Replica ${application ?? "?"}: ${duration(milliseconds)} behind`,
    ),
  ];
}

function ending(found: InTheWay, count: number): string {
  const migrations = count === 1 ? "the pending migration" : `the ${count} pending migrations`;
  if (count === 0) return `${found.database}: nothing is pending.`;
  const what = isInTheWay(found) ? "somebody stands" : "nobody stands";
  return `${found.database}: ${what} in the way of ${migrations}.`;
}

/** e.g. `psql, idle in transaction for 4 min: UPDATE users SET …`. */
function facts({ application, user, state, milliseconds, query }: Omit<OtherSession, "pid">): string {
  const who = application === null || application === "" ? (user ?? "") : application;
  const doing = `${state ?? "at work"} for ${duration(milliseconds)}`;
  return `${who === "" ? "" : `${who}, `}${doing}${query === null ? "" : `: ${query}`}`;
}

function behind(pids: readonly number[]): string {
  return pids.map((pid) => (pid === 0 ? "a prepared transaction" : `process ${pid}`)).join(", ");
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}
