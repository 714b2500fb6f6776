import pg from "pg";
import { codeOf, messageOf } from "./databases/databaseError.ts";

/** A server's error in one paragraph: message, SQLSTATE, detail, hint and context. */
export function serverMessage(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return messageOf(error);
  const code = error.code === undefined ? "" : ` (${error.code})`;
  const parts = [`${error.message}${code}.`];
  if (error.detail !== undefined) parts.push(sentence(error.detail));
  if (error.hint !== undefined) parts.push(sentence(error.hint));
  if (error.where !== undefined) parts.push(`In ${error.where.split("\n", 1)[0] ?? ""}.`);
  return parts.join(" ");
}

/** SQLSTATE classes after which the connection is gone: 57P01–57P04 and connection exceptions. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error) ?? "";
  if (/^(?:57P0|08|E[A-Z])/.test(code)) return true;
  return !(error instanceof pg.DatabaseError) && /terminated|connection|queryable/i.test(messageOf(error));
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
