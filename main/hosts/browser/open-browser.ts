import { spawn } from "node:child_process";

type Environment = { readonly [name: string]: string | undefined };

/** Whether a browser opened here would be seen by whoever typed the command. */
export function canOpenBrowser(environment: Environment, platform: string): boolean {
  if (environment.SSH_CONNECTION || environment.CI) return false;
  return platform !== "linux" || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** Opens the address in the user's browser. Without one nothing happens: the link is on the screen. */
export function openBrowser(url: string, platform: string): void {
  const [command, ...parameters] = openCommand(url, platform);
  if (!command) return;
  const child = spawn(command, parameters, { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}

export function openCommand(url: string, platform: string): readonly string[] {
  if (platform === "darwin") return ["open", url];
  // `start` would read `&` in the address as the end of a command; this does not go through a shell.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}

/** The command that brings the port to the machine in front of the user, when this one is reached by ssh. */
export function tunnelCommand(environment: Environment, port: number, user: string): string | null {
  const server = environment.SSH_CONNECTION?.split(" ")[2];
  return server ? `ssh -L ${port}:127.0.0.1:${port} ${user}@${server}` : null;
}
