import type { Catalog } from "../catalog.ts";
import type { ObjectId } from "../ids.ts";
import { internal, type Described } from "./described.ts";
import type { Words } from "./inWords.ts";

/** Who depends on an object: no user's business, but two models of one database must agree in it. */
export function describeDependents(
  catalog: Catalog,
  words: Words,
  members: ReadonlySet<string>,
): readonly Described[] {
  return [...catalog.all("dependents")].flatMap(([key, dependents]): readonly Described[] => {
    // A session's temporary objects are not read; what publications are in force for a table is looked up there, and follows from the publications.
    if (key.startsWith("object:published ") || isTemporary(key)) return [];
    if (members.has(key) || key.startsWith("object:extension ") || !isObjectId(key)) return [];
    const name = words.object(key);
    const users = dependents.filter(({ object }) => !members.has(object) && !isTemporary(object));
    if (users.length === 0) return [];
    return [
      {
        key: `dependents ${name}`,
        kind: "list of dependents",
        name,
        within: [],
        facts: () =>
          users.map(({ object, columns, strength }) => {
            const read = [...columns].sort((a, b) => a - b).join(" ");
            return internal(`${strength} ${words.object(object)} [${read}]`, "yes");
          }),
      },
    ];
  });
}

function isTemporary(key: string): boolean {
  return key.startsWith("relation:pg_temp.");
}

function isObjectId(key: string): key is ObjectId {
  return /^(?:relation|type|function|constraint|object):/u.test(key);
}
