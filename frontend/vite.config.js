// How one script of the pages is bundled: build.py runs `vite build` once for each, and names it in DATELINE_ENTRY.
import { defineConfig } from "vite";

const { DATELINE_ENTRY: entry, DATELINE_FORMAT: format, DATELINE_OUT: outDir } = process.env;

// A plain script stands alone in one file: a report's page can be saved with it inside. A module's parts lie in chunks/,
// named by their content, and are fetched when they are imported.
const output =
  format === "iife"
    ? { format, entryFileNames: "[name].js", codeSplitting: false }
    : {
        format,
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: "chunks/[name]-[hash][extname]",
      };

export default defineConfig({
  base: "/static/",
  publicDir: false,
  logLevel: "warn",
  build: {
    target: "es2022",
    outDir,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    license: format === "iife" ? false : { fileName: "chunks/LICENSES.md" }, // of what the chunks are made from
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { [entry]: `src/${entry}.ts` }, output },
  },
});
