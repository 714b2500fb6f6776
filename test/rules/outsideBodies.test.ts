import { expect, it } from "vitest";
import { rules } from "../../server/src/rules/index.ts";

/*
 * Advice that no body can follow says so where it is told of a statement of a body (`Rule.outsideBodies`): a new message
 * with CONCURRENTLY in it, or with a migration of its own, is either marked or stands here with the reason.
 */

const advises = /CONCURRENTLY|of (?:its|their) own/u;

const others: Readonly<Record<string, string>> = {
  "depends-on-session relies": "advises nothing",
  "drop-index-blocks-reads partitioned": "says that there is no CONCURRENTLY",
  "partition-change-blocks-parent beside": "says that CONCURRENTLY is refused",
  "refresh-blocks-reads refresh":
    "REFRESH MATERIALIZED VIEW CONCURRENTLY runs in a transaction, and in a body",
  "refresh-blocks-reads fills": "says that CONCURRENTLY is refused",
  "set-not-null-scans-table dropped": "a statement of its own may follow in the same body",
};

it("marks every message with advice that needs a transaction of its own, or says why not", () => {
  const unmarked = rules.flatMap(({ id, messages, outsideBodies = [] }) =>
    Object.entries(messages).flatMap(([key, text]) =>
      advises.test(text) && !outsideBodies.includes(key) ? [`${id} ${key}`] : [],
    ),
  );
  expect(unmarked.sort()).toEqual(Object.keys(others).sort());
});

it("marks messages that there are", () => {
  for (const { id, messages, outsideBodies = [] } of rules)
    for (const key of outsideBodies) expect(Object.keys(messages), id).toContain(key);
});
