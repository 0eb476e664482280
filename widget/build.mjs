/** Builds dist/: one script with styles, words and the crisis copy of the library in it, the pages, the other languages. */

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { parse } from "yaml";

const here = (path) => new URL(path, import.meta.url);
const MOST = 15_000; // bytes of widget.js after gzip

/** The `suicide` text for `now` and its contacts, as the library has them; the widget shows it when the service is gone. */
async function crisisCopy() {
  const texts = here("../knowledge/content/nl/crisis.yml");
  const numbers = here("../knowledge/content/contacts.yml");
  const crisis = parse(await readFile(texts, "utf8")).find((each) => each.category === "suicide" && each.urgency === "now");
  const lines = parse(await readFile(numbers, "utf8"));
  if (!crisis) throw new Error("crisis.yml: no text for category suicide, urgency now; the widget cannot do without");
  const contacts = crisis.contacts.map((id) => {
    const line = lines.find((each) => each.id === id);
    if (!line) throw new Error(`crisis.yml: contact "${id}" is not in contacts.yml; add it there`);
    return { name: line.name, phone: line.phone ?? "", url: line.url ?? "" };
  });
  return { text: crisis.text, contacts };
}

const plugin = {
  name: "leefstijlmoment",
  setup(bundler) {
    bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
    bundler.onResolve({ filter: /^crisis-copy$/ }, () => ({ path: "crisis-copy", namespace: "library" }));
    bundler.onLoad({ filter: /.*/, namespace: "library" }, async () => ({
      contents: JSON.stringify(await crisisCopy()), loader: "json",
    }));
  },
};

await mkdir(here("dist/text"), { recursive: true });
await build({
  entryPoints: {
    widget: here("src/element.ts").pathname, side: here("src/side.ts").pathname,
    verwijzer: here("src/verwijzer.ts").pathname, insluiten: here("src/insluiten.ts").pathname,
  },
  outdir: here("dist").pathname,
  bundle: true, minify: true, format: "esm", target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  charset: "utf8", legalComments: "none", plugins: [plugin], logLevel: "warning",
});
for (const page of ["gesprek.html", "embed.html", "page.css", "icon.svg"]) await copyFile(here(`pages/${page}`), here(`dist/${page}`));
const keys = (words) => Object.values(words).flatMap(Object.keys);
const wanted = keys(JSON.parse(await readFile(here("text/nl.json"), "utf8")));
for (const language of ["nl", "en", "de", "fr", "tr", "pl", "ar", "uk"]) {
  const source = here(`text/${language}.json`);
  const words = JSON.parse(await readFile(source, "utf8"));
  const given = keys(words);
  const missing = wanted.filter((key) => !given.includes(key));
  const extra = given.filter((key) => !wanted.includes(key));
  if (missing.length || extra.length) {
    throw new Error(`text/${language}.json: missing [${missing}], not in nl.json [${extra}]; bring it in step with nl.json`);
  }
  await writeFile(here(`dist/text/${language}.json`), `${JSON.stringify({ ...words.main, ...words.side })}\n`);
}
const size = async (file) => gzipSync(await readFile(here(`dist/${file}`)), { level: 9 }).length;
const [first, later] = [await size("widget.js"), await size("side.js")];
console.log(`dist/widget.js: ${first} bytes gzip (at most ${MOST}); dist/side.js, fetched after the first message: ${later}`);
if (first > MOST) process.exitCode = 1;
