import { FileChangeType, type Diagnostic } from "vscode-languageserver-protocol";
import { afterEach, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const config = "lockkeeper.config.json";
const migration = "migrations/0001_users.up.sql";

describe("a configuration in the editor", () => {
  let folder: Folder;
  let server: LanguageServer;

  afterEach(async () => {
    expect(await server.stop()).toBe(0);
    folder.remove();
  });

  /** What is said of the configuration, as `line:character-line:character message`, lines and characters from 0. */
  async function said(files: Readonly<Record<string, string>>, problems: number): Promise<readonly string[]> {
    folder = makeFolder({ [migration]: "CREATE TABLE users (id bigint);\n", ...files });
    server = await LanguageServer.start({ folders: [folder.root] });
    let found: readonly Diagnostic[] = [];
    server.connection.onNotification(
      "textDocument/publishDiagnostics",
      (params: { uri: string; diagnostics: Diagnostic[] }) => {
        if (params.uri === folder.uri(config)) found = params.diagnostics;
      },
    );
    await server.diagnostics(folder.uri(migration));
    // Written again, since what was said at the start may have come before anybody listened.
    folder.write(config, files[config] ?? "");
    await server.fileChanged(folder.path(config), FileChangeType.Changed);
    await server.until(
      async () => {
        await server.diagnostics(folder.uri(migration));
        return found;
      },
      (diagnostics) => diagnostics.length >= problems,
    );
    return found.map(({ range: { start, end }, message }) => {
      const place = [start, end].map(({ line, character }) => `${line}:${character}`).join("-");
      return `${place} ${typeof message === "string" ? message : message.value}`;
    });
  }

  it.each([
    [
      '{\n  "postgres": [18],\n  "rules": { "renames-colum": "off" }\n}\n',
      [
        "2:30-2:35 lockkeeper.config.json: rules.renames-colum: there is no rule `renames-colum`; is `renames-column` meant?",
      ],
    ],
    [
      '{\n  "postgress": [18],\n  "lockTimeout": "soon"\n}\n',
      [
        "2:17-2:23 lockkeeper.config.json: lockTimeout: `soon` is no duration that lock_timeout takes, such as `5s` or `500ms`",
        "1:2-1:13 lockkeeper.config.json: there is no key `postgress`; is `postgres` meant?",
      ],
    ],
    [
      '{\n  "postgres": [18],\n}\n',
      ["2:0-2:1 lockkeeper.config.json: it is not JSON: `}` was not expected here"],
    ],
  ])("that is wrong, %j, is said to be at its place", async (text, expected) => {
    expect(await said({ [config]: text }, expected.length)).toEqual(expected);
  });

  it("that names files which cannot be used is said to where it names them, both of them", async () => {
    const text = '{\n  "baseline": "db/none.sql",\n  "statistics": "sizes.json"\n}\n';
    expect([...(await said({ [config]: text, "sizes.json": "{}" }, 2))].sort()).toEqual([
      "1:14-1:27 lockkeeper.config.json: baseline: db/none.sql is not there, or cannot be read.",
      "2:16-2:28 lockkeeper.config.json: statistics: sizes.json is not there, or is not a statistics file.",
    ]);
  });

  it("whose reference git does not know is told so, where it names it", async () => {
    const text = '{\n  "history": { "since": "no-such-branch" }\n}\n';
    expect(await said({ [config]: text }, 1)).toEqual([
      "1:13-1:42 lockkeeper.config.json: history: git knows no commit `no-such-branch` that this branch has come from, so that nothing is history by it.",
    ]);
  });
});
