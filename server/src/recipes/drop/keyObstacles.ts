import { displayName } from "../../catalog/ids.ts";
import { atLeast } from "../../interpret/locks.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import { quotedStart } from "../../timeline/words/quoted.ts";
import { enumerate } from "../../timeline/words/lists.ts";
import type { LaterStatement, RecipeFacts } from "../recipe.ts";
import { between } from "../support/between.ts";
import { lockOn, placeOf, readsOrWritesRows } from "../support/laterWork.ts";
import { isSpecial } from "../transition/obstacles.ts";
import { keysTo, nameOfKey, type KeyTarget } from "./targetKey.ts";

/** What is asked of a key here, where it is none that a constraint carries, too. */
type Dropped = Omit<KeyTarget, "key"> & { readonly key: Pick<KeyTarget["key"], "name" | "kind"> };

/** Why a key cannot be dropped in phases, in words; undefined where it can. */
export function keyObstacle(target: KeyTarget, facts: RecipeFacts): string | undefined {
  return ofKind(target) ?? ofReplication(target) ?? ofCascade(target) ?? meanwhile(target, facts);
}

/** The same where another key takes its place at once, in the statement that the facts are about. */
export function swapObstacle(
  target: Dropped,
  drop: AnalysedStatement,
  facts: RecipeFacts,
): string | undefined {
  return (
    ofKind(target) ?? ofCascade(target) ?? writtenBetween(target, drop, facts) ?? meanwhile(target, facts)
  );
}

/** What the key was dropped for, maybe: it is there until the other takes its place. */
function writtenBetween(target: Dropped, drop: AnalysedStatement, facts: RecipeFacts): string | undefined {
  const { path } = facts.section;
  const writer = between(facts, drop).find((each) => mayWrite({ ...each, path, line: 0 }, target));
  return writer === undefined
    ? undefined
    : `${quotedStart(writer.statement.text)} writes rows of ${displayName(target.table)}, and maybe what ${nameOfKey(target)} still refuses then: one key takes the place of the other in one statement. Move it to a migration that comes after.`;
}

function ofKind({ table, key, index }: Dropped): string | undefined {
  if (key.kind === "exclusion")
    return `${key.name} is an exclusion constraint: the down could build it only while reads and writes wait. Drop it in a migration of its own, with lock_timeout, once you are sure.`;
  if (index.kind === "partitioned-index" || table.parents.length > 0)
    return `${key.name} is on ${displayName(table)} and its partitions, and no unique index of those can be built CONCURRENTLY and be made a constraint again in one go. Drop it in a migration of its own, with lock_timeout, once no running version relies on it.`;
  return isSpecial(table, index)
    ? `The index of ${key.name} is the table's replica identity, or the one it is clustered on. Give the table another one first.`
    : undefined;
}

/** Without an identity of its rows, UPDATE and DELETE on a published table fail. */
function ofReplication({ catalog, table, key }: KeyTarget): string | undefined {
  if (key.kind !== "primary-key" || table.replicaIdentity !== "default") return undefined;
  const publication = [...catalog.all("other").values()].find(
    ({ publishing, relations }) =>
      publishing?.actions.some((action) => action === "update" || action === "delete") === true &&
      (publishing.everything || publishing.schemas.includes(table.schema) || relations.includes(table.id)),
  );
  return publication === undefined
    ? undefined
    : `The publication ${publication.name} has ${displayName(table)}, whose UPDATEs and DELETEs fail without a primary key (55000). Give it another REPLICA IDENTITY first: USING INDEX of a unique index, or FULL.`;
}

/** What CASCADE takes along beside foreign keys is not for a plan to decide. */
function ofCascade(target: Dropped): string | undefined {
  const known = new Set(keysTo(target).map(({ from, key }) => `${displayName(from)}.${key.name}`));
  const more = target.cascaded.filter(({ name }) => !known.has(name));
  if (more.length === 0) return undefined;
  const gone = enumerate([
    ...new Set(more.map(({ code, name }) => (code === "other" ? name : `the ${code} ${name}`))),
  ]);
  return `CASCADE also drops ${gone}. What goes along is yours to decide: drop each by name first, in a migration of its own, then the key without CASCADE.`;
}

/** Until the rollout is finished the key still refuses duplicates. */
function meanwhile(target: Dropped, facts: RecipeFacts): string | undefined {
  const writer = facts.later().find((later) => mayWrite(later, target));
  return writer === undefined
    ? undefined
    : `${placeOf(writer, facts)} writes rows of ${displayName(target.table)}, and maybe what ${nameOfKey(target)} still refuses then: the key would be dropped after that. Move it to a migration that comes once the rollout is finished.`;
}

function mayWrite(later: LaterStatement, { table }: Dropped): boolean {
  const lock = lockOn(later, table.id);
  const { kind, text } = later.statement;
  const isAboutRows = readsOrWritesRows.has(kind) && kind !== "DeleteStmt";
  if (kind === "DoStmt" && !/\b(insert\s+into|update|merge\s+into|copy|execute|call)\b/i.test(text))
    return false;
  return isAboutRows && lock !== undefined && atLeast(lock, "ROW EXCLUSIVE");
}
