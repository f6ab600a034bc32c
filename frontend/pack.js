// Compress files once, so that the server sends them small without work: `node pack.js FILE TARGET ...` writes TARGET.br
// and TARGET.gz of every FILE.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const names = process.argv.slice(2);
for (let at = 0; at < names.length; at += 2) {
  const bytes = readFileSync(names[at]);
  writeFileSync(`${names[at + 1]}.br`, brotliCompressSync(bytes, best));
  writeFileSync(`${names[at + 1]}.gz`, gzipSync(bytes, { level: 9 }));
}
