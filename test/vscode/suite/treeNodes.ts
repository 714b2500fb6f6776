import assert from "node:assert/strict";
import { ProjectNode } from "../../../client/src/migrations/nodes.ts";
import type { MigrationItem, ProjectItem } from "../../../server/src/protocol.ts";

/** What of the migrations view is drawn anew. A command chosen on a row that VS Code has forgotten does not learn which it was. */
export function treeNodes(): void {
  describe("the rows of the migrations view", () => {
    it("stay while one of them changes, and only that one is drawn anew", () => {
      const root = new ProjectNode(project([migration("1"), migration("2")]));
      const [first, second] = root.children();
      const changed = root.update(project([migration("1"), { ...migration("2"), state: "applied" }]));
      assert.deepEqual(changed, [second]);
      assert.deepEqual(root.children(), [first, second]);
      assert.equal(second?.item().description, "applied · low risk");
    });

    it("are drawn anew where a run comes to them and leaves them", () => {
      const migrations = [migration("1"), migration("2")];
      const root = new ProjectNode(project(migrations), "1");
      assert.deepEqual(root.update(project(migrations), "2"), root.children());
      assert.deepEqual(root.update(project(migrations), "2"), []);
      assert.deepEqual(root.update(project(migrations)), [root.children()[1]]);
    });

    it("are listed anew where there are others, or where the project itself changed", () => {
      const root = new ProjectNode(project([migration("1")]));
      assert.deepEqual(root.update(project([migration("1"), migration("2")])), [root]);
      assert.equal(root.children().length, 2);
      const problems = {
        ...project([migration("1"), migration("2")]),
        problems: ["Two files have version 2."],
      };
      assert.deepEqual(root.update(problems), [root]);
    });

    it("know the rows of a folded history", () => {
      const old = Array.from({ length: 30 }, (_, index) => ({
        ...migration(String(index)),
        history: "applied" as const,
      }));
      const root = new ProjectNode(project(old));
      const [history] = root.children();
      const changed = root.update(
        project(old.map((one) => (one.version === "3" ? { ...one, failure: "x" } : one))),
      );
      assert.deepEqual(changed, [history?.children()[3]]);
    });
  });
}

function migration(version: string): MigrationItem {
  return {
    version,
    name: `m${version}`,
    uri: `file:///m/${version}.sql`,
    state: "pending",
    risk: "low",
    failure: undefined,
    history: undefined,
    sections: [],
  };
}

function project(migrations: readonly MigrationItem[]): ProjectItem {
  return {
    uri: "file:///m",
    label: "m",
    format: "dbmate",
    formatLabel: "dbmate",
    hasDown: true,
    migrations,
    hidden: { findings: 0, accepted: 0, migrations: 0, base: undefined, shown: false },
    rollouts: [],
    problems: [],
  };
}
