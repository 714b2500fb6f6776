/**
 * `drop` with what accepts the finding that a unique index brings: the end of a rollout comes when no running version
 * upserts on it. `build` is the statement that builds the index again.
 */
export function dropIndexAtTheEnd(drop: string, build: string): string {
  const isUnique = build.startsWith("CREATE UNIQUE INDEX ");
  return isUnique
    ? `-- lockkeeper-ignore drops-key: no running version relies on it any more\n${drop}`
    : drop;
}
