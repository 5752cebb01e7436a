// CSS modules for esbuild: the report draws the window's charts, whose components name classes in `x.module.css`.
// The classes come with the module; the text of the style sheet as `css`, since a report carries its styles inside itself.
import { build } from "esbuild";

/** @type {import("esbuild").Plugin} */
export const cssModules = {
  name: "css-modules",
  setup(builder) {
    builder.onLoad({ filter: /\.module\.css$/ }, async ({ path }) => {
      const result = await build({
        stdin: { contents: `export { default as classes } from ${JSON.stringify(path)};`, resolveDir: ".", loader: "js" },
        bundle: true,
        write: false,
        format: "esm",
        outdir: "css",
        loader: { ".css": "local-css" },
        logLevel: "silent",
      });
      const text = (/** @type {string} */ extension) => result.outputFiles.find((file) => file.path.endsWith(extension))?.text ?? "";
      return { contents: `${text(".js")}\nexport default classes;\nexport const css = ${JSON.stringify(text(".css"))};`, loader: "js" };
    });
  },
};
