import type pg from "pg";
import { freshDatabase, type Database, type Major } from "../../support/servers.ts";
import type { Fingerprint } from "../fingerprint.ts";
import type { TestProject } from "../projects.ts";
import { send } from "../send.ts";
import { wholeFingerprint } from "../wholeFingerprint.ts";
import type { Hazard } from "./hazards.ts";

/** A database with a schema and its rows, as long as it is as it was; then another copy. */
export class Stage {
  readonly #seed: string;
  readonly major: Major;
  #template: Database | undefined;
  #copy: { readonly database: Database; readonly client: pg.Client } | undefined;
  #start: Fingerprint | undefined;

  constructor(seed: string, major: Major) {
    this.#seed = seed;
    this.major = major;
  }

  /** `project`: its first migration makes the schema. */
  async begun(project: TestProject): Promise<{ readonly client: pg.Client; readonly start: Fingerprint }> {
    this.#template ??= await this.#setUp(project);
    this.#copy ??= await this.#copied(this.#template);
    const { client } = this.#copy;
    return { client, start: (this.#start ??= await wholeFingerprint(client)) };
  }

  /** Where the statement as it was written comes to; undefined where the server refuses it. */
  async expected(project: TestProject, { meant, up }: Hazard): Promise<Fingerprint | undefined> {
    const { client } = await this.begun(project);
    await client.query("BEGIN");
    try {
      await client.query(meant ?? up);
      await client.query("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL search_path = public");
      return await wholeFingerprint(client);
    } catch {
      return undefined;
    } finally {
      await client.query("ROLLBACK");
    }
  }

  /** It is not as it was any more. */
  async spoil(): Promise<void> {
    await this.#copy?.database.dispose();
    this.#copy = undefined;
  }

  async dispose(): Promise<void> {
    await this.spoil();
    await this.#template?.dispose();
  }

  async #copied(template: Database): Promise<{ readonly database: Database; readonly client: pg.Client }> {
    const database = await freshDatabase(this.major, template.database);
    return { database, client: await database.connect() };
  }

  async #setUp(project: TestProject): Promise<Database> {
    const database = await freshDatabase(this.major);
    const client = await database.connect();
    const [first] = project.analysis.migrations;
    if (first !== undefined) await send(client, project, first, "up");
    // Tables refer to each other, so what is inserted first finds nothing.
    await client.query(`SET session_replication_role = replica; ${this.#seed}`);
    await client.end();
    return database;
  }
}
