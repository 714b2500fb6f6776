import { lookup } from "node:dns/promises";
import { isLoopback } from "./parseServerUrl.ts";

/** Gives all addresses of a name; Node's own asks what the system asks, `/etc/hosts` first. */
export type AddressesOf = (name: string) => Promise<readonly string[]>;

/** Milliseconds that the answer may take; a name that nobody knows is no name of this machine. */
const limit = 2_000;

const askSystem: AddressesOf = async (name) => {
  const found = await lookup(name, { all: true });
  return found.map(({ address }) => address);
};

/**
 * Which of these names mean this machine and nothing else, with the address to connect to. The address is used in place
 * of the name, so that another answer a moment later leads nowhere. What is no plain name, such as `0x7f.1`, is left out.
 */
export async function loopbackNames(
  hosts: readonly string[],
  addressesOf: AddressesOf = askSystem,
): Promise<ReadonlyMap<string, string>> {
  const names = new Set(hosts.filter((host) => plainName.test(host)));
  const found = await Promise.all(
    [...names].map(async (name) => {
      const addresses = await within(limit, addressesOf(name)).catch(() => []);
      const [first] = addresses;
      return first !== undefined && addresses.every(isLoopback) ? ([[name, first]] as const) : [];
    }),
  );
  return new Map(found.flat());
}

const plainName = /^[a-z_][\w-]*(?:\.[a-z_][\w-]*)*$/iu;

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("There was no answer.")), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
