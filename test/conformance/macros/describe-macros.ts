import { afterAll, describe, expect, it } from 'vitest';
import { layersOn, type Nonideal } from '../../../config/nonideal.js';
import type { Engine } from '../../../verilator-harness/engine.js';
import { type MacroCase, type MacroConfig, macroCase } from './macro-case.js';
import { type MacroSample, runMacros } from './macro-run.js';
import { referenceMacro } from './reference-macro.js';
import { runTwin } from './twin-run.js';

/** Runs macros without the digital part on an engine, against the long-hand reference, and so their twins.
 *  @param batches by name: macros of one shape, which run side by side */
export function describeMacros(
  engine: Engine,
  batches: Readonly<Record<string, readonly MacroConfig[]>>,
  options: { readonly skip?: boolean } = {},
): void {
  describe.skipIf(options.skip)(`macros on the ${engine.name} engine`, () => {
    const count = { macros: 0, reads: 0 };
    afterAll(() => {
      if (count.macros > 0) console.log(`${engine.name}: ${count.macros} macros, ${count.reads} reads`);
    });

    it.each(Object.entries(batches))('%s', async (_, configs) => {
      const macros = configs.map(macroCase);
      const { rows, columns, cellBits, rowBits, pairs, passes } = macros[0]!;
      const random = randomSource(rows * columns + configs.length);
      const largest = 2 ** cellBits - 1;
      const lowest = pairs ? -largest : 0;
      const cells = Array.from({ length: rows * columns }, () => lowest + random(largest - lowest + 1));
      const drives = [() => 2 ** rowBits - 1, () => 0, ...new Array(3).fill(() => random(2 ** rowBits))];
      const samples = drives.map(
        (code, k): MacroSample => ({
          codes: Array.from({ length: rows }, code),
          operation: 3 * k,
          pass: k % passes,
          step: 5 * k,
        }),
      );
      const got = await runMacros(engine, macros, cells, samples);
      for (const [k, macro] of macros.entries()) {
        const { name } = configs[k]!;
        expect(got[k], name).toEqual(referenceMacro(macro, cells, samples));
        expect(runTwin(configs[k]!, macro, cells, samples), `twin of ${name}`).toEqual(got[k]);
        for (const [how, other] of otherwise(macro)) {
          expect(referenceMacro(other, cells, samples), `${name} ${how}`).not.toEqual(got[k]);
        }
        count.reads += got[k]!.length;
      }
      count.macros += macros.length;
    });
  });
}

/** The same macro with other draws, and without each of its layers: what the comparison must tell from it. */
function otherwise(macro: MacroCase): [string, MacroCase][] {
  const { nonideal } = macro;
  if (nonideal === undefined) return [];
  const on = layersOn(nonideal);
  const without = on.map((layer): [string, MacroCase] => {
    const { [layer]: _, ...rest } = nonideal;
    return [`without ${layer}`, { ...macro, nonideal: rest as Nonideal }];
  });
  if (!on.some((layer) => drawn.includes(layer))) return without;
  return [
    ['with another seed', { ...macro, nonideal: { ...nonideal, seed: nonideal.seed + 1 } }],
    ...without,
  ];
}

const drawn: readonly string[] = [
  ...['stuckOff', 'stuckOn', 'programming', 'capacitorMismatch', 'read', 'adc', 'comparator'],
];

/** Small random whole numbers, the same for a seed: a Lehmer generator. */
function randomSource(seed: number): (below: number) => number {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (state * 48271) % 0x7fffffff;
    return Math.floor((state / 0x7fffffff) * below);
  };
}
