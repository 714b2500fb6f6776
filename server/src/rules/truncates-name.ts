import { byteLength, clip, nameBytes } from "../sql/nameBytes.ts";
import { identifierOf, tokensOf, type Token } from "../sql/tokens.ts";
import type { Statement } from "../sql/statement.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const truncatesName = defineRule({
  id: "truncates-name",
  group: "migration",
  severity: "warning",
  summary: "A name of more than 63 bytes is cut off, so that two names may be one",
  why: `The server keeps the first 63 bytes and says so in a NOTICE. Two names that differ only behind that are the same one, and
what looks the name up in the catalog by its whole text finds nothing.`,
  instead: "A shorter name. A letter outside ASCII takes two bytes or more.",
  withoutPlan: "Nothing blocks here: choose a shorter name.",
  references: ["https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS"],
  messages: {
    cut: "This name is cut off after 63 bytes: it is {name} from then on. Choose a shorter one.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      ({ outcome, effects }) =>
        effects.fails === undefined && outcome.changes.some(({ collection }) => collection === "relation"),
    );
    if (found === undefined) return [];
    return tooLong(statement.statement).map(({ token, name }) =>
      report(found, context, "cut", { at: token.span, data: { name } }),
    );
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "ALTER TABLE orders ADD COLUMN the_note_that_the_customer_wrote_when_the_order_was_placed_in_the_shop text;",
      good: "ALTER TABLE orders ADD COLUMN note_of_the_customer text;",
    },
  ],
});

interface LongName {
  readonly token: Token;
  readonly name: string;
}

/** Each long name once, where it stands first, with what the server makes of it. */
function tooLong(statement: Statement): readonly LongName[] {
  const found = new Map<string, LongName>();
  if (statement.text.length <= nameBytes) return [];
  for (const token of tokensOf(statement)) {
    const name = token.text.length > nameBytes / 4 ? identifierOf(token, statement) : undefined;
    if (name === undefined || byteLength(name) <= nameBytes || found.has(name)) continue;
    found.set(name, { token, name: clip(name, nameBytes) });
  }
  return [...found.values()];
}
