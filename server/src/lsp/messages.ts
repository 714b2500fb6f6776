import { MessageType, ShowMessageNotification, type Connection } from "vscode-languageserver";
import type { NotificationType } from "vscode-languageserver-protocol";

/** Shows the user a message. One-way: a client that cannot show it must not be able to fail us. */
export function show(connection: Connection, type: "error" | "warning", message: string): void {
  const severity = type === "error" ? MessageType.Error : MessageType.Warning;
  tell(connection, ShowMessageNotification.type, { type: severity, message: `Lockkeeper: ${message}` });
}

/** Sends a notification; where the connection is closing, nobody is left to be told. */
export function tell<P extends object | null>(
  connection: Connection,
  type: NotificationType<P>,
  params: P,
): void {
  connection.sendNotification(type.method, params).catch(() => undefined);
}
