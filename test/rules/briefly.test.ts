import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { brief, longestMessage } from "../../server/src/analysis/brief.ts";
import { analyseFixture } from "./fixture.ts";

/*
 * Messages stay short whatever names they hold: every name of the rules' fixtures made as long as names can be.
 */

const folder = fileURLToPath(new URL("fixtures/", import.meta.url));

describe("messages", () => {
  it.for(readdirSync(folder))("of %s are short with names of 63 bytes too", async (name) => {
    const text = readFileSync(folder + name, "utf8");
    const messages = [text, longNames(text)].map(async (each) => {
      const { analysis } = await analyseFixture(each);
      return analysis.migrations.flatMap(({ findings, sections }) => [
        ...findings,
        ...sections.flatMap(({ statements }) => statements.flatMap((statement) => statement.findings)),
      ]);
    });
    const [plain = [], long = []] = await Promise.all(messages);
    for (const { message } of [...plain, ...long]) {
      expect(message.length).toBeLessThanOrEqual(longestMessage);
      expect(message).toMatch(/[.…]$/u);
    }
    // The names are longer, and nothing else.
    expect(long.length).toBe(plain.length);
  });

  it("keep what they begin with, and whole sentences", () => {
    const name = (letter: string): string => `${letter.repeat(63)}.${letter.repeat(63)}`;
    const message = `Reads of ${name("a")} and ${name("b")} wait. It takes ACCESS EXCLUSIVE on ${name("a")}. Do it elsewhere. Assumed: ${name("c")} exists; other objects depend on it; x is NOT NULL.`;
    const shortened = brief(message, undefined);
    expect(shortened.length).toBeLessThanOrEqual(longestMessage);
    expect(shortened).toMatch(
      /^Reads of a+…a+ and b+…b+ wait\. It takes ACCESS EXCLUSIVE\. Do it elsewhere\. Assumed: c+…c+ exists; and 2 more\.$/u,
    );
  });

  it("leave out sentences where nothing else helps", () => {
    const sentence = "A word and another one that cannot be made shorter by any means. ";
    const shortened = brief(sentence.repeat(20).trim(), undefined);
    expect(shortened.length).toBeLessThanOrEqual(longestMessage);
    expect(shortened).toMatch(/means\.$/u);
  });

  it("end a sentence whose reason is left out, and keep the advice rather than what is assumed", () => {
    const long = "x".repeat(120);
    const [wait, held] = [
      `Reads of ${long} wait until \`y\` is done:`,
      `ACCESS ${"EXCLUSIVE ".repeat(12)}is held.`,
    ];
    const message = (assumed: string) => `${wait} ${held} Put it elsewhere. Assumed: ${assumed}.`;
    expect(brief(message("a b c d e f g h i j ".repeat(9)), undefined)).toMatch(
      /is held\. Put it elsewhere\.$/u,
    );
    const words = "and more of it that cannot be made shorter ".repeat(5);
    expect(
      brief(
        `Reads wait until ${words}is done: ACCESS EXCLUSIVE is ${words}held. Put it elsewhere.`,
        undefined,
      ),
    ).toMatch(/is done\. Put it elsewhere\.$/u);
  });

  it("show placeholders as they are written", async () => {
    const { analysis } = await analyseFixture(
      `-- migration\nCREATE TABLE {{ index .Options "Namespace" }}.users (id bigint);\n\n-- migration\nALTER TABLE {{ index .Options "Namespace" }}.users ALTER COLUMN id TYPE int;\n`,
    );
    const found = analysis.migrations.flatMap(({ sections }) =>
      sections.flatMap(({ statements }) => statements.flatMap(({ findings }) => findings)),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const { message } of found) expect(message).not.toContain("__");
    expect(found.some(({ message }) => message.includes('{{ index .Options "Namespace" }}.users'))).toBe(
      true,
    );
  });
});

/** The tables that a fixture makes, by names of 63 bytes. */
function longNames(text: string): string {
  const tables = [...text.matchAll(/\bcreate table (?:if not exists )?(?:\w+\.)?([a-z]\w*)\b/giu)];
  const names = [...new Set(tables.map(([, table = ""]) => table))].filter(
    (table) => !text.includes(`${table}_`) && !text.includes(`_${table}`) && !text.includes(`'${table}`),
  );
  let longer = text;
  for (const table of names)
    longer = longer.replaceAll(new RegExp(`\\b${table}\\b`, "gu"), table.padEnd(63, "_long"));
  return longer;
}
