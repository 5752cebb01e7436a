import { EventEmitter } from "node:events";
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { preparePage } from "./page-script.ts";
import type { PageServer } from "./page-server.ts";
import { PortDouble, unwired, type Wired } from "./port.ts";

export type WindowSurroundings = {
  readonly browser: () => Promise<Browser>;
  readonly pages: () => Promise<PageServer>;
  readonly ipc: EventEmitter;
  readonly onPage: (page: Page) => void;
};

type Options = { readonly width?: number; readonly height?: number; readonly webPreferences?: { readonly preload?: string } };
type OpenHandler = (details: { readonly url: string }) => { readonly action: string };
type ToMain = { readonly type: "offer" | "data" | "close"; readonly port: number; readonly channel?: string; readonly data?: Wired };

let windows = 0;

export class ContentsDouble extends EventEmitter {
  readonly id: number;
  openHandler: OpenHandler = () => ({ action: "allow" });
  readonly printToPDF: (options: { readonly printBackground?: boolean; readonly preferCSSPageSize?: boolean }) => Promise<Buffer>;

  constructor(page: () => Promise<Page> | null) {
    super();
    windows += 1;
    this.id = windows;
    this.printToPDF = async (options) => {
      const shown = await page();
      if (!shown) throw new Error("There is no page to print.");
      return shown.pdf(options);
    };
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
}

/** A window as a page of real Chromium with the real preload in it. */
export class WindowDouble extends EventEmitter {
  readonly webContents = new ContentsDouble(() => this.#page);
  readonly #options: Options;
  readonly #surroundings: WindowSurroundings;
  readonly #ports = new Map<number, PortDouble>();
  #page: Promise<Page> | null = null;
  #context: BrowserContext | null = null;
  #unsent: { readonly port: number; readonly data: Wired | null }[] = [];
  #isSending = false;

  constructor(options: Options, surroundings: WindowSurroundings) {
    super();
    this.#options = options;
    this.#surroundings = surroundings;
  }

  async loadURL(url: string): Promise<void> {
    this.#page ??= this.#openPage();
    const page = await this.#page;
    await page.goto((await this.#surroundings.pages()).toDouble(url));
    this.emit("ready-to-show");
  }

  async close(): Promise<void> {
    this.emit("close");
    for (const port of this.#ports.values()) port.close();
    await this.#context?.close();
    this.emit("closed");
  }

  destroy(): void {
    void this.#context?.close();
    this.emit("closed");
  }

  readonly show = (): void => undefined;
  readonly focus = (): void => undefined;
  readonly restore = (): void => undefined;
  isMinimized(): boolean {
    return false;
  }
  getNormalBounds() {
    return { x: 0, y: 0, width: this.#options.width ?? 1440, height: this.#options.height ?? 900 };
  }

  async #openPage(): Promise<Page> {
    const { width = 1440, height = 900, webPreferences } = this.#options;
    const [browser, { toReal }] = await Promise.all([this.#surroundings.browser(), this.#surroundings.pages()]);
    this.#context = await browser.newContext({ viewport: { width, height } });
    const page = await this.#context.newPage();
    await page.exposeBinding("electronDoubleToMain", (source, message: ToMain) => this.#receive(message, page, toReal(source.frame.url())));
    const preload = webPreferences?.preload ? await readFile(webPreferences.preload, "utf8") : "";
    await page.addInitScript(preparePage, preload);
    page.on("popup", (popup) => {
      this.webContents.openHandler({ url: popup.url() });
      void popup.close();
    });
    this.#surroundings.onPage(page);
    return page;
  }

  #receive({ type, port: id, channel, data }: ToMain, page: Page, url: string): void {
    if (type === "offer") {
      const port = new PortDouble((message) => this.#send(page, { port: id, data: message }));
      port.on("close", () => {
        this.#ports.delete(id);
        this.#send(page, { port: id, data: null });
      });
      this.#ports.set(id, port);
      const event = { sender: this.webContents, senderFrame: { url, parent: null }, ports: [port] };
      this.#surroundings.ipc.emit(channel ?? "", event, null);
    } else if (type === "close") this.#ports.get(id)?.close();
    else if (data) this.#ports.get(id)?.emit("message", { data: unwired(data) });
  }

  /** In order, and as many at once as have gathered. */
  #send(page: Page, message: { readonly port: number; readonly data: Wired | null }): void {
    this.#unsent.push(message);
    if (!this.#isSending) void this.#flush(page);
  }

  async #flush(page: Page): Promise<void> {
    this.#isSending = true;
    while (this.#unsent.length > 0) {
      const messages = this.#unsent.splice(0);
      // A page that was reloaded or closed meanwhile hears nothing of its old ports, as in a real window.
      await page.evaluate((sent) => Reflect.get(globalThis, "electronDoubleFromMain")?.(sent), messages).catch(() => undefined);
    }
    this.#isSending = false;
  }
}
