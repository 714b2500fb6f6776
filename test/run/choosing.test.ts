import type pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { foreignHosts, parseServerUrl } from "../../server/src/run/databases/parseServerUrl.ts";
import { loopbackNames } from "../../server/src/run/databases/loopbackNames.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import type { DatabaseState } from "../../server/src/protocol.ts";
import { freshDatabase, type Database } from "../support/servers.ts";

/*
 * Choosing a server connects to it: what does not answer, or refuses the login, is not chosen, and says why in a way that
 * the editor can act on.
 */

const made: (RunEngine | Database)[] = [];
afterEach(async () => {
  for (const one of made.splice(0).reverse()) await one.dispose();
});

const signal = new AbortController().signal;
const quiet = (): void => undefined;

function openEngine(): { readonly engine: RunEngine; readonly states: DatabaseState[] } {
  const states: DatabaseState[] = [];
  const settings = { storagePath: "", key: "test", image: "", startTimeout: 600 };
  const engine = new RunEngine({ ...settings, onState: (state) => void states.push(state) });
  made.push(engine);
  return { engine, states };
}

async function database(): Promise<Database> {
  const fresh = await freshDatabase(18);
  made.push(fresh);
  return fresh;
}

/** The same database as another user. */
function urlAs(user: string, { url }: Database): string {
  const address = new URL(url);
  address.username = user;
  return address.href;
}

/** A role of its own that the server lets in with a password only; everybody else it goes on trusting. */
async function withPassword(
  given: Database,
  password: string,
): Promise<{ readonly client: pg.Client; readonly user: string }> {
  const client = await given.connect();
  const user = `${given.database}_user`;
  await client.query(`CREATE ROLE ${user} LOGIN PASSWORD '${password}'`);
  await rewriteAccess(client, (lines) => [`host all ${user} all scram-sha-256`, ...lines]);
  return { client, user };
}

async function withoutPassword(client: pg.Client, user: string): Promise<void> {
  await rewriteAccess(client, (lines) => lines.filter((line) => !line.includes(user)));
  await client.query(`DROP ROLE ${user}`);
}

/** Changes pg_hba.conf through the server, which alone may. */
async function rewriteAccess(
  client: pg.Client,
  change: (lines: readonly string[]) => readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ path: string; text: string }>(
    "SELECT setting AS path, pg_read_file(setting) AS text FROM pg_settings WHERE name = 'hba_file'",
  );
  const [file] = rows;
  if (file === undefined) throw new Error("The server names no pg_hba.conf.");
  const lines = change(file.text.split("\n")).map((line) => `(${client.escapeLiteral(line)})`);
  await client.query(`COPY (VALUES ${lines.join(", ")}) TO ${client.escapeLiteral(file.path)}`);
  const loaded = async (): Promise<unknown> => (await client.query("SELECT pg_conf_load_time()::text")).rows;
  const before = await loaded();
  await client.query("SELECT pg_reload_conf()");
  // The reload is done by another process, in its own time.
  await expect.poll(loaded).not.toEqual(before);
}

describe("choosing a server", () => {
  it("connects, so that it is ready at once", async () => {
    const { engine } = openEngine();
    const { url } = await database();
    const state = await engine.connect({ kind: "server", url }, signal, quiet);
    expect(state).toMatchObject({ kind: "server", status: "ready", problem: undefined });
    expect(state.description).toMatch(/^PostgreSQL 18\.\d+ at 127\.0\.0\.1:\d+\//);
  });

  it("keeps what was chosen before where the new one does not answer", async () => {
    const { engine } = openEngine();
    const { url } = await database();
    await engine.connect({ kind: "server", url }, signal, quiet);
    const absent = { kind: "server", url: "postgres://ada@127.0.0.1:1/shop" } as const;
    await expect(engine.connect(absent, signal, quiet)).rejects.toMatchObject({
      code: "connection-failed",
      message:
        "PostgreSQL at 127.0.0.1:1/shop cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Start it, or correct host and port.",
    });
    expect((await engine.state()).status).toBe("ready");
    expect((await engine.query("SELECT 1", 1, signal)).rows).toEqual([["1"]]);
  });

  it("tells a refused login from a server that is not there", async () => {
    const { engine } = openEngine();
    const given = await database();
    const nobody = { kind: "server", url: urlAs("nobody_here", given) } as const;
    await expect(engine.connect(nobody, signal, quiet)).rejects.toMatchObject({ code: "login-refused" });
    const lost = { kind: "server", url: given.url.replace(/\/[^/]*$/, "/not_there") } as const;
    await expect(engine.connect(lost, signal, quiet)).rejects.toMatchObject({
      code: "connection-failed",
      message: expect.stringMatching(/Create the database, or correct its name\.$/) as string,
    });
  });

  it("asks for a password where the server wants one, and takes the right one", async () => {
    const given = await database();
    const { client, user } = await withPassword(given, "geheim");
    try {
      const { engine } = openEngine();
      const choice = { kind: "server", url: urlAs(user, given) } as const;
      for (const password of [undefined, "falsch"]) {
        const told = password === undefined ? choice : { ...choice, password };
        const refusal = await engine.connect(told, signal, quiet).catch((error: unknown) => error);
        expect(refusal).toMatchObject({ code: "password-refused" });
        expect(String(refusal)).toMatch(new RegExp(`refuses the password of ${user}: .*PGPASSWORD`));
        expect(String(refusal)).not.toContain("falsch");
      }
      expect((await engine.connect({ ...choice, password: "geheim" }, signal, quiet)).status).toBe("ready");
      await engine.dispose();
    } finally {
      await withoutPassword(client, user);
    }
  });

  it("does not reach another host without the user's word", async () => {
    const { engine } = openEngine();
    const foreign = { kind: "server", url: "postgres://ada@db.invalid/shop" } as const;
    await expect(engine.connect(foreign, signal, quiet)).rejects.toMatchObject({ code: "host-not-allowed" });
  });

  it("finds a server that was chosen earlier, and says what is wrong where it has gone", async () => {
    const { engine, states } = openEngine();
    const { url } = await database();
    expect((await engine.select({ kind: "server", url })).status).toBe("stopped");
    expect((await engine.attach(signal, quiet)).status).toBe("ready");
    await engine.select({ kind: "server", url: "postgres://ada@127.0.0.1:1/shop" });
    const gone = await engine.attach(signal, quiet);
    expect(gone.status).toBe("failed");
    expect(gone.problem).toMatch(/cannot be reached/);
    expect(states.at(-1)).toEqual(gone);
  });

  it("forgets what was wrong only where settings have changed", async () => {
    const { engine } = openEngine();
    await engine.select({ kind: "server", url: "postgres://ada@127.0.0.1:1/shop" });
    const failed = await engine.attach(signal, quiet);
    const settings = { storagePath: "", key: "test", image: "", startTimeout: 600 };
    expect(await engine.configure(settings)).toMatchObject({ status: "failed", problem: failed.problem });
    expect(await engine.configure({ ...settings, image: "postgres:17" })).toMatchObject({
      status: "stopped",
    });
  });

  it("leaves one on another host alone until the user names the host", async () => {
    const { engine } = openEngine();
    await engine.select({ kind: "server", url: "postgres://ada@db.invalid/shop" });
    expect(await engine.attach(signal, quiet)).toMatchObject({ status: "stopped", problem: undefined });
  });
});

describe("a name of this machine", () => {
  const addresses: Readonly<Record<string, readonly string[]>> = {
    "shop.test": ["127.0.1.1"],
    both: ["127.0.0.1", "::1"],
    partly: ["127.0.0.1", "203.0.113.7"],
    elsewhere: ["203.0.113.7"],
    "0x7f.1": ["127.0.0.1"],
    "2130706433": ["127.0.0.1"],
  };
  const addressesOf = async (name: string): Promise<readonly string[]> => {
    const found = addresses[name];
    return found === undefined ? Promise.reject(new Error("ENOTFOUND")) : Promise.resolve(found);
  };

  it.each([
    ["shop.test", "127.0.1.1"],
    ["both", "127.0.0.1"],
  ])("%s is connected to by its address", async (name, host) => {
    const options = { url: `postgres://ada@${name}/shop?sslmode=verify-full` };
    const loopback = await loopbackNames(foreignHosts(options), addressesOf);
    const { config, address } = parseServerUrl({ ...options, loopback }, {});
    expect(config).toMatchObject({ host, ssl: { servername: name } });
    expect(address).toBe(`${name}:5432/shop`);
  });

  it.each(["partly", "elsewhere", "unknown", "0x7f.1", "2130706433", "shop.test,elsewhere"])(
    "%s needs the user's word",
    async (name) => {
      const options = { url: `postgres://ada@${name}/shop` };
      const loopback = await loopbackNames(foreignHosts(options), addressesOf);
      expect(() => parseServerUrl({ ...options, loopback }, {})).toThrow(/Confirm that very host by name/);
    },
  );
});
