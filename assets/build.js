// Compiles the front end into build/assets: one style sheet, two scripts, a few images.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import esbuild from "esbuild";
import * as sass from "sass";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const built = path.join(root, "build", "assets");
// Made beside the last one and put in its place whole: a server may be reading that.
const out = `${built}-${process.pid}`;

mkdirSync(path.join(out, "images"), { recursive: true });

const styles = sass.compile(path.join(root, "assets", "styles", "lantern.scss"), {
  // The Ministry of Justice's Sass names govuk-frontend from the root of the project.
  loadPaths: [path.join(root, "node_modules"), root],
  style: "compressed",
  quietDeps: true,
  logger: { debug() {}, warn: (message, { deprecation, span }) => (deprecation || !span ? null : console.warn(message)) },
});
writeFileSync(path.join(out, "lantern.css"), styles.css);

esbuild.buildSync({
  absWorkingDir: root,
  entryPoints: ["assets/lantern.js", "assets/early.js"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
});

const fromJustice = path.join(root, "node_modules/@ministryofjustice/frontend/moj/assets/images");
for (const icon of ["icon-arrow-black-down.svg", "icon-arrow-black-up.svg", "icon-document.svg"]) {
  cpSync(path.join(fromJustice, icon), path.join(out, "images", icon));
}
cpSync(path.join(root, "assets", "images"), path.join(out, "images"), { recursive: true });

const last = `${out}-last`;
if (existsSync(built)) renameSync(built, last);
renameSync(out, built);
rmSync(last, { recursive: true, force: true });
