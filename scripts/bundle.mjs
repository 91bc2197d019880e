// Bundles the code into dist/: what is loaded together lies in one file, since Node takes longer to find and load
// hundreds of small modules than to run them. Packages stay outside. Parts that are imported on demand stay apart.
// Usage: node scripts/bundle.mjs
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const languageChunk = 'language';

/** What the package exports, and its command. */
const entries = [
  'cli/main',
  'systems/index',
  'hdl-dsl/index',
  'hdl-dsl/std/index',
  'verilator-harness/testbench/index',
];

removeBundles();
await bundle(entries, 'chunks');
// The benchmarks are programs of their own: to share files with them would cut the package's into more of them.
await bundle(
  filesIn(join(root, 'bench'), '.ts').map((file) => `bench/${file.slice(0, -3)}`),
  'chunks/bench',
);

/** What makes hardware, in one file: a stack frame in it is known to be the library's without its source map, see
 *  hdl-dsl/source/resolve-stack.ts. */
function isLanguage(id) {
  const [folder, inner] = id.slice(root.length + 1).split(sep);
  return (
    folder === 'hdl-dsl' && ['build', 'check', 'ir', 'nodes', 'source', 'types', 'values'].includes(inner)
  );
}

async function bundle(names, chunks) {
  const present = names.filter((name) => existsSync(join(root, `${name}.ts`)));
  if (present.length === 0) return;
  const build = await rolldown({
    cwd: root,
    input: Object.fromEntries(present.map((name) => [name, `./${name}.ts`])),
    platform: 'node',
    external: /^[^./]/,
    tsconfig: join(root, 'tsconfig.build.json'),
  });
  await build.write({
    dir: dist,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: `${chunks}/[name]-[hash].js`,
    codeSplitting: { groups: [{ name: languageChunk, test: isLanguage }] },
  });
  await build.close();
}

function removeBundles() {
  for (const file of [...filesIn(dist, '.js'), ...filesIn(dist, '.js.map')]) rmSync(join(dist, file));
}

function filesIn(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(ending));
}
