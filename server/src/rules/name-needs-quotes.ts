import { keywordKindOf } from "@pgsql/quotes";
import { enumerateFew } from "../timeline/words/lists.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { changedTables } from "./support/made.ts";

export const nameNeedsQuotes = defineRule({
  id: "name-needs-quotes",
  group: "style",
  severity: "info",
  summary: "A name with capitals, blanks or of a keyword must be quoted wherever it is used",
  why: `PostgreSQL folds names to lower case unless they are quoted. A name that was made in quotes with a capital letter, a
blank or a hyphen, or that is a reserved word, is not found without them: \`SELECT * FROM User\` does not read \`"User"\`, it is
the name of the role.`,
  instead: "Lower case letters, digits and `_`. A client that wants other names maps them.",
  withoutPlan: "Nothing blocks here: choose another name while nothing uses it.",
  references: ["https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"],
  messages: {
    quotes: "Whoever writes {names} without quotes does not find it: PostgreSQL folds or reads it otherwise.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => quotedNames(entry).length > 0);
    if (found === undefined) return [];
    return [report(found, context, "quotes", { data: { names: enumerateFew(quotedNames(found.entry)) } })];
  },
  examples: [
    {
      bad: 'CREATE TABLE "User" (id bigint PRIMARY KEY);',
      good: "CREATE TABLE app_user (id bigint PRIMARY KEY);",
    },
  ],
});

/** A letter outside ASCII may be written as it is, and so may the keywords that only functions and types cannot be. */
function needsQuotes(name: string): boolean {
  const kind = keywordKindOf(name);
  const isReserved = kind === "RESERVED_KEYWORD" || kind === "TYPE_FUNC_NAME_KEYWORD";
  return isReserved || !/^[a-z_\u{80}-\u{10ffff}][a-z0-9_$\u{80}-\u{10ffff}]*$/u.test(name);
}

/** The new names of tables and their own columns. */
function quotedNames(entry: TimelineEntry): readonly string[] {
  const names = changedTables(entry).flatMap(({ was, now }) => {
    const known = new Set(was?.columns.map(({ name }) => name));
    const columns = now.columns.filter(({ name, local }) => local && !known.has(name));
    return [...(was?.name === now.name ? [] : [now.name]), ...columns.map(({ name }) => name)];
  });
  return [...new Set(names)].filter(needsQuotes).map((name) => `"${name}"`);
}
