import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root, run } from './run.js';

const setUp = () => run(process.execPath, [join(root, 'scripts', 'setup.mjs'), '--test']);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs an expression in a Node process whose path holds the given shell scripts alone. */
async function withPrograms(
  programs: Readonly<Record<string, string>>,
  expression: string,
  env: NodeJS.ProcessEnv = {},
) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const module = pathToFileURL(join(root, 'scripts', 'system-tools.mjs')).href;
  const code = `import * as tools from '${module}'; process.getuid = () => 0; console.log(JSON.stringify(${expression}));`;
  const ended = await run(process.execPath, ['--input-type=module', '-e', code], {
    env: { CROSSWEAVE_NO_APT: '', ...env, PATH: bin },
  });
  const calls = existsSync(join(bin, 'calls'))
    ? readFileSync(join(bin, 'calls'), 'utf8').trim().split('\n')
    : [];
  return { missing: JSON.parse(ended.stdout) as { program: string }[], stderr: ended.stderr, calls };
}

const wanted = `tools.provideTools([{ program: 'sim', package: 'simulator', use: 'simulates' }])`;
const record = 'here="${0%/*}"; echo "$*" >> "$here/calls";';
const makesSim = 'printf "#!/bin/bash\\n" > "$here/sim"; /bin/chmod +x "$here/sim"';

describe('set-up', () => {
  it('costs less than two seconds the second time, and does nothing', async () => {
    expect((await setUp()).status).toBe(0);
    const second = await setUp();
    expect(second).toMatchObject({ status: 0, stdout: '' });
    expect(second.stderr).not.toMatch(/npm|build/);
    expect(second.seconds).toBeLessThan(2);
  }, 300_000);

  it('installs a missing tool with the package lists at hand', async () => {
    const { missing, calls } = await withPrograms({ 'apt-get': `${record} ${makesSim}` }, wanted);
    expect(missing).toEqual([]);
    expect(calls.length).toBe(1);
    expect(calls[0]).toMatch(/install -y --no-install-recommends simulator$/);
  });

  it('fetches new package lists only where the old ones do not do', async () => {
    const apt = `${record} if [[ "$*" == *update* ]]; then : > "$here/updated"; exit 0; fi; [[ -e "$here/updated" ]] || exit 100; ${makesSim}`;
    const { missing, calls } = await withPrograms({ 'apt-get': apt }, wanted);
    expect(missing).toEqual([]);
    expect(calls.map((call) => /install|update/.exec(call)?.[0])).toEqual(['install', 'update', 'install']);
  });

  it('goes on where apt fails, and says so', async () => {
    const { missing, stderr } = await withPrograms({ 'apt-get': 'echo no network >&2; exit 100' }, wanted);
    expect(missing).toMatchObject([{ program: 'sim' }]);
    expect(stderr).toBe(
      'set-up: apt-get install simulator\nset-up: apt-get failed:\nno network\n' +
        'set-up: sim is missing (simulates)\nset-up: to get it: sudo apt-get install simulator\n',
    );
  });

  it('leaves apt alone where it is forbidden, and says what to install', async () => {
    const { missing, stderr, calls } = await withPrograms({ 'apt-get': record }, wanted, {
      CROSSWEAVE_NO_APT: '1',
    });
    expect(missing).toMatchObject([{ program: 'sim' }]);
    expect(calls).toEqual([]);
    expect(stderr).toBe(
      'set-up: sim is missing (simulates)\nset-up: to get it: sudo apt-get install simulator\n',
    );
  });
});

describe('the build', () => {
  it('leaves nothing in dist/ whose source is gone, and copies what is read at run time', async () => {
    const tree = join(folder, 'tree');
    const put = (path: string, text: string) => {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    };
    const own = [
      'package.json',
      'tsconfig.json',
      'tsconfig.build.json',
      'scripts/build.mjs',
      'scripts/bundle.mjs',
    ];
    for (const file of own) put(file, readFileSync(join(root, file), 'utf8'));
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    put('cli/main.ts', 'export const main = 1;\n');
    put('base/old.ts', 'export const old = 1;\n');
    put('templates/a.hbs', 'text\n');
    const build = () => run(process.execPath, [join(tree, 'scripts', 'build.mjs')], { cwd: tree });

    expect(await build()).toMatchObject({ status: 0, stderr: 'build: TypeScript\nbuild: bundles\n' });
    expect(readFileSync(join(tree, 'dist/templates/a.hbs'), 'utf8')).toBe('text\n');
    expect(existsSync(join(tree, 'dist/base/old.d.ts'))).toBe(true);
    expect(existsSync(join(tree, 'dist/cli/main.js'))).toBe(true);
    expect((await build()).stderr).toBe('build: up to date\n');

    rmSync(join(tree, 'base/old.ts'));
    put('templates/a.hbs', 'new\n');
    expect((await build()).stderr).toBe('build: TypeScript\nbuild: bundles\n');
    expect(existsSync(join(tree, 'dist/base/old.d.ts'))).toBe(false);
    expect(readFileSync(join(tree, 'dist/templates/a.hbs'), 'utf8')).toBe('new\n');

    put('cli/main.ts', 'export const main: string = 1;\n');
    const failed = await build();
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('build: TypeScript failed');
    // A failed build is tried again.
    expect((await build()).status).toBe(1);
  }, 120_000);
});
