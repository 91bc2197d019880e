import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixedSignalStyles } from '../../../config/mixed-signal-array.js';
import { layersOn } from '../../../config/nonideal.js';
import { BuiltinEngine } from '../../../verilator-harness/builtin/builtin-engine.js';
import type { Engine } from '../../../verilator-harness/engine.js';
import { VerilatorEngine } from '../../../verilator-harness/verilator/verilator-engine.js';
import { checkConformance } from '../../conformance/check-conformance.js';
import { arbitraryMixedSignal, type MixedSignalCase } from '../../support/arbitrary-mixed-signal.js';
import { prepareBench } from '../../support/run-cosim.js';
import { hasTool } from '../../support/tools.js';

// `CROSSWEAVE_LONG=1` takes many more, of another seed with `CROSSWEAVE_SEED`.
const long = process.env.CROSSWEAVE_LONG === '1';
const timeout = long ? 3_600_000 : 120_000;

function cases(count: number, noisy: boolean, seed: number): readonly MixedSignalCase[] {
  const one = arbitraryMixedSignal({ rows: 12, columns: 9, vectors: 4, noisy });
  // Biased draws stay near the small end of every range; the arbitrary sees to their ends by itself.
  return fc.sample(fc.noBias(one), { seed, numRuns: count });
}

/** Traits that the cases must show. */
function traitsOf({ config }: MixedSignalCase): string[] {
  const { style, rows, columns, adcs, adcBits, adcStep, weightBits, nonideal } = config;
  const shown: readonly (readonly [string, boolean])[] = [
    ['one row', rows === 1],
    ['one column', columns === 1],
    ['ragged last group', columns % adcs !== 0],
    ['several groups', columns > adcs],
    ['1-bit converter', adcBits === 1],
    ['widest step', adcStep === 20],
    ['1-bit weights', weightBits === 1 && style !== 'xnor-capacitor'],
    ['1-bit XNOR', style === 'xnor-capacitor' && adcBits === 1],
    ['ideal', nonideal === undefined],
  ];
  return [
    style,
    ...shown.flatMap(([trait, shows]) => (shows ? [trait] : [])),
    ...(nonideal === undefined ? [] : layersOn(nonideal)),
  ];
}

const suites: readonly {
  readonly engine: Engine;
  readonly counts: readonly [ideal: number, noisy: number];
  readonly skip: boolean;
}[] = [
  { engine: new BuiltinEngine(), counts: long ? [300, 300] : [60, 60], skip: false },
  {
    engine: new VerilatorEngine(),
    counts: long ? [60, 60] : [4, 4],
    skip: !(hasTool('verilator') && hasTool('g++')),
  },
];

describe.each(suites)('random mixed-signal arrays on $engine.name', ({ engine, counts, skip }) => {
  it.skipIf(skip)('agree with golden model and long-hand reference, noisy or not', { timeout }, async () => {
    const seed = Number(process.env.CROSSWEAVE_SEED ?? 31);
    const all = [...cases(counts[0], false, seed), ...cases(counts[1], true, seed + 1)];
    const seen = new Map<string, number>();
    let events = 0;
    for (const one of all) {
      const bench = await prepareBench(one.config);
      const checked = await checkConformance(bench, engine, one.config, one);
      expect(checked.reference).toBe(true);
      events += checked.events;
      for (const trait of traitsOf(one)) seen.set(trait, (seen.get(trait) ?? 0) + 1);
    }
    const covered = [...seen].map(([trait, n]) => `${trait} ${n}`).join(', ');
    console.log(`${engine.name}: ${all.length} arrays, ${events.toLocaleString('en-US')} events: ${covered}`);
    for (const style of mixedSignalStyles) expect(seen.get(style), style).toBeGreaterThanOrEqual(1);
    if (engine.name === 'builtin') {
      expect([...seen.values()].filter((n) => n < 2)).toEqual([]);
      expect(seen.size).toBeGreaterThanOrEqual(20);
    }
  });
});
