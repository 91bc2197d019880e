import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bool,
  build,
  checkDesign,
  elaborate,
  input,
  type ModuleBuilder,
  module,
  output,
  uint,
} from '../../hdl-dsl/index.js';
import { printDesign } from '../../hdl-dsl/print/index.js';
import { hasTool } from '../support/tools.js';

/** Statements over two conditions, a number and one target. */
type Tree =
  | { readonly kind: 'drive' }
  | { readonly kind: 'when'; readonly on: 0 | 1; readonly then: Tree[]; readonly otherwise: Tree[] }
  | { readonly kind: 'switch'; readonly cases: Tree[][]; readonly otherwise: Tree[] | undefined };

const { block } = fc.letrec<{ block: Tree[]; tree: Tree }>((tie) => ({
  block: fc.array(tie('tree'), { maxLength: 2, depthIdentifier: 'tree' }),
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<Tree>({ kind: 'drive' }),
    fc.record({
      kind: fc.constant('when' as const),
      on: fc.constantFrom(0 as const, 1 as const),
      then: tie('block'),
      otherwise: tie('block'),
    }),
    fc.record({
      kind: fc.constant('switch' as const),
      cases: fc.array(tie('block'), { minLength: 1, maxLength: 4 }),
      otherwise: fc.option(tie('block'), { nil: undefined }),
    }),
  ),
}));

/** Whether the target has a driver for these inputs: the plain meaning of the statements. */
function isDriven(trees: readonly Tree[], conditions: readonly [boolean, boolean], n: number): boolean {
  return trees.some((tree) => {
    if (tree.kind === 'drive') return true;
    const taken =
      tree.kind === 'when'
        ? conditions[tree.on]
          ? tree.then
          : tree.otherwise
        : (tree.cases[n] ?? tree.otherwise ?? []);
    return isDriven(taken, conditions, n);
  });
}

const ports = { c: input(bool), d: input(bool), n: input(uint(2)), y: output(uint(8)) };

function unit(number: number, trees: readonly Tree[]) {
  return module({
    name: `unit_${number}`,
    ports: () => ports,
    build(m, _p, io) {
      for (const pin of [io.c, io.d, io.n]) m.ignore(pin, 'read or not');
      let value = 0;
      const run = (all: readonly Tree[], m: ModuleBuilder): void => {
        for (const tree of all) {
          if (tree.kind === 'drive') io.y.drive(value++ % 256);
          else if (tree.kind === 'when') {
            m.when([io.c, io.d][tree.on] ?? io.c, () => run(tree.then, m)).otherwise(() =>
              run(tree.otherwise, m),
            );
          } else {
            const cases = Object.fromEntries(tree.cases.map((body, i) => [i, () => run(body, m)]));
            const { otherwise } = tree;
            m.switch(io.n, cases, otherwise && (() => run(otherwise, m)));
          }
        }
      };
      run(trees, m);
    },
  });
}

describe('latches', () => {
  const complete: Tree[][] = [];

  it('cannot be written: what passes has a driver whatever its conditions are', () => {
    let refused = 0;
    fc.assert(
      fc.property(block, (trees) => {
        const codes = checkDesign(elaborate(unit(0, trees), {})).map((d) => d.code);
        const all = [0, 1, 2, 3].flatMap((n) =>
          [false, true].flatMap((c) => [false, true].map((d) => isDriven(trees, [c, d], n))),
        );
        const isRefused = codes.includes('CW-E020') || codes.includes('CW-E021');
        // A combination of conditions that cannot meet may be refused too, so this holds one way only.
        if (!isRefused) expect(all).not.toContain(false);
        if (all.includes(false)) expect(isRefused).toBe(true);
        if (isRefused) refused++;
        else if (!codes.includes('CW-E022')) complete.push(trees);
      }),
      { seed: 11, numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(complete.length).toBeGreaterThan(40);
  });

  it.skipIf(!hasTool('yosys'))('are none in the printed text, as Yosys reads it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossweave-latches-'));
    try {
      const texts = complete.slice(0, 60).map((trees, i) => {
        const top = build(unit(i, trees), {}, { severities: [{ code: 'CW-E043', severity: 'off' }] });
        return printDesign(top, { command: 'test' })
          .map((file) => file.text)
          .join('\n');
      });
      const latches = (text: string): number => {
        writeFileSync(join(folder, 'all.sv'), text);
        const script = `read_verilog -sv ${join(folder, 'all.sv')}; proc`;
        const log = execFileSync('yosys', ['-p', script], { encoding: 'utf8' });
        return log.split('Latch inferred').length - 1;
      };
      expect(latches(texts.join('\n'))).toBe(0);
      const latch = 'module latch (input logic c, d, output logic q); always_latch if (c) q = d; endmodule';
      expect(latches(latch)).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
