import { describe, expect, it } from 'vitest';
import type { PhaseResult } from '../../systems/system.js';
import { BuiltinEngine } from '../../verilator-harness/builtin/builtin-engine.js';
import { diffTraces } from '../../verilator-harness/diff-traces.js';
import type { Engine, MonitorData, SimResult } from '../../verilator-harness/engine.js';
import { type Bench, type Comparison, prepareBench } from '../support/run-cosim.js';
import { checkConformance } from './check-conformance.js';
import { configurations } from './configurations.js';
import { tellingPhases } from './phases.js';

const builtin = new BuiltinEngine();
/** An engine that alters what the built-in one found. */
const altered = (change: (result: SimResult) => SimResult): Engine => ({
  name: 'builtin',
  independent: ['digital'],
  run: async (job) => change(await builtin.run(job)),
});

function withoutLast({ values, tags, cycles, firings }: MonitorData): MonitorData {
  const kept = firings - 1;
  return {
    values: values.slice(0, (values.length / firings) * kept),
    tags: tags.slice(0, (tags.length / firings) * kept),
    cycles: cycles.slice(0, kept),
    firings: kept,
  };
}

async function check(name: string, engine: Engine, wrap: (bench: Bench) => Bench = (bench) => bench) {
  const config = configurations.find((one) => one.name === name)!;
  const bench = wrap(await prepareBench(config));
  return checkConformance(bench, engine, config, tellingPhases(config)[0]!);
}

/** Golden model and RTL with the same wrong output, or the same wrong code. */
function sharedError(kind: 'out' | 'code'): (bench: Bench) => Bench {
  const spoil = ({ outputs, trace }: PhaseResult): PhaseResult => {
    const streams = trace.streams.map((stream) => {
      if (stream.kind !== kind) return stream;
      const values = stream.values.slice();
      values[5] = values[5]! + 1;
      return { ...stream, values };
    });
    return {
      outputs: kind === 'out' ? outputs.map((y, k) => (k === 5 ? y + 1 : y)) : outputs,
      trace: { streams },
    };
  };
  return (bench) => ({
    ...bench,
    async compare(...args): Promise<Comparison> {
      const whole = await bench.compare(...args);
      const [golden, rtl] = [spoil(whole.golden), spoil(whole.rtl)];
      return { ...whole, golden, rtl, diff: diffTraces(golden.trace, rtl.trace) };
    },
  });
}

describe('the conformance check', () => {
  it('passes what is right', async () => {
    expect(await check('truncate_wrap', builtin)).toMatchObject({ exact: true, reference: true });
  });

  it.each<[string, (result: SimResult) => SimResult]>([
    ['a wrong output', (r) => ({ ...r, captures: r.captures.map((y, k) => (k === 7 ? y - 1 : y)) })],
    ['an output that is missing', (r) => ({ ...r, captures: r.captures.slice(0, -1) })],
    [
      'a code that is missing',
      ({ monitors: [codes, ...rest], ...r }) => ({ ...r, monitors: [withoutLast(codes!), ...rest] }),
    ],
    ['a clock too many', (r) => ({ ...r, cycles: r.cycles + 1 })],
    ['a lint warning', (r) => ({ ...r, warnings: ['%Warning-WIDTH'] })],
    ['a hang after the last vector', (r) => ({ ...r, end: { reason: 'hang', mark: 8 } })],
  ])('notices %s', async (_, change) => {
    await expect(check('truncate_wrap', altered(change))).rejects.toThrow();
  });

  it.each(['out', 'code'] as const)('notices an error that golden model and RTL share: %s', async (kind) => {
    await expect(check('truncate_wrap', builtin, sharedError(kind))).rejects.toThrow();
    await expect(check('clipped_two_pass', builtin, sharedError(kind))).rejects.toThrow();
  });
});
