import { MessageType, ShowMessageNotification, type Connection } from "vscode-languageserver";
import type { NotificationType } from "vscode-languageserver-protocol";

const severities = {
  error: MessageType.Error,
  warning: MessageType.Warning,
  info: MessageType.Info,
} as const;

/**
 * Shows the user a message. One-way: a client that cannot show it must not be able to fail us, and one that shows a
 * request of `connection.window` waits for a key.
 */
export function show(connection: Connection, type: keyof typeof severities, message: string): void {
  const text = `Lockkeeper: ${message}`;
  tell(connection, ShowMessageNotification.type, { type: severities[type], message: text });
}

/** Sends a notification; where the connection is closing, nobody is left to be told. */
export function tell<P extends object | null>(
  connection: Connection,
  type: NotificationType<P>,
  params: P,
): void {
  connection.sendNotification(type.method, params).catch(() => undefined);
}
