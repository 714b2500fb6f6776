import path from "node:path";
import * as vscode from "vscode";
import { readAddress, type ServerAddress } from "../address.ts";
import { serversInCompose } from "./composeFile.ts";
import { readEnvFile, serversIn, type NamedServer } from "./envFile.ts";

/** A server that the workspace or the environment names. */
export interface FoundServer {
  readonly address: ServerAddress;
  /** As it stands there, maybe with a password: never shown. */
  readonly url: string;
  /** Where it was found, e.g. `DATABASE_URL in .env`. */
  readonly where: string;
}

const files = "**/{.env,.env.*,compose.yml,compose.yaml,docker-compose*.yml,docker-compose*.yaml}";
const others = "**/{node_modules,vendor,target,dist,.git}/**";
/** Names in a template are nobody's server. */
const template = /\.(?:example|sample|template|dist|tpl)$/u;
/** Bytes; a larger file is no list of settings. */
const largest = 256 * 1024;
const mostFiles = 50;
const mostServers = 8;

/** The servers that are named nearest to the workspace's root first; the environment's before all. */
export async function findServers(): Promise<readonly FoundServer[]> {
  const uris = await vscode.workspace.findFiles(files, others, mostFiles);
  const wanted = uris.filter((uri) => !template.test(uri.path)).sort(byDepth);
  const texts = await Promise.all(wanted.map(async (uri) => ({ uri, text: await readSmall(uri) })));
  const isCompose = (uri: vscode.Uri): boolean => /\.ya?ml$/u.test(uri.path);
  const environments = texts
    .filter(({ uri }) => !isCompose(uri))
    .map(({ uri, text }) => ({ uri, variables: readEnvFile(text) }));
  const beside = (uri: vscode.Uri): NodeJS.Dict<string> =>
    environments.find((each) => each.uri.path === path.posix.join(path.posix.dirname(uri.path), ".env"))
      ?.variables ?? {};
  const found = [
    ...serversIn(process.env).map((named) => ({ named, where: vscode.l10n.t("the environment") })),
    ...environments.flatMap(({ uri, variables }) =>
      placed(
        serversIn({ ...process.env, ...variables }).filter(({ name }) => name in variables),
        uri,
      ),
    ),
    ...texts
      .filter(({ uri }) => isCompose(uri))
      .flatMap(({ uri, text }) => placed(serversInCompose(text, { ...beside(uri), ...process.env }), uri)),
  ];
  return distinct(found.flatMap(({ named, where }) => described(named, where))).slice(0, mostServers);
}

interface Placed {
  readonly named: NamedServer;
  readonly where: string;
}

function placed(servers: readonly NamedServer[], uri: vscode.Uri): readonly Placed[] {
  const where = vscode.workspace.asRelativePath(uri);
  return servers.map((named) => ({ named, where }));
}

function described({ name, url }: NamedServer, where: string): readonly FoundServer[] {
  const address = readAddress(url);
  return address === undefined ? [] : [{ address, url, where: vscode.l10n.t("{0} in {1}", name, where) }];
}

function distinct(servers: readonly FoundServer[]): readonly FoundServer[] {
  return [...new Map([...servers].reverse().map((each) => [each.address.url, each])).values()].reverse();
}

function byDepth(one: vscode.Uri, other: vscode.Uri): number {
  const depth = ({ path: of }: vscode.Uri): number => of.split("/").length;
  return depth(one) - depth(other) || (one.path < other.path ? -1 : 1);
}

async function readSmall(uri: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > largest ? "" : Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("utf8");
  } catch {
    // One that went away, or may not be read, names nothing.
    return "";
  }
}
