import { isIPv4, isIPv6 } from "node:net";
import type { ClientConfig } from "pg";
import { DatabaseError } from "./databaseError.ts";

/** What the user chose; `password` wins over one in the URL and over PGPASSWORD. */
export interface ServerOptions {
  readonly url: string;
  readonly password?: string;
  /** The host that the user confirmed by name. */
  readonly allowHost?: string;
  /** Names that are known to mean this machine, each with the address to connect to. */
  readonly loopback?: ReadonlyMap<string, string>;
}

export interface ParsedUrl {
  /** Complete, so that `pg` looks for nothing in the environment. */
  readonly config: Readonly<ClientConfig>;
  /** Host, port and database; safe to show. */
  readonly address: string;
}

/**
 * Reads a PostgreSQL URL (libpq, "Connection URIs") and makes sure that it leads to this machine, or to the host that
 * the user confirmed. Every way to name a host counts: the authority, a list of hosts, `host=` and `hostaddr=`; what
 * is checked here is what is connected to, and PGHOST is not looked at.
 */
export function parseServerUrl(options: ServerOptions, environment: NodeJS.ProcessEnv): ParsedUrl {
  const parts = readUrl(options.url);
  const { loopback } = options;
  const hosts = hostsOf(parts);
  for (const host of hosts)
    if (isForeign(host, options) && loopback?.has(host) !== true) throw notAllowed(host);
  if (parts.hosts.length > 1 || parts.list("host").length > 1 || parts.list("hostaddr").length > 1) {
    throw invalid("it names more than one host; name the one that migrations shall run on");
  }
  const host = hosts.at(-1) ?? "localhost";
  const port = portOf(parts.list("port")[0] ?? parts.port);
  const user =
    parts.parameter("user") ?? parts.user ?? environment["PGUSER"] ?? environment["USER"] ?? "postgres";
  const database = parts.parameter("dbname") ?? parts.database ?? user;
  const password =
    options.password ?? parts.parameter("password") ?? parts.password ?? environment["PGPASSWORD"];
  const settings = parts.parameter("options");
  return {
    config: {
      host: loopback?.get(host) ?? host,
      port,
      user,
      database,
      ssl: sslOf(parts.parameter("sslmode"), host),
      ...(password === undefined ? {} : { password }),
      ...(settings === undefined ? {} : { options: settings }),
    },
    address: addressOf(host, port, database),
  };
}

/** The hosts of a URL that are not this machine by what they are called, and that the user has not confirmed. */
export function foreignHosts(options: ServerOptions): readonly string[] {
  return hostsOf(readUrl(options.url)).filter((host) => isForeign(host, options));
}

function hostsOf(parts: UrlParts): readonly string[] {
  return [...parts.hosts, ...parts.list("host"), ...parts.list("hostaddr")].filter((host) => host !== "");
}

function isForeign(host: string, { allowHost }: ServerOptions): boolean {
  return !isLocal(host) && host.toLowerCase() !== allowHost?.toLowerCase();
}

/** Loopback as an address or by its name, or the directory of a socket. */
function isLocal(host: string): boolean {
  return host.startsWith("/") || host.toLowerCase() === "localhost" || isLoopback(host);
}

/** Whether that is an address of this machine's own, which no network leads to. */
export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith("127.");
  // A zone (`fe80::1%eth0`) names a link of a network, and no URL can be made of it.
  return isIPv6(host) && !host.includes("%") && new URL(`http://[${host}]`).hostname === "[::1]";
}

interface UrlParts {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly hosts: readonly string[];
  readonly port: string | undefined;
  readonly database: string | undefined;
  parameter(name: string): string | undefined;
  list(name: string): readonly string[];
}

const shape =
  /^postgres(?:ql)?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i;
const hostShape = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/;
const understood = new Set([
  "application_name",
  "connect_timeout",
  "dbname",
  "host",
  "hostaddr",
  "options",
  "password",
  "port",
  "sslmode",
  "user",
]);

function readUrl(text: string): UrlParts {
  const match = shape.exec(text);
  if (match === null) {
    throw invalid(
      "it is not of the form postgres://user@host:port/database, or it holds characters that must be percent-encoded",
    );
  }
  const [, user, password, authority = "", database, query = ""] = match;
  const hosts = authority.split(",").map((host) => hostShape.exec(host));
  if (hosts.includes(null)) throw invalid("its host and port cannot be read");
  const parameters = readParameters(query);
  const port = hosts[0]?.[2];
  return {
    user: decoded(user),
    password: decoded(password),
    hosts: hosts.map((host) => bare(decoded(host?.[1]) ?? "")),
    port: port === "" ? undefined : port,
    database: decoded(database),
    parameter: (name) => parameters.get(name),
    list: (name) => parameters.get(name)?.split(",") ?? [],
  };
}

function readParameters(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split("&").filter((text) => text !== "")) {
    const equals = part.indexOf("=");
    const name = decoded(equals < 0 ? part : part.slice(0, equals)) ?? "";
    // A parameter that is not understood might lead elsewhere (`service=`), so it is refused rather than dropped.
    if (!understood.has(name)) throw invalid(`its parameter \`${name}\` is not supported here; leave it out`);
    parameters.set(name, equals < 0 ? "" : (decoded(part.slice(equals + 1)) ?? ""));
  }
  return parameters;
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const plain = percentDecoded(text);
  if (/\p{Cc}/u.test(plain)) throw invalid("it holds control characters");
  return plain;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid("a percent sign in it is not followed by two hexadecimal digits; write it as %25");
  }
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 5432;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw invalid("its port is not a number between 1 and 65535");
}

/** `pg` knows no `prefer`; without a word an unencrypted connection is made, and the server says if it wants more. */
function sslOf(mode: string | undefined, host: string): ClientConfig["ssl"] {
  switch (mode) {
    case undefined:
    case "disable":
    case "allow":
    case "prefer":
      return false;
    case "require":
      return { rejectUnauthorized: false };
    case "verify-ca":
    case "verify-full":
      // The certificate is for the name, also where an address is connected to.
      return isIPv4(host) || isIPv6(host) ? true : { servername: host };
    default:
      throw invalid("its sslmode is none of disable, allow, prefer, require, verify-ca, verify-full");
  }
}

function addressOf(host: string, port: number, database: string): string {
  if (host.startsWith("/")) return `${host} (${database})`;
  return `${host.includes(":") ? `[${host}]` : host}:${port}/${database}`;
}

/** Never quotes the URL: it may hold a password. */
function invalid(why: string): DatabaseError {
  return new DatabaseError("invalid-url", `The database URL cannot be used: ${why}.`);
}

function notAllowed(host: string): DatabaseError {
  return new DatabaseError(
    "host-not-allowed",
    `Migrations run on this machine only, and ${host} is not it. Confirm that very host by name to use it.`,
  );
}
