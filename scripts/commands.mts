import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import * as z from "zod";

/*
 * What the manifest says of commands, made from `client/src/commands`: their list, titles, menus and keys. The rest of
 * `package.json` and `package.nls.json` is written by hand and left alone.
 */

const Described = z.strictObject({
  id: z.string().regex(/^lockkeeper\.\w+$/),
  title: z.string(),
  icon: z.string().optional(),
  enablement: z.string().optional(),
  palette: z.string().optional(),
  menus: z.array(z.strictObject({ menu: z.string(), when: z.string(), group: z.string() })).optional(),
  key: z.strictObject({ key: z.string(), mac: z.string().optional(), when: z.string() }).optional(),
});
type Described = z.infer<typeof Described>;
const Manifest = z.looseObject({ contributes: z.looseObject({}) });

/** The two files by their path from the root, as they should be. */
export async function commandFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const commands = await loadCommands(root);
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(root, name), "utf8"));
  const manifest = Manifest.parse(await read("package.json"));
  const contributes = { ...manifest.contributes, ...contributions(commands) };
  const before = z.record(z.string(), z.string()).parse(await read("package.nls.json"));
  return new Map([
    ["package.json", json({ ...manifest, contributes })],
    ["package.nls.json", json(texts(commands, before))],
  ]);
}

function contributions(commands: readonly Described[]): Record<string, unknown> {
  const menus: Record<string, object[]> = { commandPalette: [] };
  for (const { id, palette, menus: entries = [] } of commands) {
    if (palette !== undefined) menus["commandPalette"]?.push({ command: id, when: palette });
    for (const { menu, when, group } of entries) (menus[menu] ??= []).push({ command: id, when, group });
  }
  return {
    commands: commands.map(({ id, icon, enablement }) => ({
      command: id,
      title: `%${textKey(id)}%`,
      category: "Lockkeeper",
      ...(icon === undefined ? {} : { icon }),
      ...(enablement === undefined ? {} : { enablement }),
    })),
    menus,
    keybindings: commands.flatMap(({ id, key }) => (key === undefined ? [] : [{ command: id, ...key }])),
  };
}

/** Titles first, then every text that belongs to no command. */
function texts(commands: readonly Described[], before: Record<string, string>): Record<string, string> {
  const others = Object.entries(before).filter(([key]) => !key.startsWith("command."));
  return Object.fromEntries([...commands.map(({ id, title }) => [textKey(id), title] as const), ...others]);
}

function textKey(id: string): string {
  return id.replace("lockkeeper.", "command.");
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Read from the text, since the files themselves import an editor that is not there. */
async function loadCommands(root: string): Promise<readonly Described[]> {
  const folder = join(root, "client/src/commands");
  const found: Described[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const path = join(folder, file);
    const source = ts.createSourceFile(path, await readFile(path, "utf8"), ts.ScriptTarget.Latest, true);
    const described = describedIn(source);
    if (described !== undefined) found.push(Described.parse(described));
  }
  return found;
}

/** What stands in `defineCommand({ … })` but its `run`. */
function describedIn(source: ts.SourceFile): unknown {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      if (initializer === undefined || !ts.isCallExpression(initializer)) continue;
      const [argument] = initializer.arguments;
      if (initializer.expression.getText() === "defineCommand" && argument !== undefined)
        return literal(argument);
    }
  }
  return undefined;
}

/** The value of a literal; methods are left out. Anything else could not be told without running it. */
function literal(node: ts.Expression): unknown {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(literal);
  if (ts.isObjectLiteralExpression(node))
    return Object.fromEntries(
      node.properties
        .filter((property) => ts.isPropertyAssignment(property))
        .map((property) => [property.name.getText(), literal(property.initializer)]),
    );
  const { fileName } = node.getSourceFile();
  throw new Error(`${fileName}: what the manifest is made from must be a literal, not ${node.getText()}.`);
}
