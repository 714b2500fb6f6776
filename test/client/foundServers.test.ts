import { describe, expect, it } from "vitest";
import { serversInCompose } from "../../client/src/database/found/composeFile.ts";
import { readEnvFile, serversIn } from "../../client/src/database/found/envFile.ts";

describe("servers that a .env file names", () => {
  const named = (text: string) => serversIn(readEnvFile(text));

  it("are the values that are PostgreSQL URLs, however they are quoted", () => {
    const text = `# comment
DATABASE_URL="postgresql://ann:p$ss@localhost:5432/shop"
export SHADOW_DATABASE_URL='postgres://ann@localhost/shadow'
REDIS_URL=redis://localhost:6379
MYSQL_URL=mysql://root@localhost/shop
PORT=3000
`;
    expect(named(text)).toEqual([
      { name: "DATABASE_URL", url: "postgresql://ann:p$ss@localhost:5432/shop" },
      { name: "SHADOW_DATABASE_URL", url: "postgres://ann@localhost/shadow" },
    ]);
  });

  it("may be put together from other variables, and are left out where one is missing", () => {
    const url = "DATABASE_URL=postgres://${DB_USER}:${DB_PASSWORD:-secret}@${DB_HOST}/shop";
    expect(named(`DB_USER=ann\nDB_HOST=127.0.0.1:5433\n${url}\n`)).toEqual([
      { name: "DATABASE_URL", url: "postgres://ann:secret@127.0.0.1:5433/shop" },
    ]);
    expect(named(`DB_USER=ann\n${url}\n`)).toEqual([]);
  });

  it("lose what only Prisma reads of them, but not a schema of their own", () => {
    expect(named("A=postgres://ann@localhost/shop?schema=public&pgbouncer=true&sslmode=disable")).toEqual([
      { name: "A", url: "postgres://ann@localhost/shop?sslmode=disable" },
    ]);
    expect(named("A=postgres://ann@localhost/shop?schema=public")[0]?.url).toBe(
      "postgres://ann@localhost/shop",
    );
    expect(named("A=postgres://ann@localhost/shop?schema=app")[0]?.url).toContain("schema=app");
  });

  it("are none in what is no such file", () => {
    expect(named("\0\uFEFF}{ =\n===\n")).toEqual([]);
    expect(named("A=postgres://[half\n")).toEqual([]);
  });
});

describe("servers of a Compose file", () => {
  it("are the published PostgreSQL services, with their logins", () => {
    const text = `
services:
  db:
    image: postgres:16-alpine
    ports: ["127.0.0.1:5433:5432"]
    environment:
      POSTGRES_USER: ann
      POSTGRES_PASSWORD: "s@cret"
      POSTGRES_DB: shop
  gis:
    image: docker.io/postgis/postgis:17-3.5
    ports:
      - target: 5432
        published: "6543"
    environment:
      - POSTGRES_PASSWORD=a=b
  inner:
    image: postgres
  cache:
    image: redis:7
    ports: ["6379:6379"]
  metrics:
    image: quay.io/prometheuscommunity/postgres-exporter
    ports: ["9187:9187"]
`;
    expect(serversInCompose(text, {})).toEqual([
      { name: "db", url: "postgres://ann:s%40cret@localhost:5433/shop" },
      { name: "gis", url: "postgres://postgres:a%3Db@localhost:6543/postgres" },
    ]);
  });

  it("take their variables from what stands beside them", () => {
    const text = `
services:
  db:
    image: "postgres:\${PG_VERSION:-17}"
    ports: ["\${PG_PORT}:5432"]
    environment: { POSTGRES_USER: $PG_USER, POSTGRES_DB: shop }
`;
    expect(serversInCompose(text, { PG_PORT: "5544", PG_USER: "ann" })).toEqual([
      { name: "db", url: "postgres://ann@localhost:5544/shop" },
    ]);
    // Nobody knows the port.
    expect(serversInCompose(text, { PG_USER: "ann" })).toEqual([]);
  });

  it("are none in what cannot be read", () => {
    for (const text of [
      "",
      "a: [",
      "services: 3",
      "services: { db: { image: postgres, ports: 5432 } }",
      "- x",
      "services: { db: null }",
    ])
      expect(serversInCompose(text, {})).toEqual([]);
  });
});
