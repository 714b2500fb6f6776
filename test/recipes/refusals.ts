import { expect } from "vitest";
import { recipeCalled, TestProject } from "./projects.ts";

/** In which words a plan for a statement is refused; undefined where there is one. */
export function refusal(
  recipe: string,
  given: {
    readonly before: string;
    readonly up: string;
    readonly down?: string;
    readonly later?: string;
    readonly at?: number;
  },
): string | undefined {
  const { before, up, down = "SELECT 1;", later, at = 0 } = given;
  const project = TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
    ...(later === undefined ? [] : [{ name: "later", up: later, down: "SELECT 1;", autocommit: false }]),
  ]);
  const [, migration] = project.analysis.migrations;
  const result = project.rewrite(recipeCalled(recipe), at, migration);
  return "refused" in result ? result.refused : undefined;
}

/** That the plan is refused in such words, or not at all where there are none. */
export function expectRefusal(
  recipe: string,
  given: Parameters<typeof refusal>[1],
  message: RegExp | undefined,
): void {
  const found = refusal(recipe, given);
  if (message === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(message);
}
