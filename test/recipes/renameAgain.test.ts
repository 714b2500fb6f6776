import { describe, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { cases, rolledOut } from "./renameCases.ts";
import { walkBackAndForth } from "./walks.ts";

describe("a rename goes back and up again from every point", () => {
  const all = Object.entries(cases).flatMap(([name, given]) =>
    testedMajors.map((major) => ({ name, given, major })),
  );

  it.each(all)("$name, PostgreSQL $major", async ({ name, given, major }) => {
    const { open, finished } = rolledOut(given);
    const { client } = await begun({ project: finished, seed: given.seed, major });
    const expanded = open.analysis.migrations.length - 1;
    const every = name === "everything on it" ? { every: true } : {};
    await walkBackAndForth({
      client,
      project: finished,
      expanded,
      look: () => fingerprint(client),
      ...every,
    });
  });
});
