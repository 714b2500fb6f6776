import { describe, expect, test } from "vitest";
import { DatabaseError } from "../../server/src/run/databases/databaseError.ts";
import { parseServerUrl } from "../../server/src/run/databases/parseServerUrl.ts";

const environment = { PGHOST: "db.example.com", PGHOSTADDR: "203.0.113.7", USER: "ada" };
const parse = (url: string, rest: { allowHost?: string; password?: string } = {}) =>
  parseServerUrl({ url, ...rest }, environment);

function refusal(action: () => unknown): DatabaseError {
  try {
    action();
  } catch (error) {
    if (error instanceof DatabaseError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

test.each([
  ["postgres://u@localhost/db", "localhost", 5432],
  ["postgresql://u@127.0.0.1:6000/db", "127.0.0.1", 6000],
  ["postgres://u@127.8.9.10/db", "127.8.9.10", 5432],
  ["postgres://u@[::1]:6000/db", "::1", 6000],
  ["postgres://u@[0:0:0:0:0:0:0:1]/db", "0:0:0:0:0:0:0:1", 5432],
  ["postgres://u@%2Fvar%2Frun%2Fpostgresql/db", "/var/run/postgresql", 5432],
  ["postgres://u@/db?host=/var/run/postgresql&port=5433", "/var/run/postgresql", 5433],
  ["postgres://u@/db", "localhost", 5432],
  ["postgres:///db?user=u", "localhost", 5432],
  ["postgres://u@localhost/db?hostaddr=127.0.0.1", "127.0.0.1", 5432],
])("%s leads to this machine", (url, host, port) => {
  expect(parse(url).config).toMatchObject({ host, port, user: "u", database: "db", ssl: false });
});

test.each([
  ["postgres://u:geheim@db.example.com/db", "db.example.com"],
  ["postgres://u:geheim@10.0.0.1/db", "10.0.0.1"],
  ["postgres://u:geheim@localhost,db.example.com/db", "db.example.com"],
  ["postgres://u:geheim@localhost/db?host=db.example.com", "db.example.com"],
  ["postgres://u:geheim@localhost/db?host=localhost,db.example.com", "db.example.com"],
  ["postgres://u:geheim@localhost/db?hostaddr=203.0.113.7", "203.0.113.7"],
  ["postgres://u:geheim@localhost/db?h%6Fst=db.example.com", "db.example.com"],
  ["postgres://u:geheim@127.0.0.1.example.com/db", "127.0.0.1.example.com"],
  ["postgres://u:geheim@localhost.example.com/db", "localhost.example.com"],
  ["postgres://u:geheim@[::2]/db", "::2"],
  ["postgres://u:geheim@[fe80::1%25eth0]/db", "fe80::1%eth0"],
  ["postgres://u:geheim@[::1%25lo]:5432/db", "::1%lo"],
  ["postgres://u:geheim@localhost/db?host=fe80::1%25eth0", "fe80::1%eth0"],
  ["postgres://u:geheim@0.0.0.0/db", "0.0.0.0"],
  ["postgres://u:geheim@2130706433/db", "2130706433"],
])("%s is refused, by the name of the host", (url, host) => {
  const { code, message } = refusal(() => parse(url, { allowHost: "other.example.com" }));
  expect(code).toBe("host-not-allowed");
  expect(message).toContain(host);
  expect(message).not.toContain("geheim");
});

test("the confirmed host is allowed, and only that one", () => {
  expect(parse("postgres://u@DB.example.com/db", { allowHost: "db.example.com" }).config.host).toBe(
    "DB.example.com",
  );
  expect(
    refusal(() =>
      parse("postgres://u@db.example.com/db?host=evil.example.com", { allowHost: "db.example.com" }),
    ).message,
  ).toContain("evil.example.com");
});

describe("what cannot be used is said without quoting the URL", () => {
  test.each([
    ["mysql://u:geheim@localhost/db", /form postgres/],
    ["host=localhost password=geheim", /form postgres/],
    ["postgres://u:ge@heim@localhost/db", /percent-encoded/],
    ["postgres://u:geheim%@localhost/db", /percent sign/],
    ["postgres://u:geheim@localhost:99999/db", /port/],
    ["postgres://u:geheim@localhost,127.0.0.1/db", /more than one host/],
    ["postgres://u:geheim@localhost/db?service=prod", /service/],
    ["postgres://u:geheim@localhost/db?sslmode=maybe", /sslmode/],
    ["postgres://u:geheim@localhost/%00", /control characters/],
    ["postgres://u:geheim@localhost/a%0Ab", /control characters/],
    ["", /form postgres/],
  ])("%s", (url, why) => {
    const { code, message } = refusal(() => parse(url));
    expect(code).toBe("invalid-url");
    expect(message).toMatch(why);
    expect(message).not.toContain("geheim");
  });
});

test("the password comes from the choice, the URL or PGPASSWORD, in that order, and is not shown", () => {
  const url = "postgres://u:from%3Aurl@localhost/db";
  expect(parse(url, { password: "chosen" }).config.password).toBe("chosen");
  expect(parse(url).config.password).toBe("from:url");
  const fromEnvironment = parseServerUrl({ url: "postgres://u@localhost/db" }, { PGPASSWORD: "environment" });
  expect(fromEnvironment.config.password).toBe("environment");
  expect(parse(url).address).toBe("localhost:5432/db");
});
