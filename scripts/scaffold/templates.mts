/** Stands wherever a person must write; `test/house/scaffold.test.ts` is red as long as it stands anywhere. */
export const unwritten = "(to be written)";

export type Kind = "rule" | "recipe" | "format" | "command";

export interface Template {
  readonly name: RegExp;
  readonly example: string;
  file(name: string): { readonly path: string; readonly text: string; readonly next: string };
}

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const templates: Readonly<Record<Kind, Template>> = {
  rule: {
    name: kebab,
    example: "a name in kebab-case that says what goes wrong, e.g. truncates-table",
    file: (name) => ({
      path: `server/src/rules/${name}.ts`,
      text: rule(name),
      next: `write its words, its examples and its fixture, test/rules/fixtures/${name}.sql: npx vitest run test/rules`,
    }),
  },
  recipe: {
    name: kebab,
    example: "a name in kebab-case that says what it does, e.g. create-index-concurrently",
    file: (name) => ({
      path: `server/src/recipes/${name}.ts`,
      text: recipe(name),
      next: `name it in the rules that it fixes, and prove it: npx vitest run test/recipes -t ${name}`,
    }),
  },
  format: {
    name: kebab,
    example: "the tool's own name in kebab-case, e.g. golang-migrate",
    file: (name) => ({
      path: `server/src/formats/${camel(name)}.ts`,
      text: format(name),
      next: `put a small project into test/formats/fixtures/${name}: npx vitest run test/formats/contract.test.ts`,
    }),
  },
  command: {
    name: /^[a-z][A-Za-z0-9]*$/,
    example: "a name in camelCase, e.g. compareWithDatabase",
    file: (name) => ({
      path: `client/src/commands/${name}.ts`,
      text: command(name),
      next: "write its title and what it does; the manifest follows with npm run generate",
    }),
  },
};

function rule(id: string): string {
  return `import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const ${camel(id)} = defineRule({
  id: "${id}",
  group: "locking",
  severity: "warning",
  summary: "${unwritten}",
  why: "${unwritten}",
  instead: "${unwritten}",
  references: [],
  messages: { found: "${unwritten}. It takes {locks}, which {blocks}, {duration}." },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, ({ effects }) => effects.work.some(({ kind }) => kind === "rewrite"));
    return found === undefined ? [] : [report(found, context, "found")];
  },
  examples: [{ before: "CREATE TABLE carts (id bigint);", bad: "SELECT '${unwritten}';" }],
});
`;
}

function recipe(id: string): string {
  return `import { defineRecipe } from "./recipe.ts";

export const ${camel(id)} = defineRecipe({
  id: "${id}",
  title: "${unwritten}",
  kind: "quickfix",
  summary: "${unwritten}",
  examples: [{ before: "CREATE TABLE carts (id bigint);", bad: "SELECT '${unwritten}';" }],
  applies: () => false,
  plan: () => ({ refused: "${unwritten}" }),
  isInverse: () => false,
});
`;
}

function format(id: string): string {
  return `import { defineFormat } from "./defineFormat.ts";
import { plain } from "./plain.ts";

/** ${unwritten}: what the folder looks like, how a file is sent, and where that was read. */
export const ${camel(id)} = defineFormat({
  ...plain,
  id: "${id}",
  label: "${unwritten}",
  documentation: "${unwritten}",
  detect: () => 0,
  read: (tree) => ({ ...plain.read(tree), format: "${id}" }),
});
`;
}

function command(name: string): string {
  return `import { defineCommand } from "./command.ts";

/** ${unwritten} */
export const ${name} = defineCommand({
  id: "lockkeeper.${name}",
  title: "${unwritten}",
  enablement: "lockkeeper.hasProjects",
  async run(app) {
    await app.migrations.refresh();
  },
});
`;
}

function camel(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
