import { describe, expect, it } from "vitest";
import { safely } from "./safely.ts";

describe("foreign keys that are dropped and added again", () => {
  const before =
    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int CONSTRAINT b_a REFERENCES a); CREATE TABLE c (a int CONSTRAINT c_a REFERENCES a, b int CONSTRAINT c_b REFERENCES b);";
  const plansOf = (between: string): ReturnType<typeof safely> =>
    safely({
      before,
      up: `ALTER TABLE b DROP CONSTRAINT b_a;
        ALTER TABLE c DROP CONSTRAINT c_a, DROP CONSTRAINT c_b; ${between}
        ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a ON DELETE CASCADE;
        ALTER TABLE c ADD CONSTRAINT c_a FOREIGN KEY (a) REFERENCES a ON DELETE CASCADE, ADD CONSTRAINT c_b FOREIGN KEY (b) REFERENCES b ON DELETE SET NULL;`,
      down: "",
    });

  it("are changed in one statement, which holds nothing while it waits", () => {
    const { plan, project } = plansOf("");
    expect(plan.plans.map(({ recipe }) => recipe)).toEqual(["foreign-key-not-valid"]);
    expect(plan.refusals).toEqual([]);
    const texts = [...project.files.values()];
    const swap = texts.find((text) => text.includes("lockkeeper_tries"));
    expect(swap?.match(/DROP CONSTRAINT IF EXISTS \w+,\s+ADD CONSTRAINT \w+/g)).toHaveLength(3);
    expect(texts.filter((text) => text.includes("VALIDATE CONSTRAINT"))).toHaveLength(3);
  });

  it("are dropped where they were if rows are changed in between", () => {
    const { project } = plansOf("UPDATE c SET a = 7 WHERE a = 8;");
    expect([...project.files.values()].join()).not.toMatch(/DROP CONSTRAINT IF EXISTS c_a,\s+ADD/);
  });
});
