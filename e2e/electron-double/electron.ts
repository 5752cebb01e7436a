/**
 * The stand-in for the module `electron`, as far as main/hosts/electron uses it, bundled together with it. It shows real
 * pages in Chromium; it does not show that Electron's own sandbox, menus or packaging work.
 */
import { EventEmitter } from "node:events";
import { type Browser, chromium, type Page } from "@playwright/test";
import { Menu } from "./menu.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { UtilityProcessDouble } from "./utility-process.ts";
import { WindowDouble } from "./window.ts";

export type DoubleSettings = {
  readonly root: string;
  readonly userData: string;
  readonly env: { readonly [name: string]: string };
  readonly executablePath: string | null;
};

export { Menu };

/** Put in place by the bundler. */
declare const ELECTRON_DOUBLE_SETTINGS: DoubleSettings;
const settings = ELECTRON_DOUBLE_SETTINGS;

const ignored = (): void => undefined;
const ipc = new EventEmitter();
const handlers = new Map<string, (request: Request) => Promise<Response>>();
const windows = new Set<WindowDouble>();
const engines = new Set<UtilityProcessDouble>();
let serving: Promise<PageServer> | null = null;
let launching: Promise<Browser> | null = null;
let showPage: (page: Page) => void = () => undefined;
let ended: () => void = () => undefined;

/** For the test: the first page, and how to end it all. */
export const electronDouble = {
  firstPage: new Promise<Page>((resolve) => {
    showPage = resolve;
  }),
  /** Clicks an item of the window's menu by its labels; false where it is grey. */
  clickMenu: (labels: readonly string[]): boolean => Menu.getApplicationMenu()?.click(labels) ?? false,
  /** As if the user quit: engines pause their runs first. */
  quit: async (): Promise<void> => {
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    app.quit();
    await end;
    await closeChromium();
  },
  /** As if the power failed. */
  kill: async (): Promise<void> => {
    for (const engine of engines) engine.kill();
    await closeChromium();
  },
};

class AppDouble extends EventEmitter {
  readonly isPackaged = false;
  readonly enableSandbox = ignored;
  readonly showAboutPanel = ignored;
  readonly addRecentDocument = ignored;
  readonly clearRecentDocuments = ignored;
  requestSingleInstanceLock(): boolean {
    return true;
  }
  readonly whenReady = async (): Promise<void> => ignored();
  setAsDefaultProtocolClient(): boolean {
    return true;
  }
  getPath(): string {
    return settings.userData;
  }

  quit(): void {
    void Promise.all([...windows].map((window) => window.close())).then(() => {
      let prevented = false;
      this.emit("will-quit", {
        preventDefault: () => {
          prevented = true;
        },
      });
      if (!prevented) ended();
    });
  }
}

export const app = new AppDouble();
export const ipcMain = ipc;

export class BrowserWindow extends WindowDouble {
  constructor(options: ConstructorParameters<typeof WindowDouble>[0]) {
    super(options, {
      browser: () => (launching ??= launch()),
      pages: () => {
        serving ??= startPageServer(async (request) => (await handlers.get("assay")?.(request)) ?? new Response(null, { status: 404 }));
        return serving;
      },
      ipc,
      onPage: (page) => showPage(page),
    });
    windows.add(this);
    this.on("closed", () => windows.delete(this));
    app.emit("web-contents-created", {}, this.webContents);
  }
}

async function closeChromium(): Promise<void> {
  await (await launching)?.close();
  (await serving)?.close();
}

async function launch(): Promise<Browser> {
  return chromium.launch({
    ...(settings.executablePath === null ? {} : { executablePath: settings.executablePath }),
    // A page that reaches for anything but its own address must not find it, as in the window.
    args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

export const protocol = {
  registerSchemesAsPrivileged: (): void => undefined,
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => void handlers.set(scheme, handler),
};

export const utilityProcess = {
  fork: (path: string, parameters: readonly string[]): UtilityProcessDouble => {
    const engine = new UtilityProcessDouble(path, parameters, { ...process.env, ...settings.env }, settings.root);
    engines.add(engine);
    engine.on("exit", () => engines.delete(engine));
    return engine;
  },
};

export const session = {
  defaultSession: { setPermissionRequestHandler: ignored, setPermissionCheckHandler: ignored, setDevicePermissionHandler: ignored },
};

export const dialog = {
  showErrorBox: (title: string, content: string): void => console.error(`${title}: ${content}`),
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
};

export const shell = { openExternal: async (): Promise<void> => undefined };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const safeStorage = { isEncryptionAvailable: () => false, getSelectedStorageBackend: () => "basic_text" };
