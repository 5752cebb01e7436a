import { join } from "node:path";
import { app, dialog, Menu, protocol, safeStorage, session, shell, utilityProcess } from "electron";
import { packageRoot, pageFolder } from "../package-root.ts";
import { createEngineProcess, type EngineProcess } from "./engine-process.ts";
import { guardContents, guardSession } from "./guards.ts";
import { createKeyStore } from "./key-store.ts";
import { menuTemplate } from "./menu.ts";
import { pathInDeepLink, scheme } from "./origin.ts";
import { answerPageRequest } from "./page-protocol.ts";
import { readRemembered, writeRemembered } from "./remembered.ts";
import { createWindows } from "./windows.ts";
import { pathInArguments, workspaceAt } from "./workspace-path.ts";

/** The window host: windows, menus, dialogs and the keychain. Everything else is the engine's, in its own process. */
const dist = join(packageRoot(), "dist");

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } },
]);

if (app.requestSingleInstanceLock()) void run();
else app.quit(); // The instance that runs has been told our arguments.

async function run(): Promise<void> {
  const linked: string[] = [];
  app.on("open-url", (event, url) => {
    event.preventDefault();
    const path = pathInDeepLink(url);
    if (path) linked.push(path);
  });
  app.on("open-file", (event, path) => {
    event.preventDefault();
    linked.push(path);
  });
  app.on("web-contents-created", (_event, contents) => guardContents(contents, (url) => void shell.openExternal(url)));
  await app.whenReady();
  if (!process.defaultApp) app.setAsDefaultProtocolClient(scheme);
  guardSession(session.defaultSession);
  protocol.handle(scheme, (request) => answerPageRequest(request, pageFolder()));

  const keys = createKeyStore(safeStorage, process.platform);
  const engines = new Map<string, EngineProcess>();
  const engineOf = (folder: string): EngineProcess => {
    const known = engines.get(folder);
    if (known) return known;
    const engine = createEngineProcess(folder, {
      keys,
      fork: (start) => utilityProcess.fork(join(dist, "electron-engine.js"), [JSON.stringify(start)], { serviceName: "Assay engine" }),
      onUnexpectedEnd: (code) => console.error(`The engine of ${folder} ended unexpectedly (${code}).`),
    });
    engines.set(folder, engine);
    return engine;
  };

  const rememberedFile = join(app.getPath("userData"), "window.json");
  const remembered = await readRemembered(rememberedFile);
  const windows = createWindows({
    preload: join(dist, "preload.cjs"),
    bounds: remembered.bounds,
    engineOf,
    remember: (folder, bounds) => void writeRemembered(rememberedFile, { folder, bounds }).catch(() => undefined),
  });

  const open = async (path: string): Promise<void> => {
    const workspace = await workspaceAt(path);
    if (workspace) return windows.open(workspace);
    dialog.showErrorBox("Assay cannot open this", `There is nothing at ${path}. It may have been moved or renamed.`);
  };
  const choose = async (property: "openFile" | "openDirectory"): Promise<void> => {
    const filters = property === "openFile" ? [{ name: "Notebooks", extensions: ["md"] }] : [];
    const { filePaths } = await dialog.showOpenDialog({ properties: [property], filters });
    if (filePaths[0]) await open(filePaths[0]);
  };
  const actions = {
    openNotebook: () => void choose("openFile"),
    openFolder: () => void choose("openDirectory"),
    showAbout: () => app.showAboutPanel(),
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, actions)));

  app.on("open-url", (_event, url) => {
    const path = pathInDeepLink(url);
    if (path) void open(path);
  });
  app.on("open-file", (_event, path) => void open(path));
  app.on("second-instance", (_event, given, workingFolder) => {
    const path = pathInArguments(given.slice(process.defaultApp ? 2 : 1), workingFolder);
    if (path) void open(path);
    else windows.focus();
  });
  app.on("activate", () => windows.focus());
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  closeEnginesBeforeQuit(engines);

  const first = linked.at(-1) ?? pathInArguments(process.argv.slice(process.defaultApp ? 2 : 1), process.cwd());
  await open(first ?? (process.defaultApp ? process.cwd() : (remembered.folder ?? app.getPath("documents"))));
}

/** Quitting waits until the engines have paused their runs and synced what they bought. */
function closeEnginesBeforeQuit(engines: ReadonlyMap<string, EngineProcess>): void {
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void Promise.all([...engines.values()].map((engine) => engine.close())).then(() => {
      closed = true;
      app.quit();
    });
  });
}
