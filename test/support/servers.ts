import { randomUUID } from "node:crypto";
import pg from "pg";
import { brokerVariable, startGuardian } from "./postgres/guardianProcess.ts";

/** The PostgreSQL majors that the product supports and the tests run. */
export const majors = [14, 15, 16, 17, 18] as const;
export type Major = (typeof majors)[number];

/**
 * The majors that this run proves predictions on: those named by ORACLE_MAJORS (`npm run oracle` names all), else the
 * oldest and the newest.
 */
export const testedMajors: readonly Major[] = majors.filter(
  (major) =>
    process.env["ORACLE_MAJORS"]?.split(",").includes(String(major)) ?? (major === 14 || major === 18),
);

/** A running server: on 127.0.0.1, trusting everybody, emptied and stopped when the test run ends. */
export interface Server {
  readonly major: Major;
  readonly host: string;
  readonly port: number;
  /** A superuser without a password. */
  readonly user: string;
}

/** A database of one's own on such a server. */
export interface Database extends Server {
  readonly database: string;
  readonly url: string;
  /** A connected client; ended by `dispose` where the test did not. */
  connect(): Promise<pg.Client>;
  /** Ends the clients handed out and drops the database, whoever else is connected to it. */
  dispose(): Promise<void>;
}

const asked = new Map<Major, Promise<Server>>();
let ownBroker: Promise<string> | undefined;

/** The real server of that major, started when first asked for and shared by the whole test run. */
export function server(major: Major): Promise<Server> {
  const known = asked.get(major) ?? ask(major);
  asked.set(major, known);
  return known;
}

/**
 * A new database, empty or a copy of `template` (to which nobody may be connected meanwhile). Names are random, so
 * any number of tests may work side by side.
 */
export async function freshDatabase(major: Major, template?: string): Promise<Database> {
  return freshDatabaseOn(await server(major), template);
}

/** The same on a server that is not shared. */
export async function freshDatabaseOn(where: Server, template = "template0"): Promise<Database> {
  const { major } = where;
  const database = `test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  // Nothing is flushed to a disk here, so copying files is quicker than writing them to the WAL, the default since 15.
  const strategy = major >= 15 ? "STRATEGY file_copy" : "";
  await onMaintenance(where, `CREATE DATABASE ${database} TEMPLATE ${template} ${strategy}`);
  const clients: pg.Client[] = [];
  return {
    ...where,
    database,
    url: `postgres://${where.user}@${where.host}:${where.port}/${database}`,
    async connect() {
      const client = await connected(where, database);
      clients.push(client);
      return client;
    },
    async dispose() {
      await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
      await onMaintenance(where, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    },
  };
}

async function ask(major: Major): Promise<Server> {
  return serverOf(process.env[brokerVariable] ?? (await startBroker()), major);
}

/** A server of the guardian at an address. */
export async function serverOf(guardian: string, major: Major): Promise<Server> {
  const answer = await fetch(`${guardian}/${major}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return { major, ...addressOf(JSON.parse(text)) };
}

/** Outside vitest (a script, a single process) nobody has set up a broker: this process gets its own. */
function startBroker(): Promise<string> {
  ownBroker ??= startGuardian().then((guardian) => guardian.address);
  return ownBroker;
}

function addressOf(value: unknown): Omit<Server, "major"> {
  if (typeof value === "object" && value !== null && "host" in value && "port" in value && "user" in value) {
    const { host, port, user } = value;
    if (typeof host === "string" && typeof port === "number" && typeof user === "string")
      return { host, port, user };
  }
  throw new Error("The broker of the test servers gave no address.");
}

async function onMaintenance(where: Server, sql: string): Promise<void> {
  const client = await connected(where, "postgres");
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function connected({ host, port, user }: Server, database: string): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, database });
  // A dropped database or a stopped server ends the connection; the query that fails tells the test.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
