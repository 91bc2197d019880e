// Brings a checkout into a state that runs: npm packages, build, system tools.
// What is in order is left alone; a second run costs a fraction of a second.
// Usage: node scripts/setup.mjs [--test]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { provideTools, simulationTools, testTools } from './system-tools.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const oldestNode = [20, 19];

/** Sets up what is missing. All messages go to standard error.
 *  @returns the programs that are still missing
 *  @throws {Error} when Node is too old, or the npm packages or the build fail */
export function setUp({ forTests = false } = {}) {
  checkNode();
  if (!packagesInstalled()) installPackages();
  build();
  return provideTools(forTests ? [...simulationTools, ...testTools] : simulationTools).map((t) => t.program);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(
    `set-up: Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}`,
  );
}

/** Whether node_modules holds what the lock file asks for: npm writes a lock of its own there when it is done. */
function packagesInstalled() {
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readLock(join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed[path];
    if (!present) return entry.optional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function installPackages() {
  console.error('set-up: npm ci');
  const { status, error } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`set-up: npm ci failed (exit status ${status})`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    setUp({ forTests: process.argv.includes('--test') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
