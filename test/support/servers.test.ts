import { afterAll, describe, expect, it } from "vitest";
import { freshDatabase, majors } from "./servers.ts";
import type { Database } from "./servers.ts";

describe.each(majors)("PostgreSQL %i", (major) => {
  const databases: Database[] = [];
  afterAll(() => Promise.all(databases.map((database) => database.dispose())));

  it("answers as that major, in databases that do not see each other", async () => {
    const [one, two] = await Promise.all([freshDatabase(major), freshDatabase(major)]);
    databases.push(one, two);
    const [first, second] = await Promise.all([one.connect(), two.connect()]);
    await first.query("CREATE TABLE only_here (id int)");
    const version = await first.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int / 10000 AS version",
    );
    const seen = await second.query("SELECT FROM pg_class WHERE relname = 'only_here'");
    expect(version.rows[0]?.version).toBe(major);
    expect(seen.rowCount).toBe(0);
  });
});
