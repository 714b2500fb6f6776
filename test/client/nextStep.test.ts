import { describe, expect, it } from "vitest";
import { nextStep, ownPart, stepStates } from "../../client/src/rollouts/nextStep.ts";
import type { MigrationState, RolloutStepItem } from "../../server/src/protocol.ts";

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function migration(version: string, state: MigrationState): RolloutStepItem {
  return {
    ...{ kind: "migration", version, name: version, uri: `file:///${version}.sql`, range },
    ...{ state, phase: "expand", titles: [version] },
  };
}

const deploy: RolloutStepItem = { kind: "deploy", what: "the new version" };
const finish: RolloutStepItem = { kind: "finish", titles: ["Drop it"], preconditions: [] };
const nobody = (): boolean => false;

describe("the next step of a rollout", () => {
  it.each<[string, readonly RolloutStepItem[], string | undefined]>([
    ["connects while nothing is known", [migration("1", "unknown"), finish], "connect 1"],
    [
      "runs the first that is pending",
      [migration("1", "applied"), migration("2", "pending"), deploy],
      "run 2",
    ],
    [
      "looks at what a run left half-way",
      [migration("1", "unfinished"), migration("2", "pending")],
      "look 1",
    ],
    ["looks at what was changed since", [migration("1", "changed"), finish], "look 1"],
    ["deploys what nobody said is deployed", [migration("1", "applied"), deploy, finish], "deploy"],
    [
      "takes a later migration that is applied for a deploy",
      [migration("1", "applied"), deploy, migration("2", "applied"), migration("3", "pending")],
      "run 3",
    ],
    ["finishes when all that is written is applied", [migration("1", "applied"), finish], "finish"],
    ["is nothing after the last", [migration("1", "applied"), migration("2", "applied")], undefined],
  ])("%s", (_, steps, expected) => {
    const next = nextStep({ steps }, nobody);
    const version = next?.step.kind === "migration" ? ` ${next.step.version}` : "";
    expect(next === undefined ? undefined : `${next.kind}${version}`).toBe(expected);
  });

  it("goes on once somebody says that it is deployed", () => {
    const steps = [migration("1", "applied"), deploy, finish];
    expect(nextStep({ steps }, (what) => what === "the new version")?.kind).toBe("finish");
  });

  it("shows what is done, what comes next and what later", () => {
    const steps = [migration("1", "applied"), deploy, migration("2", "pending"), finish];
    expect(stepStates({ steps }, nextStep({ steps }, nobody))).toEqual(["done", "next", "later", "later"]);
    expect(stepStates({ steps }, undefined)).toEqual(["done", "done", "done", "done"]);
  });

  it("tells migrations of one rollout apart by what their names do not share", () => {
    const part = (name: string) => ownPart({ id: "rename_users_mail" }, { name, phase: "expand" });
    expect(part("rename_users_mail_backfill")).toBe("backfill");
    expect(part("rename")).toBe("rename");
    expect(part("rename_users_mail")).toBe("expand");
  });
});
