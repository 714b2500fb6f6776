import { Client } from "pg";
import { expect, test } from "vitest";
import { Control } from "../../server/src/run/control.ts";
import { freshDatabase } from "../support/servers.ts";

test("those who watch and cancel at the same time take turns, also behind a query that fails", async () => {
  const database = await freshDatabase(18);
  const warnings: string[] = [];
  const note = ({ message }: Error): void => void warnings.push(message);
  process.on("warning", note);
  try {
    const control = await Control.connect(async () => {
      const client = new Client(database.url);
      await client.connect();
      return client;
    });
    const [slow, wrong, quick] = await Promise.allSettled([
      control.query("SELECT pg_sleep(0.1)"),
      control.query("SELECT 1/0"),
      control.query<{ n: number }>("SELECT 1 AS n"),
    ]);
    expect([slow.status, wrong.status]).toEqual(["fulfilled", "rejected"]);
    expect(quick).toMatchObject({ value: { rows: [{ n: 1 }] } });
    await control.end();
    expect(warnings).toEqual([]);
  } finally {
    process.off("warning", note);
    await database.dispose();
  }
});
