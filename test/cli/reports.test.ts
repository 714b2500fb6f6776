import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { outputs } from "../../server/src/report/outputs/index.ts";
import { errorLines, folderWith, run } from "./support/program.ts";
import { reportShape } from "./support/report.ts";
import { sarifRun, type SarifResult } from "./support/sarif.ts";
import { readXml, type XmlElement } from "./support/xml.ts";

/* Every form of a report, of a project whose names and texts are as awkward as files allow. */

const awkward = "m/0003_bö, x:%.up.sql";
const files = {
  "m/0001_a.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text, email text, old int);\n",
  "m/0001_a.down.sql": "DROP TABLE users;\n",
  "m/0002_b.up.sql":
    "-- lockkeeper-ignore drops-column: nobody reads it\nALTER TABLE users DROP COLUMN email;\n" +
    '\t/* 日本語 🙂 */ CREATE INDEX "größe_日本語 <&%::,\u0001`*|" ON users (name);\n' +
    "CREATE INDEX again ON users (name);\nALTER TABLE users\n  ALTER COLUMN name\n  SET NOT NULL;\nCREATE TABEL x();\n",
  "m/0002_b.down.sql": "SELECT 1;\n",
  [awkward]:
    "\ufeffALTER TABLE users ALTER COLUMN id TYPE int;\r\n-- 🙂\r\nALTER TABLE users ADD COLUMN z int NOT NULL;\r\n",
};

interface Said {
  readonly path: string;
  readonly rule: string;
  /** One-based. */
  readonly line: number;
}

/** What the JSON report says, against which all others are held. */
async function said(cwd: string, args: readonly string[] = []): Promise<readonly Said[]> {
  const { stdout } = await run(["check", "m", "--format", "json", ...args], { cwd });
  const { migrations, problems } = reportShape.parse(JSON.parse(stdout));
  const found = migrations.flatMap(({ path, statements, hazards, problems: own }) => [
    ...[...hazards, ...statements.flatMap((each) => each.hazards)].map(({ rule, range }) => ({
      ...{ path, rule, line: range.start.line + 1 },
    })),
    ...own.map(({ code, range }) => ({ path, rule: code, line: range.start.line + 1 })),
  ]);
  return sorted([
    ...found,
    ...problems.map(({ path, code, range }) => ({ path, rule: code, line: range.start.line + 1 })),
  ]);
}

function sorted(all: readonly Said[]): readonly Said[] {
  const key = ({ path, rule, line }: Said): string => `${path}\0${String(line).padStart(9)}\0${rule}`;
  return all.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

async function written(format: string, cwd: string, env: Readonly<Record<string, string>> = {}) {
  const ran = await run(["check", "m", "--format", format], { cwd, env });
  expect(ran.stderr).toBe("");
  expect(ran.status).toBe(1);
  return ran.stdout;
}

describe("a report of check", () => {
  it("says once what has one cause, with the lines of the others", async () => {
    const cwd = folderWith(files);
    const { stdout } = await run(["check", "m", "--format", "json"], { cwd });
    const file = reportShape
      .parse(JSON.parse(stdout))
      .migrations.filter(({ path }) => path.includes("0002_b.up"));
    const indexes = file.flatMap(({ statements }) => statements).filter(({ kind }) => kind === "IndexStmt");
    const told = indexes.map(({ hazards, toldBefore }) => [
      ...hazards.map(({ rule, related }) => [rule, related?.map(({ range }) => range.start.line)]),
      ...(toldBefore ?? []),
    ]);
    expect(told).toEqual([[["create-index-blocks-writes", [3]]], ["create-index-blocks-writes"]]);
    const text = await run(["check", "m"], { cwd });
    expect(text.stdout.match(/^ +\d+:\d+ +warning +create-index-blocks-writes$/gm)).toHaveLength(1);
    expect(text.stdout).toContain("The same on line 4.");
  });

  it("as SARIF is what the standard wants, and underlines the very words", async () => {
    const cwd = folderWith(files);
    const { results } = sarifRun(await written("sarif", cwd), (uri) => readFileSync(join(cwd, uri)));
    const open = results.filter(({ suppressions }) => suppressions === undefined);
    expect(sorted(open.map(ofSarif))).toEqual(await said(cwd));
    const accepted = results.filter(({ suppressions }) => suppressions !== undefined);
    expect(accepted.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ["drops-column", [{ kind: "inSource", status: "accepted", justification: "nobody reads it" }]],
    ]);
    const prints = results.map(({ partialFingerprints }) => Object.values(partialFingerprints).join());
    expect(new Set(prints).size).toBe(prints.length);
  });

  it("as annotations of GitHub has one line for each finding, escaped", async () => {
    const cwd = folderWith(files);
    const lines = (await written("github", cwd)).split("\n").filter((line) => line.startsWith("::"));
    const read = lines.map((line) => {
      const [, properties = "", message = ""] = /^::(?:error|warning|notice) ([^:]*)::(.+)$/.exec(line) ?? [];
      const values = new Map(properties.split(",").map((each) => unescapedPair(each)));
      expect([...values.keys()].slice(0, 3)).toEqual(["file", "line", "endLine"]);
      expect(values.has("col")).toBe(values.get("line") === values.get("endLine"));
      expect(message).not.toMatch(/%(?!25|0A|0D)/);
      return {
        path: values.get("file") ?? "",
        rule: values.get("title") ?? "",
        line: Number(values.get("line")),
      };
    });
    expect(sorted(read)).toEqual(await said(cwd));
  });

  it("names files from the root of the repository where a forge reads it", async () => {
    const cwd = folderWith(files);
    const inside = { cwd: join(cwd, "m"), env: { GITHUB_WORKSPACE: cwd, NO_COLOR: "1" } };
    const github = await run(["check", ".", "--format", "github"], inside);
    expect(github.stdout).toContain("file=m/0002_b.up.sql,");
    const gitlab = await run(["check", ".", "--format", "gitlab"], {
      ...inside,
      env: { CI_PROJECT_DIR: cwd },
    });
    expect(gitlab.stdout).toContain('"path":"m/0002_b.up.sql"');
    const text = await run(["check", "."], inside);
    expect(text.stdout).toMatch(/^0002_b\.up\.sql$/m);
  });

  const quality = z.array(
    z.strictObject({
      description: z.string().min(1),
      check_name: z.string().min(1),
      fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
      severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
      location: z.strictObject({
        path: z.string().regex(/^[^/]/),
        lines: z.strictObject({ begin: z.int().min(1), end: z.int().min(1) }),
      }),
    }),
  );

  it("for GitLab keeps its fingerprints when lines move", async () => {
    const cwd = folderWith(files);
    const read = quality.parse(JSON.parse(await written("gitlab", cwd)));
    expect(
      sorted(
        read.map(({ location, check_name: rule }) => ({
          ...{ path: location.path, rule, line: location.lines.begin },
        })),
      ),
    ).toEqual(await said(cwd));
    expect(new Set(read.map(({ fingerprint }) => fingerprint)).size).toBe(read.length);
    const moved = folderWith({
      ...files,
      "m/0002_b.up.sql": `-- one more\n\n\n${files["m/0002_b.up.sql"].replaceAll("\n  ALTER", "\r\n\t\tALTER")}`,
    });
    const again = quality.parse(JSON.parse(await written("gitlab", moved)));
    expect(again.map(({ fingerprint }) => fingerprint)).toEqual(read.map(({ fingerprint }) => fingerprint));
    expect(again.map(({ location }) => location.lines.begin)).not.toEqual(
      read.map(({ location }) => location.lines.begin),
    );
  });

  it("as Checkstyle is XML that any reader takes", async () => {
    const cwd = folderWith(files);
    const root = readXml(await written("checkstyle", cwd));
    expect([root.name, Object.keys(root.attributes)]).toEqual(["checkstyle", ["version"]]);
    const read = root.children.flatMap(({ name, attributes, children }) => {
      expect([name, Object.keys(attributes)]).toEqual(["file", ["name"]]);
      return children.map((error) => {
        expect(Object.keys(error.attributes)).toEqual(["line", "column", "severity", "message", "source"]);
        expect(["error", "warning", "info"]).toContain(error.attributes["severity"]);
        const rule = (error.attributes["source"] ?? "").replace("lockkeeper.", "");
        return { path: attributes["name"] ?? "", rule, line: Number(error.attributes["line"]) };
      });
    });
    expect(sorted(read)).toEqual(await said(cwd));
  });

  it("as JUnit counts what it lists", async () => {
    const cwd = folderWith(files);
    const root = readXml(await written("junit", cwd));
    expect(root.name).toBe("testsuites");
    const names = root.children.map(({ attributes }) => attributes["name"]);
    expect(new Set(names).size).toBe(names.length);
    const cases = root.children.flatMap((suite) => {
      expect(Number(suite.attributes["tests"])).toBe(suite.children.length);
      const failed = suite.children.filter(({ children }) => children.some(({ name }) => name === "failure"));
      expect(Number(suite.attributes["failures"])).toBe(failed.length);
      return suite.children;
    });
    const read = cases.filter(({ children }) => children.length > 0).map(ofCase);
    expect(sorted(read)).toEqual(await said(cwd));
    expect(cases.filter(({ children }) => children.length === 0).map(({ attributes }) => attributes)).toEqual(
      [
        { name: "no findings", classname: "m/0001_a.up.sql", time: "0" },
        { name: "no findings", classname: "m/0001_a.down.sql", time: "0" },
        { name: "no findings", classname: "m/0002_b.down.sql", time: "0" },
      ],
    );
  });

  it("as Markdown shows names as they are, and fits into a comment", async () => {
    const cwd = folderWith(files);
    const text = await written("markdown", cwd);
    expect(text.split("\n")[0]).toBe("<!-- lockkeeper -->");
    expect(text.match(/^- /gm)).toHaveLength((await said(cwd)).length);
    expect(text).not.toContain("\u0001");
    const many = folderWith({
      "m/1.sql": "CREATE TABLE t (id bigint);\n",
      ...Object.fromEntries(
        Array.from({ length: 300 }, (_, at) => [`m/${at + 2}.sql`, "CREATE INDEX ON t (id);\n".repeat(3)]),
      ),
    });
    const long = (await run(["check", "m", "--format", "markdown"], { cwd: many })).stdout;
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/^\d+ more are left out/m);
  });

  it("goes to several files at once, whatever is printed", async () => {
    const cwd = folderWith(files);
    const all = outputs.map(({ id }) => id);
    const ran = await run(["check", "m", ...all.flatMap((id) => ["--output", `${id}=out/deep/${id}`])], {
      cwd,
    });
    expect(ran.status).toBe(1);
    for (const id of all)
      expect(readFileSync(join(cwd, "out/deep", id), "utf8")).toBe(await written(id, cwd));
  });

  it.each([
    [["--format", "xml"], /^lockkeeper: --format xml: use one of .*sarif/],
    [["--output", "sarif"], /--output sarif: give the format and the file/],
    [["--output", "sarif="], /give the format and the file/],
    [["--output", "xml=a"], /--output xml: use one of/],
    [["--output", "sarif=m"], /^m:1:1: this file cannot be written \(EISDIR\)$/],
    [["--output", "sarif=m/0001_a.up.sql/x"], /cannot be written \((EEXIST|ENOTDIR)\)$/],
  ])("refuses %j in one line", async (args, message) => {
    const ran = await run(["check", "m", ...args], { cwd: folderWith(files) });
    expect([ran.status, ran.stdout]).toEqual([2, ""]);
    expect(errorLines(ran)).toEqual([expect.stringMatching(message)]);
  });

  it("is listed in the help, every form of it", async () => {
    const { stdout } = await run(["--help"]);
    for (const { id, summary } of outputs) expect(stdout).toMatch(new RegExp(`^ +${id} +${summary}$`, "m"));
  });
});

describe("a report in text", () => {
  const escape = "\u001b";

  it("has colours where they are wanted, and never else", async () => {
    const cwd = folderWith(files);
    expect(await written("text", cwd)).not.toContain(escape);
    expect(await written("text", cwd, { FORCE_COLOR: "1" })).toContain(`${escape}[31merror`);
    expect(await written("text", cwd, { FORCE_COLOR: "0" })).not.toContain(escape);
    expect(await written("text", cwd, { FORCE_COLOR: "1", NO_COLOR: "1" })).not.toContain(escape);
  });

  it("keeps to the width of the terminal, and takes no orders from a file", async () => {
    const cwd = folderWith({
      ...files,
      "m/0004_c.up.sql": `ALTER TABLE "${escape}[2Jusers" DROP COLUMN ${"x".repeat(300)};\n`,
    });
    const text = await written("text", cwd, { COLUMNS: "60" });
    expect(text).not.toContain(escape);
    const long = text
      .split("\n")
      .filter((line) => line.length > 60 && !/lockkeeper|^Read|^Not|^\d/.test(line));
    expect(long.filter((line) => line.trim().includes(" "))).toEqual([]);
  });

  it("stands file by file, with the words that are meant below their line", async () => {
    const text = await written("text", folderWith(files));
    expect(text.match(/^m\/\S.*$/gm)).toEqual(["m/0002_b.up.sql", awkward]);
    expect(text).toMatch(
      / {4}3 │ \/\* 日本語 🙂 \*\/ CREATE INDEX "größe_日本語 <&%::,\ufffd`\*\|" ON users \(name\);\n {6}│ {17}\^{12}\n/,
    );
    expect(text).toMatch(/ +6 │ ALTER COLUMN name\n +│ \^{17} and 1 more line\n/);
    expect(text).toMatch(/errors +warnings +infos +rule\n/);
    expect(text).toContain("to rewrite it: lockkeeper rewrite 'm/0003_bö, x:%.up.sql' --line 1");
    const remedies = text.match(/to rewrite it: .*/g) ?? [];
    expect(remedies).toEqual([...new Set(remedies)]);
  });
});

function ofSarif({ ruleId, locations: [at] }: SarifResult): Said {
  const { artifactLocation, region } = at?.physicalLocation ?? { artifactLocation: undefined };
  return {
    path: decodeURIComponent(artifactLocation?.uri ?? ""),
    rule: ruleId,
    line: region?.startLine ?? 0,
  };
}

function ofCase({ attributes }: XmlElement): Said {
  const [, rule = "", line] = /^(\S+) at (\d+):\d+$/.exec(attributes["name"] ?? "") ?? [];
  return { path: attributes["classname"] ?? "", rule, line: Number(line) };
}

function unescapedPair(pair: string): [string, string] {
  const [key = "", value = ""] = pair.split("=");
  return [key, decodeURIComponent(value.replace(/%(?!25|0A|0D|3A|2C)/g, "%00"))];
}
