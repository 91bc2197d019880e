// `npm start`: sets up what is missing, then classifies handwritten digits with generated RTL.
// Arguments that begin with an option go to the demo; others replace it:
//   npm start -- --vectors 20      the demo on 20 digits
//   npm start -- list              any command of crossweave
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const demo = ['cosim', 'digits', '--workload', 'digits'];

try {
  process.exitCode = start(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}

function start(given) {
  const missing = setUp();
  const isDemo = given.length === 0 || given[0].startsWith('-');
  const args = isDemo ? [...demo, ...given] : given;
  if (isDemo && missing.length > 0 && !given.some((word) => /^--engine(=|$)/.test(word))) {
    console.error(`Missing: ${missing.join(', ')}. The RTL runs on the built-in engine.`);
    args.push('--engine', 'builtin');
  }
  const { status, error } = spawnSync(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...args], {
    stdio: 'inherit',
  });
  if (error) throw error;
  return status ?? 3;
}
