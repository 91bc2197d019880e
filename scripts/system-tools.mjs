// Finds the programs outside Node that Crossweave uses, and installs missing ones with apt where it may.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Program, Debian package, and what it is for. */
export const simulationTools = [
  { program: 'verilator', package: 'verilator', use: 'runs the generated RTL' },
  { program: 'g++', package: 'g++', use: "compiles Verilator's output" },
  { program: 'make', package: 'make', use: "drives Verilator's build" },
];
export const testTools = [
  { program: 'iverilog', package: 'iverilog', use: 'the tests compile the RTL with it' },
  {
    program: 'yosys',
    package: 'yosys',
    use: 'the tests read the RTL with it, and prove the standard library',
  },
  { program: 'yosys-smtbmc', package: 'yosys', use: 'the tests prove the standard library with it' },
  { program: 'z3', package: 'z3', use: 'the solver of these proofs' },
];

const aptMinutes = 15;

/** Path of a program, or undefined. */
export function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** apt is ours to use: we are root, it is there, and nobody forbade it with CROSSWEAVE_NO_APT=1. */
export function aptIsOurs() {
  return (
    process.env.CROSSWEAVE_NO_APT !== '1' && process.getuid?.() === 0 && findProgram('apt-get') !== undefined
  );
}

/** Installs what is missing where that is possible, and returns the tools that are still missing. */
export function provideTools(tools) {
  const missing = () => tools.filter((tool) => !findProgram(tool.program));
  if (missing().length > 0 && aptIsOurs()) {
    const packages = [...new Set(missing().map((tool) => tool.package))];
    console.error(`set-up: apt-get install ${packages.join(' ')}`);
    const failure = installPackages(packages);
    if (failure) console.error(`set-up: apt-get failed:\n${failure}`);
  }
  const rest = missing();
  if (rest.length > 0) {
    for (const tool of rest) console.error(`set-up: ${tool.program} is missing (${tool.use})`);
    console.error(
      `set-up: to get it: sudo apt-get install ${[...new Set(rest.map((tool) => tool.package))].join(' ')}`,
    );
  }
  return rest;
}

/** Tries with the package lists at hand first; only where that fails fetches new ones. Returns what went wrong. */
function installPackages(packages) {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  if (!aptGet(install)) return undefined;
  return aptGet(['update']) ?? aptGet(install);
}

function aptGet(args) {
  const { status, error, stdout, stderr } = spawnSync(
    'apt-get',
    ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2', ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: aptMinutes * 60_000,
      maxBuffer: 1 << 28,
    },
  );
  if (status === 0) return undefined;
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-12).join('\n');
  return error ? `${error.message}\n${said}` : said || `exit status ${status}`;
}
