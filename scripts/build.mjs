// Compiles the project into dist/: WebAssembly kernels, types and bundles of the TypeScript, and the files that are
// read at run time.
// Nothing is done when the contents of the sources are those of the last build.
// Usage: node scripts/build.mjs [--force]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

const codeFolders = [
  'base',
  'config',
  'templates',
  'hdl-dsl',
  'sim-models',
  'generators',
  'compiler',
  'verilator-harness',
  'systems',
  'cli',
  'bench',
];
const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
  'scripts/build-wasm.mjs',
  'scripts/bundle.mjs',
];
const wasmStamp = join(dist, '.wasm-stamp');
const buildStamp = join(dist, '.build-stamp');

/** Brings dist/ up to date. Returns whether there was anything to do. */
export function build({ force = false } = {}) {
  if (force) rmSync(dist, { recursive: true, force: true });
  const key = hashOf([...settings, ...sources()]);
  if (readStamp(buildStamp) === key && existsSync(join(dist, 'cli', 'main.js'))) return false;

  mkdirSync(dist, { recursive: true });
  rmSync(buildStamp, { force: true });
  buildWasm();
  const assets = copyAssets();
  run('TypeScript', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--pretty', 'false']);
  run('bundles', ['scripts/bundle.mjs']);
  removeStale(assets);
  const main = join(dist, 'cli', 'main.js');
  if (existsSync(main)) chmodSync(main, 0o755);
  writeFileSync(buildStamp, `${key}\n`);
  return true;
}

function buildWasm() {
  const script = join('scripts', 'build-wasm.mjs');
  if (!existsSync(join(root, script))) return;
  const inputs = filesIn('sim-models').filter((file) => file.split(sep).includes('assembly'));
  const key = hashOf([script, 'package-lock.json', ...inputs]);
  const built = filesIn('sim-models').some((file) => extname(file) === '.wasm');
  if (built && readStamp(wasmStamp) === key) return;
  run('WebAssembly', [script]);
  writeFileSync(wasmStamp, `${key}\n`);
}

/** Copies what the code reads at run time, and returns those paths, relative to dist/. */
function copyAssets() {
  const assets = codeFolders.flatMap(filesIn).filter(isAsset);
  for (const file of assets) {
    const target = join(dist, file);
    const contents = readFileSync(join(root, file));
    if (existsSync(target) && readFileSync(target).equals(contents)) continue;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, file), target);
  }
  return new Set(assets);
}

function isAsset(file) {
  return !['.ts', '.md'].includes(extname(file)) && !file.split(sep).includes('assembly');
}

/** Removes what earlier builds made from sources that are gone; the bundler takes care of its own files. */
function removeStale(assets) {
  for (const file of filesIn('dist').map((path) => relative('dist', path))) {
    if (!file.includes(sep) || assets.has(file) || /\.js(\.map)?$/.test(file)) continue;
    const source = file.replace(/\.d\.ts$/, '.ts');
    if (source === file || !existsSync(join(root, source))) rmSync(join(dist, file));
  }
}

function sources() {
  return codeFolders.flatMap(filesIn).filter((file) => !['.md', '.wasm'].includes(extname(file)));
}

/** Files below a folder of the project, as sorted paths relative to the project. */
function filesIn(folder) {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(join(root, file)).isFile())
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    if (!existsSync(join(root, file))) continue;
    const contents = readFileSync(join(root, file));
    hash.update(`${file}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Runs a step; its output goes to standard error, so that standard output stays the command's own. */
function run(what, args) {
  console.error(`build: ${what}`);
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) throw error;
  if (status !== 0) throw new Error(`build: ${what} failed (exit status ${status})`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (!build({ force: process.argv.includes('--force') })) console.error('build: up to date');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
