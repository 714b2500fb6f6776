import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { freshDatabase } from "../../support/servers.ts";
import type { Workbench } from "../support/workbench.mts";
import type { Opened } from "./opened.mts";

/** The sidebar as a user uses it, on the embedded database. */
export function sidebar(opened: Opened): void {
  describe("the sidebar", () => {
    it("shows the project and its migrations with their risk", async () => {
      const { workbench } = opened;
      await workbench.openSidebar();
      await workbench.row(/dbmate/u).waitFor();
      await workbench.row(/create_catalogue/u).waitFor();
      await workbench.row(/index_orders_by_status.*medium risk/u).waitFor();
    });

    it("applies everything by the Up button and says so in each row", async () => {
      const { workbench } = opened;
      await workbench.view("Migrations").hover();
      await workbench.viewButton("Migrations", "Run Migrations Up").click();
      await workbench.row(/drop_suppliers, applied/u).waitFor();
      await workbench.row(/create_catalogue, applied/u).waitFor();
      await workbench.row(/Embedded PostgreSQL, ready/u).waitFor();
    });

    it("undoes the last one by the Down button", async () => {
      const { workbench } = opened;
      await workbench.view("Migrations").hover();
      await workbench.viewButton("Migrations", "Run Last Migration Down").click();
      await workbench.row(/drop_suppliers, pending/u).waitFor();
      await workbench.row(/rename_fullname, applied/u).waitFor();
    });

    it("applies up to a row by its inline button", async () => {
      const { workbench } = opened;
      const row = workbench.row(/drop_suppliers/u);
      await row.hover();
      await row.getByRole("button", { name: /Up to Here/u }).click();
      await workbench.row(/drop_suppliers, applied/u).waitFor();
    });

    it("opens a migration by the keyboard", async () => {
      const { workbench } = opened;
      await workbench.command("Lockkeeper: Focus on Migrations View");
      await workbench.page.keyboard.press("Home");
      await workbench.page.keyboard.press("ArrowDown");
      await workbench.page.keyboard.press("Enter");
      await workbench.page.getByRole("tab", { name: /create_catalogue/u }).waitFor();
    });

    it("answers a query as psql would", async () => {
      const { workbench } = opened;
      await workbench.command("Lockkeeper: Open Query");
      await workbench.page.getByText("Ln 2, Col 1").waitFor();
      await workbench.page.keyboard.type("SELECT count(*) AS applied FROM schema_migrations");
      await workbench.page.keyboard.press("Control+Enter");
      await workbench.page.getByText(/\(1\srow\)/u).waitFor();
      await workbench.command("View: Close All Editors");
      await workbench.dismissDialog("Don't Save");
    });

    it("goes to the spot of an error from its message", async () => {
      const { workbench, window } = opened;
      const name = "20990101000000_fails.sql";
      const file = path.join(window.workspace, "db/migrations", name);
      const up = "-- migrate:up\nSELECT 1;\nALTER TABLE customers ADD COLUMN x no_such_type;\n";
      await writeFile(file, `${up}\n-- migrate:down\nSELECT 1;\n`);
      await workbench.row(/^fails, pending/u).waitFor();
      await workbench.command("Lockkeeper: Run Migrations Up");
      const toast = workbench.toast(/no_such_type/u);
      await toast.waitFor();
      await toast.getByRole("button", { name: "Show" }).click();
      await workbench.page.getByRole("tab", { name }).waitFor();
      assert.match(await workbench.statusBar(), /Ln 3, Col 48 \(12 selected\)/u);
      await workbench.squiggle("error").waitFor();
    });

    it("asks before it drops everything, and Cancel keeps it", async () => {
      const { workbench } = opened;
      await workbench.command("Lockkeeper: Reset Database");
      await workbench.dismissDialog("Cancel");
      await workbench.row(/drop_suppliers, applied/u).waitFor();
      await workbench.command("Lockkeeper: Reset Database");
      await workbench.dismissDialog("Reset");
      await workbench.row(/create_catalogue, pending/u).waitFor();
    });

    it("lets a foreign host be confirmed by its name, and Escape leaves it alone", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await chooseServer(workbench, "postgres://ann@db.example.org/shop");
      await page.getByText(/db\.example\.org is not this machine/u).waitFor();
      await page.keyboard.type("db.example.com");
      await page.keyboard.press("Enter");
      await page.getByText(/Type the host's name exactly/u).waitFor();
      await page.keyboard.press("Escape");
      await workbench.row(/Embedded PostgreSQL, /u).waitFor();
    });

    it("connects to a server when it is chosen, and says at once what is pending there", async () => {
      const { workbench } = opened;
      const server = await freshDatabase(18);
      await workbench.openSidebar();
      try {
        await chooseServer(workbench, `postgres://${server.user}@127.0.0.1:1/${server.database}`);
        await workbench.page
          .getByText(/cannot be reached/u)
          .first()
          .waitFor();
        await workbench.row(/Embedded PostgreSQL, /u).waitFor();
        await chooseServer(workbench, server.url);
        await workbench.row(/^Server, ready, PostgreSQL 18\.\d+ at 127\.0\.0\.1:\d+\/test_/u).waitFor();
        await workbench.row(/create_catalogue, pending/u).waitFor();
      } finally {
        await server.dispose();
      }
    });
  });
}

async function chooseServer(workbench: Workbench, url: string): Promise<void> {
  const { page } = workbench;
  await workbench.command("Lockkeeper: Select Database");
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows
    .filter({ hasText: /server/iu })
    .first()
    .click();
  await page.locator(".quick-input-widget input").first().fill(url);
  await page.keyboard.press("Enter");
}
