import { describe, expect, it } from "vitest";
import { testedMajors, type Major } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint, type Fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { changed, textFaults, workUnderLocks } from "./prover.ts";
import { cases, type Case } from "./recipeCases.ts";
import { send, sendAgain } from "./send.ts";

/*
 * What a recipe comes to does not hang on who sends it, but on how: all statements in a transaction, as one string, or
 * one by one. One tool stands for each; `sending.test.ts` reads what is written in every format. Majors differ in what
 * the server does, so they are proven with one tool.
 */
const ways = ["dbmate", "golang-migrate", "goose"];
/** Prisma reads each file with a parser of its own, and sends accordingly. */
const read = [...ways, "prisma"];

interface Run extends Case {
  readonly tool: string;
}

function once<Value>(make: (run: Run, major: Major) => Value): typeof make {
  const known = new Map<string, Value>();
  return (run, major) => {
    const key = JSON.stringify([run, major]);
    const value = known.get(key) ?? make(run, major);
    known.set(key, value);
    return value;
  };
}

const projectsOf = once((run) => {
  const { tool, recipe, before = "SELECT 1;", bad, down = "SELECT 1;", at, majors, transaction } = run;
  const drafts = [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: bad, down, autocommit: transaction === "autocommit" },
  ];
  const original = TestProject.of(tool, drafts, {}, majors === undefined ? {} : { majors });
  return { original, rewritten: original.with(planned(original.rewrite(recipeCalled(recipe), at))) };
});

/** Where the statement as it was written comes to. */
const end = once(async (run, major): Promise<Fingerprint> => {
  const { original } = projectsOf(run, 18);
  const { client } = await begun({ project: original, seed: run.seed, major });
  await send(client, original, original.last, "up");
  return fingerprint(client);
});

const texts: readonly Run[] = cases.flatMap((each) =>
  (each.few === true ? ways.slice(0, 2) : read).map((tool) => ({ ...each, tool })),
);
const sent = texts
  .filter(({ tool }) => ways.includes(tool))
  .flatMap((run) =>
    testedMajors
      .filter((major) => major === 18 || (run.tool === "dbmate" && run.few !== true))
      .filter((major) => run.majors?.includes(major) !== false)
      .map((major) => ({ ...run, run, major })),
  )
  // A rollout's proof is in a file of its own.
  .filter(({ recipe }) => recipeCalled(recipe).resume === undefined)
  // The index that a view gets for it is what it was not: proven by itself.
  .filter(({ before }) => before?.includes("CREATE MATERIALIZED VIEW per_shop") !== true)
  // What is left to a rollout is proven with that, and where the original is refused, or the end differs
  // in what the recipe names, that is proven by itself.
  .filter(
    ({ recipe }) => !["drop-with-its-column", "remake-views", "domain-check-not-valid"].includes(recipe),
  );

describe("what a recipe writes", () => {
  it.each(texts)("$recipe, $tool: $bad parses, and nothing is found in it", (run) => {
    const { original, rewritten } = projectsOf(run, 18);
    expect(textFaults(recipeCalled(run.recipe), original, rewritten)).toEqual([]);
  });

  it.each(sent)(
    "$recipe, $tool, PostgreSQL $major: $bad does what the statement does, also twice, and undoes it",
    async ({ run, major }) => {
      const { original, rewritten } = projectsOf(run, 18);
      const expected = await end({ ...run, tool: "dbmate" }, major);
      const { client } = await begun({ project: rewritten, seed: run.seed, major });
      const start = await fingerprint(client);
      const steps = rewritten.analysis.migrations.slice(1);
      const touched = new Set(changed(original, rewritten));
      for (const step of steps) {
        if (touched.has(step)) expect((await workUnderLocks(client, rewritten, step)) ?? []).toEqual([]);
        await send(client, rewritten, step, "up");
        if (!mayRunTwice(run)) continue;
        const now = await fingerprint(client);
        await sendAgain(client, rewritten, step);
        expect(await fingerprint(client)).toEqual(now);
      }
      expect(await fingerprint(client)).toEqual(expected);
      if (run.down === undefined || !rewritten.format.hasDown) return;
      await send(client, rewritten, rewritten.last, "down");
      await send(client, rewritten, rewritten.last, "up");
      expect(await fingerprint(client)).toEqual(expected);
      for (const step of [...steps].reverse()) await send(client, rewritten, step, "down");
      expect(await fingerprint(client)).toEqual(start);
    },
  );
});

/** What the user wrote stays as it was, and need not run twice. */
function mayRunTwice({ recipe, bad }: Case): boolean {
  return (
    !["add-lock-timeout", "own-migration", "try-again-for-lock"].includes(recipe) && !/ADD COLUMN/.test(bad)
  );
}
