// Compiles the AssemblyScript sources of the golden models to WebAssembly beside them.
// Run: node scripts/build-wasm.mjs [--force]. Without --force an output newer than every source is kept.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const assembly = 'sim-models/analog/assembly';
const targets = [
  { entry: `${assembly}/index.ts`, output: 'sim-models/analog/kernel.wasm' },
  { entry: `${assembly}/plain-popcount.ts`, output: 'sim-models/analog/plain-popcount.wasm' },
];

const newestSource = Math.max(
  statSync(fileURLToPath(import.meta.url)).mtimeMs,
  ...readdirSync(join(root, assembly)).map((file) => statSync(join(root, assembly, file)).mtimeMs),
);
const fresh = (file) => existsSync(join(root, file)) && statSync(join(root, file)).mtimeMs > newestSource;

if (process.argv.includes('--force') || !targets.every(({ output }) => fresh(output))) {
  const { default: asc } = await import('assemblyscript/asc');
  for (const { entry, output } of targets) {
    const options = ['--baseDir', root, '--outFile', output, '-O3', '--noAssert', '--runtime', 'stub'];
    const { error, stderr } = await asc.main([entry, ...options, '--enable', 'simd', '--initialMemory', '1']);
    if (error) {
      console.error(stderr.toString());
      console.error(`could not compile ${entry}: ${error.message}`);
      process.exit(1);
    }
  }
}
