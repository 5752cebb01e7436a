import "#renderer/kit/fonts.ts";
import "#renderer/kit/theme.css";
import "#renderer/kit/base.css";
import { mountWorkbench } from "#renderer/mount.tsx";
import { connectContract } from "#shared/contract/connect.ts";
import { serveContract } from "#shared/contract/serve.ts";
import { wirePair } from "#shared/contract/wire.ts";
import { fakeHandlers } from "./fake-handlers.ts";

const [engine, page] = wirePair();
serveContract(fakeHandlers(), engine, {
  createIdentifier: () => crypto.randomUUID(),
  reportBug: (bug) => console.error(bug.method, bug.error),
});
mountWorkbench(connectContract(() => Promise.resolve(page)));
