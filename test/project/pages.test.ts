import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages } from './pages.js';
import { root } from './run.js';

const folders = [
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
  'test',
  'bench',
  'docs',
  'configs',
  'out',
];

describe('the pages', () => {
  it.each(folders)('%s/ has a README of a heading and a paragraph', (folder) => {
    const text = readFileSync(join(root, folder, 'README.md'), 'utf8');
    expect(text).toMatch(/^# .+\n\n\S[\s\S]{80,}/);
  });

  it('link to what is there', () => {
    const broken: string[] = [];
    let links = 0;
    for (const page of pages()) {
      const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '');
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?:|#)/.test(target)) continue;
        links++;
        if (!existsSync(join(root, dirname(page), target.replace(/#.*/, ''))))
          broken.push(`${page}: ${target}`);
      }
    }
    expect(links).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('give every dependency a reason, and no other', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const rows = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8').matchAll(/^\| `([^`]+)` \|/gm);
    const wanted = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].sort();
    expect([...rows].map(([, name]) => name).sort()).toEqual(wanted);
  });

  it('name no machine: the lock file has no addresses, and no text a path of somebody’s disk', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    expect(lock).not.toContain('"resolved"');
    expect(lock).toContain('"integrity"');
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).not.toContain('registry=');
    for (const page of pages())
      expect(readFileSync(join(root, page), 'utf8')).not.toMatch(/(\/home\/|\/tmp\/|\/Users\/)\w/);
  });

  it('lock the optional packages of every platform, without which npm ci refuses the lock file', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const optional = Object.values(lock.packages).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}),
    );
    expect(optional.length).toBeGreaterThan(40);
    expect(optional.filter((name) => !(`node_modules/${name}` in lock.packages))).toEqual([]);
  });

  it('leave nothing but a README in the committed part of out/', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['out/*', '!out/README.md']));
    expect(readdirSync(join(root, 'out'))).toContain('README.md');
  });
});
