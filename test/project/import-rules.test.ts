import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from './run.js';

/** The design's table, written down a second time: what the checker is held to. */
const table: Readonly<Record<string, string>> = {
  base: '',
  config: 'base',
  templates: '',
  'hdl-dsl': 'base',
  'sim-models': 'base config',
  generators: 'base config hdl-dsl templates',
  compiler: 'base config sim-models',
  'verilator-harness': 'base hdl-dsl templates',
  systems: 'base config templates hdl-dsl sim-models generators compiler verilator-harness',
  cli: 'base config systems verilator-harness',
};
const folders = Object.keys(table);
const free = ['test', 'bench'];

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

async function cruise(cwd: string, targets: readonly string[]): Promise<Cruise> {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const { stdout, stderr } = await run(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', ...targets],
    { cwd },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Cruise;
}

/** A tree with one import for every pair of folders, and what the checker says of it. */
async function cruisePlanted(importLine: (to: string) => string): Promise<Set<string>> {
  const tree = mkdtempSync(join(tmpdir(), 'crossweave-imports-'));
  try {
    for (const from of [...folders, ...free]) {
      mkdirSync(join(tree, from));
      writeFileSync(
        join(tree, from, 'target.ts'),
        'export interface Target { readonly x: number }\nexport const x = 1;\n',
      );
      for (const to of [...folders, ...free]) {
        if (to !== from) writeFileSync(join(tree, from, `to-${to}.ts`), importLine(to));
      }
    }
    const { modules, summary } = await cruise(tree, [...folders, ...free]);
    expect(modules.length).toBe(12 * 12);
    return new Set(
      summary.violations
        .filter(({ rule }) => rule.name.endsWith('-imports-down'))
        .map(({ from, to }) => `${from.split('/')[0]} > ${to.split('/')[0]}`),
    );
  } finally {
    rmSync(tree, { recursive: true });
  }
}

const forbidden = new Set(
  folders.flatMap((from) =>
    [...folders, ...free]
      .filter((to) => to !== from && !table[from]!.split(' ').includes(to))
      .map((to) => `${from} > ${to}`),
  ),
);

describe('import rules', () => {
  it('hold in every folder of the house', async () => {
    const { modules, summary } = await cruise(root, [...folders, ...free, 'scripts']);
    for (const folder of folders) {
      const seen = modules.filter(({ source }) => source.startsWith(`${folder}/`) && source.endsWith('.ts'));
      expect(seen.length, `modules seen in ${folder}/`).toBeGreaterThan(0);
    }
    expect(modules.length).toBeGreaterThan(100);
    expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} > ${to}`)).toEqual([]);
  });

  it('report each breach that the table forbids, and nothing else', async () => {
    expect(forbidden.size).toBeGreaterThan(60);
    expect(forbidden).toContain('generators > sim-models');
    expect(forbidden).toContain('sim-models > generators');
    expect(
      await cruisePlanted((to) => `import { x } from '../${to}/target.js';\nexport const y = x;\n`),
    ).toEqual(forbidden);
  });

  it('see imports of types alone', async () => {
    const line = (to: string) =>
      `import type { Target } from '../${to}/target.js';\nexport type T = Target;\n`;
    expect(await cruisePlanted(line)).toEqual(forbidden);
  });

  it('see imports that happen while running', async () => {
    const line = (to: string) => `export const later = () => import('../${to}/target.js');\n`;
    expect(await cruisePlanted(line)).toEqual(forbidden);
  });
});
