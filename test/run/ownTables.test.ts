import { expect, test } from "vitest";
import { formats } from "../../server/src/formats/index.ts";
import { never } from "./contract.ts";
import { workbench } from "./workbench.ts";

const bench = workbench(18);
const run = formats.filter(({ runBy }) => runBy === undefined);

test.each(run.map((format) => [format.id, format] as const))(
  "what %s keeps for itself is no drift",
  async (_id, format) => {
    bench.open(format, {});
    expect((await bench.run()).failure).toBeUndefined();
    const { differences } = await bench.engine.drift(bench.folder.read(), never);
    expect(differences.map(({ message }) => message)).toEqual([]);
    // What else lies in its schema is.
    const [schema] = format.ledger.table.split(".");
    if (schema === format.ledger.table) return;
    await bench.rows(`CREATE TABLE ${schema}.side ()`);
    const found = (await bench.engine.drift(bench.folder.read(), never)).differences;
    expect(found.map(({ change, name }) => [change, name])).toEqual([
      ["unexpected", `${schema?.replaceAll('"', "")}.side`],
    ]);
  },
);
