import { describe, expect, it } from "vitest";
import { formats } from "../../server/src/formats/index.ts";
import { recipes } from "../../server/src/recipes/index.ts";
import { rolloutsIn } from "../../server/src/recipes/rollouts.ts";
import { rolloutSteps } from "../../server/src/recipes/rolloutSteps.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { recipeCalled, TestProject } from "./projects.ts";

/** A project whose last migration is a recipe's example. */
function begun(format: string, before: string, bad: string): TestProject {
  const draft = (name: string, up: string) => ({ name, up, down: "", autocommit: false });
  return TestProject.of(format, [draft("before", before), draft("change", bad)]);
}

function stepsOf({ analysis, files }: TestProject): readonly string[] {
  const text = (path: string): string | undefined => files.get(path);
  return rolloutsIn(analysis.project, text).flatMap((rollout) =>
    rolloutSteps(rollout, analysis.project, text).map((step) => {
      if (step.kind === "migration") return `${step.phase} ${step.path}: ${step.titles.join("; ")}`;
      return step.kind === "deploy" ? `deploy ${step.what}` : `finish: ${step.titles.join("; ")}`;
    }),
  );
}

const title = "Rename users.mail to email while old and new versions run side by side";

describe("the steps of a rollout", () => {
  const before = "CREATE TABLE users (id bigint PRIMARY KEY, mail text);";
  const rename = "ALTER TABLE users RENAME mail TO email;";
  // x-multi-statement cuts the trigger's function, so it is refused the plan.
  const cannot = ["plain", "golang-migrate-multi-statement"];
  const writing = formats
    .filter(({ id, canAutocommit }) => !cannot.includes(id) && canAutocommit)
    .map(({ id }) => id);

  it.each(writing)("are read from the files of %s, in their order", (format) => {
    const { open, finished } = finishedRollout(
      begun(format, before, rename),
      recipeCalled("rename-column-by-dual-write"),
    );
    const steps = stepsOf(open).map((step) => step.replace(/^(\w+) .*?: /u, "$1: "));
    expect(steps).toEqual([
      "expand: Add email and keep it and mail alike, whichever of them is written",
      expect.stringMatching(/^migrate: Fill email in batches/u),
      "deploy the version of the application that uses users.email; the one that uses mail may go on running beside it",
      "deploy a version of the application that no longer reads or writes users.mail, everywhere",
      expect.stringMatching(/^finish: Stop here unless .*; Drop users.mail/u),
    ]);
    const all = stepsOf(finished);
    expect(all.some((step) => step.startsWith("finish:"))).toBe(false);
    expect(all.filter((step) => step.startsWith("contract ")).length).toBeGreaterThan(1);
    expect(all.at(-1)).toContain("Drop users.mail");
  });

  const examples = recipes
    .filter((recipe) => recipe.resume !== undefined)
    .map((recipe) => ({ id: recipe.id, recipe, example: recipe.examples[0] }));

  it.each(examples)("are every file that $id writes, and its end", ({ recipe, example }) => {
    const project = begun("golang-migrate", example?.before ?? "", example?.bad ?? "");
    const { open, finished } = finishedRollout(project, recipe);
    const isNew = (path: string): boolean => !project.files.has(path) && path.endsWith(".up.sql");
    const paths = (steps: readonly string[]) =>
      steps.flatMap((step) => / (\S+\.sql):/u.exec(step)?.[1] ?? []);
    const written = ({ files }: TestProject) => [...files.keys()].filter(isNew).sort();
    expect(paths(stepsOf(open)).filter(isNew)).toEqual(written(open));
    expect(paths(stepsOf(finished)).filter(isNew)).toEqual(written(finished));
    expect(stepsOf(open).at(-1)).toMatch(/^finish: \S/u);
  });

  it("are only those of its own title, until the file that ends it", () => {
    const { finished } = finishedRollout(
      begun("golang-migrate", before, rename),
      recipeCalled("rename-column-by-dual-write"),
    );
    const again = new TestProject(
      finished.format,
      new Map([
        ...finished.files,
        ["000099_other.up.sql", `-- ${title}\n-- expand: Something else\nSELECT 1;\n`],
      ]),
    );
    expect(stepsOf(again)).toEqual(stepsOf(finished));
  });
});
