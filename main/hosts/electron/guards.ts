import type { Session, WebContents } from "electron";
import { isOutsideLink, isOwnPage } from "./origin.ts";

const grantedPermissions: readonly string[] = ["clipboard-read", "clipboard-sanitized-write", "notifications"];

/** Everything a page could ask of the system is refused but copying, pasting and notifications. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(grantedPermissions.includes(permission)));
  session.setPermissionCheckHandler((_contents, permission) => grantedPermissions.includes(permission));
  session.setDevicePermissionHandler(() => false);
}

/** A page stays on its own origin; links go to the system's browser; no window, frame or view is opened from it. */
export function guardContents(contents: WebContents, openOutside: (url: string) => void): void {
  contents.on("will-frame-navigate", (event) => {
    if (event.isMainFrame && isOwnPage(event.url)) return;
    event.preventDefault();
    if (event.isMainFrame && isOutsideLink(event.url)) openOutside(event.url);
  });
  contents.on("will-redirect", (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isOutsideLink(url)) openOutside(url);
    return { action: "deny" };
  });
}

/** The part of an IPC event that says who sent it. */
export type SenderEvent = {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly sender: { readonly id: number };
};

/** Whether the top frame of one of our pages sent it. Frames that are gone, blank, foreign or inside another are refused. */
export function isFromOwnPage({ senderFrame }: SenderEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
}
