// Draws build/icon.svg in the sizes and containers that Linux (PNG), Windows (ICO) and macOS (ICNS) ask for. Both containers
// are a short index before plain PNG files. Run `npm run icons` after changing the drawing.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright";
import { ensureChromium } from "./chromium.mjs";

const drawing = readFileSync(new URL("./icon.svg", import.meta.url), "utf8");

/** @param {readonly number[]} sizes @returns {Promise<Map<number, Buffer>>} PNG files by their width in pixels */
async function draw(sizes) {
  const browser = await chromium.launch({ executablePath: await ensureChromium() });
  try {
    const page = await browser.newPage();
    const pictures = new Map();
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>html,body{margin:0;background:none}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`,
      );
      pictures.set(size, await page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } }));
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

/** Windows: header, one 16-byte entry per picture, the pictures. @param {readonly Buffer[]} pictures @param {readonly number[]} sizes */
function ico(pictures, sizes) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, picture] of pictures.entries()) {
    const entry = 6 + 16 * index;
    const size = sizes[index] ?? 0;
    header.writeUInt8(size % 256, entry); // 256 is written as 0
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(picture.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += picture.length;
  }
  return Buffer.concat([header, ...pictures]);
}

/** macOS: each picture behind a four-letter type, which says its size and whether it is for a dense display. */
const icnsTypes = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };

/** @param {Map<number, Buffer>} pictures */
function icns(pictures) {
  const parts = Object.entries(icnsTypes).map(([type, size]) => {
    const picture = pictures.get(size) ?? Buffer.alloc(0);
    const head = Buffer.from(`${type}\0\0\0\0`, "latin1");
    head.writeUInt32BE(8 + picture.length, 4);
    return Buffer.concat([head, picture]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.from("icns\0\0\0\0", "latin1");
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}

const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
const pictures = await draw([...new Set([...windowsSizes, ...Object.values(icnsTypes)])]);
/** @param {number} size */
const picture = (size) => pictures.get(size) ?? Buffer.alloc(0);
writeFileSync(new URL("./icon.png", import.meta.url), picture(512));
writeFileSync(new URL("./icon.ico", import.meta.url), ico(windowsSizes.map(picture), windowsSizes));
writeFileSync(new URL("./icon.icns", import.meta.url), icns(pictures));
