/** A PostgreSQL URL taken apart; pure, so that it is tested without an editor. */
export interface ServerAddress {
  /** The URL without its password. */
  readonly url: string;
  readonly password: string | undefined;
  /** The hosts named in the URL, or that a query parameter puts in their place; empty for a local socket. */
  readonly hosts: readonly string[];
  /** Names the login, for the secret storage: `user@host:port/database`. */
  readonly login: string;
}

/** Reads `postgres://user:password@host:port/database?…`; undefined where that is no such URL. */
export function readAddress(text: string): ServerAddress | undefined {
  const match = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^/?#]*)(\/[^?#]*)?(\?[^#]*)?$/u.exec(text.trim());
  if (match === null) return undefined;
  const [, credentials = "", authority = "", path = "", query = ""] = match;
  const colon = credentials.indexOf(":");
  const user = colon < 0 ? credentials : credentials.slice(0, colon);
  const parameters = new URLSearchParams(query);
  const inQuery = parameters.get("password") ?? undefined;
  parameters.delete("password");
  const rest = parameters.toString();
  const hosts = hostsOf(authority, parameters);
  const at = user === "" ? "" : `${user}@`;
  if (hosts === undefined) return undefined;
  return {
    url: `postgres://${at}${authority}${path}${rest === "" ? "" : `?${rest}`}`,
    password: colon < 0 ? inQuery : decode(credentials.slice(colon + 1)),
    hosts,
    login: `${decode(user)}@${parameters.get("host") ?? authority}:${parameters.get("port") ?? ""}${decode(path)}`,
  };
}

/** True for this machine: a loopback address, its name, or a socket's folder. */
export function isLocal(host: string): boolean {
  return (
    host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/u.test(host) || host.startsWith("/")
  );
}

/** Both places count: the driver lets the parameters win, others do not. */
function hostsOf(authority: string, parameters: URLSearchParams): readonly string[] | undefined {
  const named = authority.split(",").map(withoutPort);
  if (named.includes(undefined)) return undefined;
  const extra = ["host", "hostaddr"].flatMap((key) =>
    parameters.getAll(key).flatMap((value) => value.split(",")),
  );
  return [...named, ...extra].filter((host): host is string => host !== undefined && host !== "");
}

function withoutPort(part: string): string | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::\d*)?$/u.exec(part);
  return match === null ? undefined : decode(match[1] ?? match[2] ?? "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
