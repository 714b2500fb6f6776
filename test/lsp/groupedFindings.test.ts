import { CodeActionRequest } from "vscode-languageserver-protocol";
import { expect, it } from "vitest";
import { makeFolder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const rename = "ALTER TABLE users RENAME COLUMN email TO mail;\n";

/** The rules whose findings can be accepted for the statement where the cursor is in the rename. */
async function accepted(initializationOptions: object, cursors: readonly number[]) {
  const folder = makeFolder({
    "migrations/0001_users.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n",
    "migrations/0002_rename.up.sql": rename,
  });
  const server = await LanguageServer.start({ folders: [folder.root], initializationOptions });
  const uri = folder.uri("migrations/0002_rename.up.sql");
  await server.open(uri, rename);
  await server.diagnostics(uri);
  const rules: (readonly string[])[] = [];
  for (const character of cursors) {
    const place = { line: 0, character };
    const params = {
      textDocument: { uri },
      range: { start: place, end: place },
      context: { diagnostics: [] },
    };
    const found = (await server.connection.sendRequest(CodeActionRequest.type, params)) ?? [];
    const about = found.filter(({ title }) => /^Accept \S+ for this statement/.test(title));
    // The client names the findings by the codes of the diagnostics.
    rules.push(
      about.flatMap((each) => ("diagnostics" in each ? String(each.diagnostics[0]?.code) : [])).sort(),
    );
  }
  await server.stop();
  folder.remove();
  return rules;
}

it("what is done about findings is offered for all of the statement to a client that groups it, else where each is underlined", async () => {
  const cursors = [rename.indexOf("RENAME"), rename.indexOf(";")];
  const both = ["missing-lock-timeout", "renames-column"];
  expect(await accepted({ groupsFindings: true }, cursors)).toEqual([both, both]);
  expect(await accepted({}, cursors)).toEqual([both, ["missing-lock-timeout"]]);
});
