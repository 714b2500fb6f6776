import type { Index } from "../catalog/relations.ts";
import { ident, literal, qualified, sql, truncateName, type Sql } from "../sql/fragment.ts";
import type { AnalysedStatement } from "../rules/rule.ts";
import { itemsOf, stringOf } from "../interpret/nodes.ts";
import type { Statement } from "../sql/statement.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { between } from "./support/between.ts";
import { buildStep, dropAfterwards, dropConcurrently, takeOver } from "./support/indexSteps.ts";
import { refuseUnbuilt } from "./support/buildIndex.ts";
import { indexCreatedBy, isIndexOf } from "./support/createdIndex.ts";
import { droppedIndex } from "./support/droppedIndex.ts";
import { FreeNames } from "./support/freeName.ts";
import { createIndexSql, indexAsItIs, ownNames } from "./support/indexSql.ts";
import { placeOf, worksOnRows } from "./support/laterWork.ts";
import { dropIndexAtTheEnd } from "./support/dropIndex.ts";
import { sameColumns } from "./support/sameColumns.ts";
import { catalogOf, isInTransaction } from "./support/subject.ts";

export const replaceIndex = defineRecipe({
  id: "replace-index",
  title: "Build the new index beside the old one, then let it take its name",
  kind: "quickfix",
  summary:
    "For an index that is dropped and made again under its name in one file: the new one is built CONCURRENTLY under a name of its own, then the old one is dropped CONCURRENTLY, then the new one gets the name. Queries always have one of them, and where both are unique, no duplicate gets in between. The down does the same the other way round.",
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, note text, at date); CREATE INDEX orders_note ON orders (note);",
      bad: "DROP INDEX orders_note; CREATE INDEX orders_note ON orders (note, at);",
    },
  ],
  standsFor: createBehind,
  applies(facts) {
    const { section } = facts;
    const drop = section.direction === "up" && !facts.endsRollout ? dropBefore(facts) : undefined;
    if (drop === undefined) return false;
    const works = [facts.statement, drop].some(({ statement: { text } }) => !/\bconcurrently\b/i.test(text));
    return works || isInTransaction(facts);
  },
  plan,
  isInverse: isIndexOf,
  /** The old index comes back with the plan's own down. */
  restoresPart({ node }, facts) {
    const index = indexCreatedBy(facts);
    return node !== undefined && "IndexStmt" in node && node.IndexStmt.idxname === index?.name;
  },
});

/** The name of the one index that a statement drops, without its schema. */
function nameDropped({ node }: Statement): string | undefined {
  if (node === undefined || !("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_INDEX")
    return undefined;
  const { objects = [], behavior } = node.DropStmt;
  const [first] = objects;
  if (first === undefined || objects.length > 1 || behavior === "DROP_CASCADE") return undefined;
  return itemsOf(first).map(stringOf).at(-1);
}

function nameCreated({ node }: Statement): string | undefined {
  return node !== undefined && "IndexStmt" in node ? node.IndexStmt.idxname : undefined;
}

/** For the drop of an index, the statement behind it that makes one of that name again. */
function createBehind({ section, statement }: RecipeFacts): AnalysedStatement | undefined {
  const name = nameDropped(statement.statement);
  if (name === undefined) return undefined;
  return section.statements.find(
    (each) => each.span.start > statement.span.start && nameCreated(each.statement) === name,
  );
}

function dropBefore({ section, statement }: RecipeFacts): AnalysedStatement | undefined {
  const name = nameCreated(statement.statement);
  if (name === undefined) return undefined;
  const before = section.statements.filter(({ span }) => span.start < statement.span.start);
  return before.findLast((each) => nameDropped(each.statement) === name);
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const drop = dropBefore(facts);
  const index = indexCreatedBy(facts);
  const old = drop === undefined ? undefined : droppedIndex({ ...facts, statement: drop });
  if (drop === undefined || index === undefined || old === undefined)
    return {
      refused:
        "No migration here creates the index that is dropped, or the statement fails: there is no down to write.",
    };
  const refused = obstacle(facts, drop, old, index);
  return refused === undefined ? planOf(facts, drop, old, index) : { refused };
}

function obstacle(facts: RecipeFacts, drop: AnalysedStatement, old: Index, index: Index): string | undefined {
  const { node } = facts.statement.statement;
  if (old.table !== index.table || old.schema !== index.schema)
    return `The old ${old.name} is on another table. Give the new index another name.`;
  if (old.kind === "partitioned-index" || index.kind === "partitioned-index")
    return "CONCURRENTLY is refused on a partitioned table (0A000). Build the new index on each partition, under another name.";
  if (node !== undefined && "IndexStmt" in node && (node.IndexStmt.tableSpace ?? "") !== "")
    return "The index names a TABLESPACE. Build it there CONCURRENTLY under another name, then drop the old one CONCURRENTLY.";
  const behind = facts.later();
  const commented = behind.find(
    ({ path, statement: { kind, text } }) =>
      path === facts.section.path && kind === "CommentStmt" && text.includes(index.name),
  );
  if (commented !== undefined)
    return `${placeOf(commented, facts)} comments on ${index.name}, which would still be the old index then. Move the comment to a migration that comes after.`;
  const writes = between(facts, drop).some((each) => worksOnRows({ ...each, path: "", line: 0 }, old.table));
  const writer = behind.find((later) => worksOnRows(later, old.table));
  if (!old.unique || (!writes && writer === undefined)) return undefined;
  const place = writer === undefined ? "A statement between the two" : placeOf(writer, facts);
  return `${place} works on the table and may write what the old unique index still refuses then. Move it to a migration that comes after.`;
}

function planOf(facts: RecipeFacts, drop: AnalysedStatement, old: Index, index: Index): Plan | Refusal {
  const catalog = catalogOf(facts);
  const before = catalogOf({ ...facts, statement: drop });
  const again = before === undefined ? undefined : indexAsItIs(old, before, facts.grammar);
  const names = catalog === undefined ? undefined : ownNames(index, catalog, facts.grammar);
  const beside = new FreeNames(facts).choose(index.name, "_new", { of: "relation" });
  const schema = index.schema === "public" ? undefined : index.schema;
  const build =
    names === undefined
      ? undefined
      : createIndexSql(index, { ...names, name: beside, index: qualified(schema, beside) });
  if (again === undefined || build === undefined)
    return { refused: "The columns of the index cannot be written down again." };
  const [own, other] = [index.name, beside].map((name) => qualified(schema, name));
  if (own === undefined || other === undefined) return { refused: "The index has no name." };
  const serves = index.unique && sameColumns(old, index);
  const plain = dropConcurrently(own);
  const dropsOld = serves ? plain : dropIndexAtTheEnd(plain, again.once[0] ?? "");
  return {
    recipe: "replace-index",
    title: `Replace the index ${index.name} while reads and writes go on`,
    name: truncateName(`replace_${index.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
    takes: [drop],
    steps: [
      buildStep(`Build the new index as ${beside}`, other, build, { suffix: "build" }),
      dropAfterwards(
        { title: `Drop the old ${index.name}; waits for everybody who uses the table`, suffix: "drop" },
        dropsOld,
        again,
        [refuseUnbuilt(other.text)],
      ),
      {
        phase: "contract",
        title: "Give the new index its name",
        suffix: "rename",
        transaction: "own",
        up: [renameOnce(other, own, index.name)],
        down: [renameOnce(own, other, beside)],
      },
    ],
    pending: [],
  };
}

function renameOnce(from: Sql, to: Sql, name: string): string {
  const rename = sql`ALTER INDEX ${from} RENAME TO ${ident(name)}`.text;
  return takeOver(from, rename, `(pg_catalog.to_regclass(${literal(to.text).text}) IS NOT NULL)`);
}
