import { createTableAs, refreshView } from "./materializedView.ts";
import { createView } from "./view.ts";
import { on, type Registration } from "../registry.ts";

/** Views, materialized views and tables made by a query. */
export const viewsStatements: readonly Registration[] = [
  on("ViewStmt", createView),
  on("CreateTableAsStmt", createTableAs),
  on("RefreshMatViewStmt", refreshView),
];
