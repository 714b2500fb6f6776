import { afterEach, describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { planned, recipeCalled } from "./projects.ts";
import { cases, split } from "./reshapeCases.ts";
import { RolloutProof } from "./rolloutProof.ts";

const recipe = recipeCalled("split-or-merge-columns");
const proof = new RolloutProof(recipe);
afterEach(() => proof.dispose());

const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => ({ name, given, major })),
);
const tools = ["golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"].map((format) => ({
  name: `as ${format} sends it`,
  given: { ...split, up: `-- lockkeeper-value name = first || ' ' || last\n${split.up}`, format },
  major: 18 as const,
}));

describe("columns are split, merged and replaced as by the original", () => {
  it.each([...all, ...tools])("$name, PostgreSQL $major", ({ given, major }) =>
    proof.endsTheSame(given, major),
  );

  it.each(all)("$name: back and up again from every point, PostgreSQL $major", ({ given, major }) =>
    proof.goesBack(given, major),
  );
});

it("all statements of the change are one, whichever of them is asked about", () => {
  const project = proof.original(split);
  const plans = [0, 1, 2].map((at) => project.rewrite(recipe, at));
  expect(plans.map((each) => ("refused" in each ? each.refused : each.plan.name))).toEqual(
    Array(3).fill("reshape_users_name_to_first_last"),
  );
});

it("what stands between the statements comes once the columns are filled, and its undoing with it", () => {
  const index = "CREATE INDEX users_first ON users (first);\n";
  const project = proof.original({
    ...split,
    up: split.up.replace("ALTER TABLE users DROP", `${index}ALTER TABLE users DROP`),
    down: `DROP INDEX users_first;\n${split.down}`,
  });
  const { edits, files } = planned(project.rewrite(recipe));
  const own = project.with({ edits, files: [] }).files.get(edits[0]?.path ?? "");
  const behind = files.at(-1)?.content ?? "";
  expect(own).not.toMatch(/INDEX users_first|UPDATE users|DROP COLUMN name/);
  expect(files.map(({ content }) => content.includes("DO $$"))).toEqual([true, false]);
  expect(behind.split("-- migrate:down")).toEqual([
    expect.stringContaining(index),
    expect.stringContaining("DROP INDEX users_first;"),
  ]);
});
