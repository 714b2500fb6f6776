import { describe, expect, it } from "vitest";
import { fold } from "./support.ts";

const table = "CREATE TABLE downloads (id int, day date, CONSTRAINT downloads_pkey PRIMARY KEY (id));";

describe("after a statement that cannot be read", () => {
  const broken = `${table} ALTER TABLE downloads DROP CONSTRAINT downloads_pkey ALTER TABLE downloads DROP id;`;

  it("no failure is predicted of what it names", () => {
    const { last } = fold(`${broken} ALTER TABLE downloads ADD COLUMN n serial PRIMARY KEY;`);
    expect(last.effects.fails).toBeUndefined();
    expect(last.outcome.notAnalysed).toBe("it depends on what an earlier statement did that is not analysed");
    expect(last.effects.locks.map(({ relation: { name }, mode }) => `${name} ${mode}`)).toEqual([
      "public.downloads ACCESS EXCLUSIVE",
    ]);
  });

  it("what it does not name still fails", () => {
    const { last } = fold(`${broken} ALTER TABLE uploads ADD COLUMN n int;`);
    expect(last.effects.fails?.sqlstate).toBe("42P01");
  });

  it("the doubt goes on to what depends on it", () => {
    const { last } = fold(
      `${broken} ALTER TABLE downloads ADD COLUMN n serial PRIMARY KEY; ALTER TABLE downloads DROP COLUMN n;`,
    );
    expect(last.effects.fails).toBeUndefined();
  });
});

describe("after a body of which a part is not known", () => {
  it("no failure is predicted of what its texts name", () => {
    const { last } = fold(`${table}
      DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM downloads LOOP
        EXECUTE 'ALTER TABLE ' || r.name || ' ADD COLUMN updated_at timestamptz'; END LOOP; END $$;
      UPDATE downloads SET updated_at = now();`);
    expect(last.effects.fails).toBeUndefined();
    expect(last.outcome.notAnalysed).toBeDefined();
  });
});
