import { parseEnv } from "node:util";
import { readAddress } from "../address.ts";
import { interpolate } from "./interpolate.ts";

/** A server that somebody has named already; the URL may hold a password. */
export interface NamedServer {
  /** Of the variable or the service. */
  readonly name: string;
  readonly url: string;
}

/** The variables whose value is a PostgreSQL URL. One that needs another that is not there is left out. */
export function serversIn(variables: Readonly<NodeJS.Dict<string>>): readonly NamedServer[] {
  return Object.entries(variables).flatMap(([name, value = ""]) => {
    if (!/^postgres(?:ql)?:\/\//u.test(value)) return [];
    // A bare dollar is part of a password here.
    const url = value.includes("${") ? interpolate(value, variables) : value;
    return url === undefined || readAddress(url) === undefined ? [] : [{ name, url: withoutPrisma(url) }];
  });
}

/** The variables of a `.env` file; none where it is no such file. */
export function readEnvFile(text: string): Readonly<NodeJS.Dict<string>> {
  try {
    return parseEnv(text);
  } catch {
    return {};
  }
}

/** What Prisma reads of a URL and no server knows; its schema is left where it is not the usual one. */
function withoutPrisma(url: string): string {
  const [address = "", query] = url.split("?", 2);
  if (query === undefined) return url;
  const own =
    /^(?:connection_limit|pool_timeout|pgbouncer|socket_timeout|statement_cache_size|schema=public$)/u;
  const left = query.split("&").filter((each) => !own.test(each));
  return left.length === 0 ? address : `${address}?${left.join("&")}`;
}
