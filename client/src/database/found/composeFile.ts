import { parse } from "yaml";
import type { NamedServer } from "./envFile.ts";
import { interpolate } from "./interpolate.ts";

type Variables = Readonly<NodeJS.Dict<string>>;

/** PostgreSQL's own port within a container. */
const standardPort = "5432";

/** The PostgreSQL services of a Compose file that are published on this machine; none where it cannot be read. */
export function serversInCompose(text: string, variables: Variables): readonly NamedServer[] {
  const services = membersOf(membersOf(parsed(text))["services"]);
  return Object.entries(services).flatMap(([name, service]) => {
    const url = urlOf(membersOf(service), variables);
    return url === undefined ? [] : [{ name, url }];
  });
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function urlOf(service: Members, variables: Variables): string | undefined {
  const filled = (value: unknown): string | undefined =>
    value === undefined || value === null ? undefined : interpolate(textOf(value), variables);
  const image = filled(service["image"]) ?? "";
  if (!/(?:^|\/)[\w.-]*(?:postg|pgvector|timescale)[\w.-]*(?:[:@]|$)/iu.test(image)) return undefined;
  const port = itemsOf(service["ports"])
    .map((each) => publishedPort(each, filled))
    .find((each) => each !== undefined);
  if (port === undefined) return undefined;
  const settings = environmentOf(service["environment"]);
  const user = filled(settings["POSTGRES_USER"]) ?? "postgres";
  const password = filled(settings["POSTGRES_PASSWORD"]);
  const database = filled(settings["POSTGRES_DB"]) ?? user;
  const login = [user, password].filter((each) => each !== undefined).map(encodeURIComponent);
  return `postgres://${login.join(":")}@localhost:${port}/${encodeURIComponent(database)}`;
}

/** `"5433:5432"`, `"127.0.0.1:5433:5432/tcp"`, or the long form with `target` and `published`. */
function publishedPort(port: unknown, filled: (value: unknown) => string | undefined): string | undefined {
  const { target, published } = membersOf(port);
  const short = target === undefined ? filled(port) : `${filled(published) ?? ""}:${textOf(target)}`;
  const match = /(?:^|:)(\d+):(\d+)(?:\/tcp)?$/u.exec(short ?? "");
  return match?.[2] === standardPort ? match[1] : undefined;
}

/** A mapping, or a list of `NAME=value`. */
function environmentOf(value: unknown): Members {
  if (!Array.isArray(value)) return membersOf(value);
  const pairs = itemsOf(value).map((each) => textOf(each).split(/=(.*)/su));
  return Object.fromEntries(pairs.map(([name = "", of]) => [name, of]));
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
