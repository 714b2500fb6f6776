import { describe, expect, it } from "vitest";
import { isLocal, readAddress } from "../../client/src/database/address.ts";

describe("a server's URL", () => {
  it("gives up its password, wherever it stands", () => {
    expect(readAddress("postgres://ann:s%40cret@db.example.org:6543/shop?sslmode=require")).toEqual({
      url: "postgres://ann@db.example.org:6543/shop?sslmode=require",
      password: "s@cret",
      hosts: ["db.example.org"],
      login: "ann@db.example.org:6543:/shop",
    });
    const inQuery = readAddress("postgresql://ann@localhost/shop?password=secret&application_name=x");
    expect(inQuery?.password).toBe("secret");
    expect(inQuery?.url).not.toContain("secret");
  });

  it("names every host that it may reach, also through its parameters", () => {
    expect(readAddress("postgres://localhost/shop?host=db.example.org")?.hosts).toEqual([
      "localhost",
      "db.example.org",
    ]);
    expect(readAddress("postgres://localhost,db.example.org:5433/shop")?.hosts).toEqual([
      "localhost",
      "db.example.org",
    ]);
    expect(readAddress("postgres://[2001:db8::1]:5432/shop")?.hosts).toEqual(["2001:db8::1"]);
    expect(readAddress("postgres:///shop?host=/var/run/postgresql")?.hosts).toEqual(["/var/run/postgresql"]);
    expect(readAddress("postgres://%2Fvar%2Frun%2Fpostgresql/shop")?.hosts).toEqual(["/var/run/postgresql"]);
    expect(readAddress("postgres:///shop")?.hosts).toEqual([]);
  });

  it("is refused when it is none", () => {
    for (const text of ["", "shop", "mysql://localhost/shop", "postgres:/localhost", "https://localhost"]) {
      expect(readAddress(text), text).toBeUndefined();
    }
  });

  it("is local only on a loopback address or a socket", () => {
    for (const host of ["localhost", "127.0.0.1", "127.8.9.10", "::1", "/var/run/postgresql"]) {
      expect(isLocal(host), host).toBe(true);
    }
    const foreign = [
      "db.example.org",
      "localhost.example.org",
      "127.0.0.1.example.org",
      "10.0.0.1",
      "0.0.0.0",
      "",
    ];
    for (const host of foreign) expect(isLocal(host), host).toBe(false);
  });
});
