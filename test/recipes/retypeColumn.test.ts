import { describe, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { recipeCalled } from "./projects.ts";
import { cases, original, rolledOut, type RetypeCase } from "./retypeCases.ts";
import { endsTheSame, goesBack, isQuiet } from "./transitionProof.ts";
import { byTurns } from "./turns.ts";

const recipe = recipeCalled("change-column-type-by-dual-write");
const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => ({ name, given, major })),
);
const each = Object.entries(cases).flatMap(([name, given], turn) =>
  byTurns(testedMajors, turn).map((major) => ({ name, given, major })),
);
const tools = ["golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"].flatMap((format) =>
  ["a serial primary key with foreign keys to it", "everything on it"].map((name) => ({
    name: `${name}, as ${format} sends it`,
    given: { ...cases[name], format } as RetypeCase,
    major: 18 as const,
  })),
);

describe("the change of type by dual write ends where ALTER COLUMN TYPE does", () => {
  it.each([...all, ...tools])("$name, PostgreSQL $major", async ({ given, major }) => {
    await endsTheSame({ ...rolledOut(given), plain: original(given), seed: given.seed, major });
  });

  it.each(each)(
    "$name: nothing is found in any file, nor done under a lock, nor more when sent twice, PostgreSQL $major",
    async ({ given, major }) => {
      const transition = { ...rolledOut(given), plain: original(given), seed: given.seed, major };
      // What references the key is the user's next change: it is said of the original just so.
      await isQuiet(recipe, transition, (fault) => fault.includes("foreign-key-narrower-than-key"));
    },
  );
});

describe("a change of type goes back and up again from every point", () => {
  it.each(each)("$name, PostgreSQL $major", async ({ name, given, major }) => {
    await goesBack({ ...rolledOut(given), seed: given.seed, major }, name === "everything on it");
  });
});
