import { expect, it } from "vitest";
import { freshDatabase, testedMajors } from "../support/servers.ts";
import { cases, rolledOut } from "./renameCases.ts";
import { send } from "./send.ts";

it.each(testedMajors)(
  "a table's owner can fill a column past triggers that change the row, PostgreSQL %i",
  async (major) => {
    const given = cases["triggers of the user"];
    if (given === undefined) throw new Error("there is no such case");
    const { finished } = rolledOut(given);
    const database = await freshDatabase(major);
    const client = await database.connect();
    const owner = `owner_${database.database}`;
    try {
      await client.query(
        `CREATE ROLE ${owner} LOGIN; GRANT CREATE ON SCHEMA public TO ${owner}; GRANT ALL ON DATABASE ${database.database} TO ${owner}`,
      );
      const steps = finished.analysis.migrations;
      const as = async (direction: "up" | "down", step: (typeof steps)[number]): Promise<void> => {
        // DISCARD ALL between the files would end a SET ROLE.
        await client.query(`SET SESSION AUTHORIZATION ${owner}`);
        await send(client, finished, step, direction);
        await client.query("RESET SESSION AUTHORIZATION");
      };
      for (const [index, step] of steps.entries()) {
        await as("up", step);
        if (index === 0 && given.seed !== undefined) await client.query(given.seed);
      }
      const { rows } = await client.query(
        "SELECT count(*)::int AS rows, count(b)::int AS filled, sum(touched)::int AS touched FROM t",
      );
      expect(rows).toEqual([{ rows: 1200, filled: 1200, touched: 0 }]);
      for (const step of steps.slice(1).reverse()) await as("down", step);
      const back = await client.query("SELECT count(a)::int AS filled, sum(touched)::int AS touched FROM t");
      expect(back.rows).toEqual([{ filled: 1200, touched: 0 }]);
      await client.query("UPDATE t SET a = 'new' WHERE id = 1");
      const changed = await client.query("SELECT touched FROM t WHERE id = 1");
      expect(changed.rows).toEqual([{ touched: 1 }]);
    } finally {
      await client.query(`RESET SESSION AUTHORIZATION; DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
      await database.dispose();
    }
  },
);
