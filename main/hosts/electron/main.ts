import { join } from "node:path";
import { app, protocol, safeStorage, session, shell, utilityProcess } from "electron";
import { packageRoot, pageFolder } from "../package-root.ts";
import { createApplicationMenu } from "./application-menu.ts";
import { createEngineProcess, type EngineProcess } from "./engine-process.ts";
import { guardContents, guardSession } from "./guards.ts";
import { createKeyStore, type KeyStore } from "./key-store.ts";
import { createMenuLinks } from "./menu-links.ts";
import { createOpening } from "./opening.ts";
import { pathInDeepLink, scheme } from "./origin.ts";
import { answerPageRequest } from "./page-protocol.ts";
import { printPdf } from "./print-pdf.ts";
import { openMemory } from "./remembered.ts";
import { createWindows } from "./windows.ts";
import { pathInArguments } from "./workspace-path.ts";

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
  const memory = await openMemory(join(app.getPath("userData"), "window.json"));
  const links = createMenuLinks(() => menu.enable());
  const windows = createWindows({
    preload: join(dist, "preload.cjs"),
    bounds: memory.now().bounds,
    engineOf: (folder) => engineOf(folder, engines, keys),
    remember: (folder, bounds) => void memory.change({ folder, bounds }),
    joinMenu: links.join,
    onCurrent: () => menu.enable(),
  });
  const { open, choose, clearRecent } = createOpening({ windows, memory, onRecent: () => menu.build() });
  const menu = createApplicationMenu({
    isPackaged: app.isPackaged,
    recent: () => memory.now().recent,
    enabled: () => links.enabledIn(windows.currentPage()),
    actions: {
      openNotebook: () => void choose("openFile"),
      openFolder: () => void choose("openDirectory"),
      openRecent: (path) => void open(path),
      clearRecent,
      showAbout: () => app.showAboutPanel(),
      choose: (command) => links.choose(windows.currentPage(), command),
    },
  });
  menu.build();

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
  await open(first ?? (process.defaultApp ? process.cwd() : (memory.now().folder ?? app.getPath("documents"))));
}

/** The engine of a folder, made when it is first asked for. */
function engineOf(folder: string, engines: Map<string, EngineProcess>, keys: KeyStore): EngineProcess {
  const known = engines.get(folder);
  if (known) return known;
  const engine = createEngineProcess(folder, {
    keys,
    fork: (start) => utilityProcess.fork(join(dist, "electron-engine.js"), [JSON.stringify(start)], { serviceName: "Assay engine" }),
    print: (html) => printPdf(html, app.getPath("temp")),
    onPrintFailure: (error) => console.error(`A report could not be printed: ${String(error)}`),
    onUnexpectedEnd: (code) => console.error(`The engine of ${folder} ended unexpectedly (${code}).`),
  });
  engines.set(folder, engine);
  return engine;
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
