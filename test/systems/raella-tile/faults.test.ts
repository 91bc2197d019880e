import { beforeAll, describe, expect, it } from 'vitest';
import type { Trace } from '../../../base/trace.js';
import type { LayerProgram } from '../../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import type { Expression, Module, Statement } from '../../../hdl-dsl/index.js';
import { decodePhase } from '../../../systems/raella-tile/decode-phase.js';
import { goldenPhase } from '../../../systems/raella-tile/golden-phase.js';
import { randomPhase } from '../../../systems/raella-tile/random-layers.js';
import { tileDesign } from '../../../systems/raella-tile/tile-design.js';
import { tileJob } from '../../../systems/raella-tile/tile-job.js';
import type { TilePhase } from '../../../systems/raella-tile/tile-phase.js';
import { createEngine } from '../../../verilator-harness/create-engine.js';
import { diffTraces } from '../../../verilator-harness/diff-traces.js';
import type { SimDesign } from '../../../verilator-harness/engine.js';
import { stuckAt, withFault } from '../../generators/support/fault.js';

const config: RaellaTileConfig = {
  system: 'raella-tile',
  name: 'tiny',
  rows: 8,
  columns: 24,
  cellBits: 4,
  dacBits: 4,
  adcs: 6,
  adcBits: 6,
  speculation: [4, 2, 2],
  crossbars: 2,
  imas: 2,
  activationBytes: 256,
  channels: 24,
};

type Assignment = Statement & { kind: 'assign' };
type Change = (assignment: Assignment) => Statement | undefined;
const always =
  (signal: string, value: bigint): Change =>
  (a) =>
    a.target.name === signal ? stuckAt(a, value) : a;
const pinAlways =
  (instance: string, pin: string, value: bigint): Change =>
  (a) =>
    a.target.kind === 'instance-port' && a.target.instance === instance && a.target.name === pin
      ? stuckAt(a, value)
      : a;

/** Only the n-th assignment of a signal, from 0. */
function nth(signal: string, n: number, change: Change): Change {
  let seen = 0;
  return (a) => (a.target.name === signal && seen++ === n ? change(a) : a);
}

/** The magnitude that is cut gets all that is cut off added before: it is rounded away from zero. */
const rounded: Change = (a) => {
  if (a.target.name !== 'cut') return a;
  const change = (e: Expression): Expression => {
    if (e.kind !== 'shift-dynamic' || e.direction !== 'right') return mapped(e, change);
    const one: Expression = { kind: 'literal', type: e.type, value: 1n };
    const next: Expression = { ...e, direction: 'left', operand: one };
    const rest: Expression = { kind: 'binary', op: 'sub', type: e.type, left: next, right: one };
    return { ...e, operand: { kind: 'binary', op: 'add', type: e.type, left: e.operand, right: rest } };
  };
  return { ...a, value: change(a.value) };
};

/** An expression with its operands changed. */
function mapped(e: Expression, change: (operand: Expression) => Expression): Expression {
  const isNode = (field: unknown): field is Expression =>
    typeof field === 'object' && field !== null && 'kind' in field && 'type' in field;
  const fields = Object.entries(e).map(([name, field]: [string, unknown]) => {
    if (name === 'parts') return [name, (field as Expression[]).map(change)];
    return [name, name !== 'signal' && name !== 'memory' && isNode(field) ? change(field) : field];
  });
  return Object.fromEntries(fields) as Expression;
}

type Shows = (registers: LayerProgram['registers']) => boolean;
const signedPool: Shows = ({ operation, signedInputs, padTop, padLeft }) =>
  operation === 1 && signedInputs === 1 && padTop + padLeft > 0;

/** Kinds in the order in which one follows the other in a layer. */
const chain = ['part', 'sum', 'out', 'last', 'overflow', 'memory'] as const;

type Fault = readonly [string, string, () => Change, (typeof chain)[number], Shows?];
/** What is wrong, the module, the change, and the kind of event that differs first in the first layer that does; layers
 *  without which a phase need not be tried. */
const faults: readonly Fault[] = [
  ['the psum of an unused crossbar is joined', 'tiny_ima', () => pinAlways('outputs_1', 'read', 1n), 'part'],
  [
    'every crossbar takes every centre',
    'tiny_crossbar_loader',
    () => nth('crossbars', 4, (a) => stuckAt(a, 15n)),
    'part',
  ],
  ['the padding is 0', 'tiny', () => pinAlways('fetch', 'pad_code', 0n), 'part'],
  ['the input of the layer before stays', 'tiny_ima', () => pinAlways('crossbar_0', 'clear', 0n), 'part'],
  ['inputs are never signed', 'tiny', () => pinAlways('fetch', 'signed_inputs', 0n), 'part'],
  ['a part is left out of the sum', 'tiny', () => pinAlways('join', 'sums', 0n), 'sum'],
  ['the quantiser rounds up', 'tiny_quantiser', () => rounded, 'out'],
  ['the quantiser has no bias', 'tiny', () => pinAlways('quantiser', 'bias', 0n), 'out'],
  ['there is no ReLU', 'tiny', () => pinAlways('quantiser', 'relu', 0n), 'out'],
  ['the pool unit compares unsigned', 'tiny_pool_unit', () => always('sign', 0n), 'out', signedPool],
  ['the pool unit takes the padding', 'tiny_fetch', () => always('pool_inside', 1n), 'out', signedPool],
  ['the last output is not told', 'tiny_join', () => always('answered_last', 0n), 'last'],
  ['no overflow is counted', 'tiny', () => pinAlways('join', 'overflow', 0n), 'overflow'],
];

describe('seeded faults in a tile', () => {
  let design: SimDesign;
  beforeAll(() => {
    design = tileDesign(config, { stalls: true });
  });

  /** Differences to the golden model, layer by layer. */
  async function compared(phase: TilePhase, change: (top: Module) => Module) {
    const { builtin } = design;
    if (builtin === undefined) throw new Error('the design is for the built-in engine too');
    const golden = goldenPhase(config, phase, 'codes').trace;
    const faulty = { ...design, builtin: { ...builtin, module: change(builtin.module) } };
    const job = tileJob(config, design.ports, phase, 'codes');
    const result = await createEngine('builtin').run({ design: faulty, ...job });
    expect(result.end.reason).toBe('finished');
    const { trace } = decodePhase(config, phase, 'codes', result, false);
    return phase.layers.map(({ program: { name } }) => diffTraces(ofUnit(golden, name), ofUnit(trace, name)));
  }

  it('there are none in the tile itself', async () => {
    const diffs = await compared(randomPhase(config, 7, 1, 0), (top) => top);
    expect(diffs.map(({ divergences }) => divergences.total)).toEqual(diffs.map(() => 0));
    for (const kind of chain)
      expect(Math.max(...diffs.map((diff) => diff.compared.byKind[kind] ?? 0)), kind).toBeGreaterThan(0);
  });

  it.each(faults.map((fault) => [fault[0], fault] as const))('%s', async (_, fault) => {
    const [, module, change, kind, shows = () => true] = fault;
    // Not every phase has, say, a signed pooling layer with values of both signs.
    const phases = Array.from({ length: 60 }, (_none, seed) => randomPhase(config, 7, seed, 0));
    for (const phase of phases.filter((one) => one.layers.some(({ program }) => shows(program.registers)))) {
      const diffs = await compared(phase, (top) => withFault(top, module, change()));
      const counts = diffs.find(({ divergences }) => divergences.total > 0)?.divergences.byKind;
      if (counts === undefined) continue;
      expect(chain.find((one) => (counts[one] ?? 0) > 0)).toBe(kind);
      return;
    }
    expect.unreachable('no phase shows the fault');
  });
});

function ofUnit({ streams }: Trace, unit: string): Trace {
  return { streams: streams.filter((stream) => stream.unit === unit) };
}
