// Build. src/ and three.js -> orthogen/publish/viewer/: viewer.js, its licence text, and the record of what it was made of.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync, copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "orthogen", "publish", "viewer");
const three = join(here, "node_modules", "three");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// three.js ships the shader text of every material it knows; the viewer brings shaders of its own. The one chunk that
// stays is put into every shader by the renderer itself.
const ownShadersOnly = {
  name: "own-shaders-only",
  setup(builder) {
    builder.onLoad({ filter: /shaders[\\/]Shader(Chunk|Lib)[\\/].*\.glsl\.js$/ }, ({ path }) => {
      if (path.includes("colorspace_pars_fragment")) return undefined;
      return { contents: "export default ''; export const vertex = '', fragment = '';", loader: "js" };
    });
  },
};

const banner = `/*! orthogen viewer, Apache-2.0; contains three.js, MIT, see three.LICENSE.txt */`;

await build({
  entryPoints: [join(here, "src", "main.js")],
  outfile: join(out, "viewer.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text" },
  alias: { three: join(three, "src", "Three.js") },
  plugins: [ownShadersOnly],
  banner: { js: banner },
});

copyFileSync(join(three, "LICENSE"), join(out, "three.LICENSE.txt"));
const sources = ["build.mjs", "package.json", ...readdirSync(join(here, "src")).map((name) => `src/${name}`)].sort();
const record = {
  sources: Object.fromEntries(sources.map((name) => [name, sha256(readFileSync(join(here, name)))])),
  bundle: sha256(readFileSync(join(out, "viewer.js"))),
};
writeFileSync(join(out, "viewer.sources.json"), JSON.stringify(record, null, 2) + "\n");
