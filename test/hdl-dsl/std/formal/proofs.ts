import { bits, build, input, type Module, module, output, sint, uint } from '../../../../hdl-dsl/index.js';
import {
  asyncFifo,
  BitSynchroniser,
  Counter,
  crossbarSwitch,
  ExactCam,
  FixedArbiter,
  fromGray,
  GrayCounter,
  GraySynchroniser,
  handshakeSynchroniser,
  Lfsr,
  MatrixArbiter,
  NearestCam,
  PulseSynchroniser,
  queue,
  RoundRobinArbiter,
  shiftAddTree,
  skidBuffer,
  streamArbiter,
  streamDemux,
  streamMux,
  toGray,
  WidthConverter,
} from '../../../../hdl-dsl/std/index.js';
import type { Comparison } from './support/equivalence.js';

/** A component proven equivalent to the reference of a file in `reference/`. */
export interface Equivalence {
  readonly name: string;
  readonly make: () => Module;
  /** File, and module with `_reference` behind. */
  readonly reference: string;
  readonly defines: Readonly<Record<string, string | number>>;
  /** `registers`: for any number of cycles, by registers of equal names. A number: for as many cycles (of several clocks: as many
   *  edges, of one or more), reset included. */
  readonly cycles: 'registers' | number;
  readonly comparison?: Comparison;
  /** A fault in the reference. */
  readonly mutation: { readonly find: RegExp; readonly replace: string };
}

/** A component with properties of a file in `properties/`, proven for `cycles` cycles. */
export interface Properties {
  readonly name: string;
  readonly make: () => Module;
  readonly properties: string;
  readonly defines: Readonly<Record<string, string | number>>;
  readonly cycles: number;
  /** Properties that hold for any number of cycles, by induction over so many; without those that compare words, which are known for
   *  `cycles` only. */
  readonly induction?: number;
  /** Cover points that cannot be reached in this size, and why. */
  readonly unreachable?: Readonly<Record<string, string>>;
  readonly covers: number;
}

const grayCodes = module({
  name: 'gray_codes',
  ports: () => ({
    number: input(uint(6)),
    code: input(bits(6)),
    gray: output(bits(6)),
    back: output(uint(6)),
  }),
  build(_m, _p, io) {
    io.gray.drive(toGray(io.number));
    io.back.drive(fromGray(io.code));
  },
});

const word = { when: { out_data_o: 'design_out_valid_o' } };

const queues = [
  { depth: 1, pipe: 0, flow: 0 },
  { depth: 1, pipe: 1, flow: 1 },
  { depth: 2, pipe: 1, flow: 0 },
  { depth: 3, pipe: 0, flow: 0 },
  { depth: 3, pipe: 0, flow: 1 },
];
const converters = [
  [3, 2],
  [2, 6],
  [6, 2],
  [2, 2],
] as const;

export const equivalences: readonly Equivalence[] = [
  ...queues.map(
    ({ depth, pipe, flow }): Equivalence => ({
      name: `queue of ${depth}${pipe ? ', pipe' : ''}${flow ? ', flow' : ''}`,
      make: () => build(queue(uint(2)), { depth, pipe: pipe === 1, flow: flow === 1 }),
      reference: 'queue',
      defines: { W: 2, DEPTH: depth, PIPE: pipe, FLOW: flow },
      cycles: 8,
      comparison: word,
      mutation: {
        find: /n \+ enters - leaves/,
        replace: 'n + enters - (leaves && n != 1)',
      },
    }),
  ),
  {
    name: 'skid buffer',
    make: () => build(skidBuffer(uint(2)), {}),
    reference: 'skid_buffer',
    defines: { W: 2 },
    cycles: 10,
    comparison: word,
    mutation: { find: /older <= newer/, replace: 'older <= in_data_i' },
  },
  {
    name: 'fixed arbiter of 5',
    make: () => build(FixedArbiter, { requests: 5 }),
    reference: 'fixed_arbiter',
    defines: { N: 5 },
    cycles: 'registers',
    mutation: { find: /i = `N - 1; i >= 0; i = i - 1/, replace: 'i = 0; i < `N; i = i + 1' },
  },
  ...[3, 4].map(
    (n): Equivalence => ({
      name: `round-robin arbiter of ${n}`,
      make: () => build(RoundRobinArbiter, { requests: n }),
      reference: 'round_robin_arbiter',
      defines: { N: n },
      cycles: 8,
      mutation: { find: /take_i && valid_o/, replace: 'valid_o' },
    }),
  ),
  {
    name: 'matrix arbiter of 3',
    make: () => build(MatrixArbiter, { requests: 3 }),
    reference: 'matrix_arbiter',
    defines: { N: 3 },
    cycles: 8,
    mutation: { find: /place\[4\*i \+: 4\] > best/, replace: "1'b0" },
  },
  {
    name: 'stream multiplexer of 3',
    make: () => build(streamMux(uint(3)), { inputs: 3 }),
    reference: 'stream_mux',
    defines: { W: 3 },
    cycles: 'registers',
    mutation: { find: /in_1_ready_o = out_ready_i/, replace: 'in_2_ready_o = out_ready_i' },
  },
  {
    name: 'stream demultiplexer of 3',
    make: () => build(streamDemux(uint(3)), { outputs: 3 }),
    reference: 'stream_demux',
    defines: { W: 3 },
    cycles: 'registers',
    mutation: { find: /out_2_valid_o = in_valid_i/, replace: 'out_1_valid_o = in_valid_i' },
  },
  ...(['word', 'packet'] as const).map(
    (lock): Equivalence => ({
      name: `stream arbiter of 3, lock ${lock}`,
      make: () => build(streamArbiter(uint(1)), { inputs: 3, lock }),
      reference: 'stream_arbiter',
      defines: { W: 1, ...(lock === 'packet' ? { PACKET: 1 } : {}) },
      cycles: 7,
      comparison: {
        when: { out_data_o: 'design_out_valid_o', chosen_o: 'design_out_valid_o' },
        held: { in_0: [], in_1: [], in_2: [] },
      },
      mutation: {
        find: /owner <= now/,
        replace: 'owner <= 0',
      },
    }),
  ),
  {
    name: 'crossbar switch, 2 by 3',
    make: () => build(crossbarSwitch(uint(1)), { inputs: 2, outputs: 3 }),
    reference: 'crossbar_switch',
    defines: { W: 1 },
    cycles: 6,
    comparison: {
      when: Object.fromEntries(
        [0, 1, 2].flatMap((j) =>
          [`out_${j}_data_o`, `from_${j}_o`].map((pin) => [pin, `design_out_${j}_valid_o`]),
        ),
      ),
      held: { in_0: ['to_0_i'], in_1: ['to_1_i'] },
      assume: ['to_0_i != 3', 'to_1_i != 3'],
    },
    mutation: { find: /~want0 \| turn/, replace: '~want0' },
  },
  ...converters.map(
    ([from, to]): Equivalence => ({
      name: `width converter, ${from} to ${to}`,
      make: () => build(WidthConverter, { from, to }),
      reference: 'width_converter',
      defines: { FROM: from, TO: to },
      cycles: 8,
      comparison: word,
      mutation: { find: /n < 2 \* `TO/, replace: 'n <= 2 * `TO' },
    }),
  ),
  ...[
    { values: 5, direction: 'up', end: 'wrap', initial: 0 },
    { values: 8, direction: 'down', end: 'wrap', initial: 0 },
    { values: 6, direction: 'both', end: 'saturate', initial: 2 },
    { values: 6, direction: 'both', end: 'wrap', initial: 5 },
  ].map(
    ({ values, direction, end, initial }): Equivalence => ({
      name: `counter of ${values}, ${direction}, ${end}`,
      make: () => build(Counter, { values, direction: direction as 'up', end: end as 'wrap', initial }),
      reference: 'counter',
      defines: {
        VALUES: values,
        BITS: 3,
        INITIAL: initial,
        SATURATE: Number(end === 'saturate'),
        ...(direction === 'both' ? { BOTH: 1 } : { UP: Number(direction === 'up') }),
      },
      cycles: 'registers',
      mutation: { find: /clear_i\) count_q <= `INITIAL/, replace: 'clear_i) count_q <= 1' },
    }),
  ),
  ...(['fibonacci', 'galois'] as const).map(
    (form): Equivalence => ({
      name: `LFSR of 8, ${form}`,
      make: () => build(Lfsr, { bits: 8, form, seed: 3 }),
      reference: 'lfsr',
      defines: { BITS: 8, MASK: "8'b10111000", SEED: 3, GALOIS: Number(form === 'galois') },
      cycles: 'registers',
      mutation: { find: /`MASK/g, replace: '(`MASK ^ 4)' },
    }),
  ),
  {
    name: 'Gray counter of 4 bits',
    make: () => build(GrayCounter, { bits: 4 }),
    reference: 'gray_counter',
    defines: { BITS: 4 },
    cycles: 'registers',
    mutation: { find: /count_q \/ 2/, replace: 'count_q / 4' },
  },
  {
    name: 'Gray code of 6 bits, both ways',
    make: () => build(grayCodes, {}),
    reference: 'gray_codes',
    defines: { BITS: 6 },
    cycles: 'registers',
    mutation: { find: /code_i\[i\] != back_o\[i \+ 1\]/, replace: 'code_i[i] != code_i[i + 1]' },
  },
  {
    name: 'shift-and-add tree, combinational',
    make: () => build(shiftAddTree(sint(3)), { terms: 3, weights: [7, -12, 5] }),
    reference: 'shift_add_tree',
    defines: { SUM: 8 },
    cycles: 'registers',
    mutation: { find: /b \* 12/, replace: 'b * 13' },
  },
  {
    name: 'shift-and-add tree, registered',
    make: () => build(shiftAddTree(sint(3)), { terms: 3, weights: [7, -12, 5], registerEvery: 2 }),
    reference: 'shift_add_tree',
    defines: { SUM: 8, LATENCY: 2 },
    cycles: 6,
    comparison: { when: { sum_o: 'design_sum_valid_o' } },
    mutation: { find: /c \* 5/, replace: 'c * 4' },
  },
  {
    name: 'exact CAM, 3 entries of 2 bits',
    make: () => build(ExactCam, { entries: 3, keyBits: 2 }),
    reference: 'exact_cam',
    defines: { BITS: 2 },
    cycles: 'registers',
    mutation: { find: /write_i && !erase_i/, replace: 'write_i' },
  },
  ...(['hamming', 'absolute'] as const).map(
    (distance): Equivalence => ({
      name: `nearest CAM, ${distance}, 3 entries of 2 elements of 2 bits`,
      make: () => build(NearestCam, { entries: 3, elements: 2, elementBits: 2, distance }),
      reference: 'nearest_cam',
      defines: { HAMMING: Number(distance === 'hamming') },
      cycles: 'registers',
      mutation: { find: /far < distance_o/, replace: 'far <= distance_o' },
    }),
  ),
  {
    name: 'bit synchroniser',
    make: () => build(BitSynchroniser, { initial: true }),
    reference: 'synchroniser',
    defines: { BITS: 1, INITIAL: 1 },
    cycles: 'registers',
    mutation: { find: /settled_o = stage_1_q/, replace: 'settled_o = stage_0_q' },
  },
  {
    name: 'Gray synchroniser',
    make: () => build(GraySynchroniser, { bits: 3, initial: 5 }),
    reference: 'synchroniser',
    defines: { BITS: 3, INITIAL: 5 },
    cycles: 'registers',
    mutation: { find: /\{raw_i, stage_0_q\}/, replace: '{raw_i, raw_i}' },
  },
  {
    name: 'pulse synchroniser',
    make: () => build(PulseSynchroniser, {}),
    reference: 'pulse_synchroniser',
    defines: {},
    cycles: 12,
    mutation: { find: /row\[1\] != row\[2\]/, replace: 'row[0] != row[1]' },
  },
  {
    name: 'handshake synchroniser',
    make: () => build(handshakeSynchroniser(uint(1)), {}),
    reference: 'handshake_synchroniser',
    defines: { W: 1 },
    cycles: 12,
    comparison: word,
    mutation: { find: /taken_2 == sent/, replace: 'taken_1 == sent' },
  },
  ...[1, 3].map(
    (depth): Equivalence => ({
      name: `asynchronous FIFO of ${depth}`,
      make: () => build(asyncFifo(uint(1)), { depth }),
      reference: 'async_fifo',
      defines: { W: 1, DEPTH: depth },
      cycles: 12,
      comparison: word,
      mutation: {
        find: /written_o = put - got_2/,
        replace: 'written_o = put - got_1',
      },
    }),
  ),
];

export const properties: readonly Properties[] = [
  ...queues.map(
    ({ depth, pipe, flow }): Properties => ({
      name: `queue of ${depth}${pipe ? ', pipe' : ''}${flow ? ', flow' : ''}`,
      make: () => build(queue(uint(1)), { depth, pipe: pipe === 1, flow: flow === 1 }),
      properties: 'queue',
      defines: { W: 1, DEPTH: depth, PIPE: pipe, FLOW: flow },
      cycles: 10,
      induction: 6,
      covers: 4,
      ...(depth === 1 && pipe + flow === 0
        ? { unreachable: { MovesBothWays: 'one place, and neither pipe nor flow' } }
        : {}),
    }),
  ),
  {
    name: 'skid buffer',
    make: () => build(skidBuffer(uint(1)), {}),
    properties: 'skid_buffer',
    defines: { W: 1 },
    cycles: 10,
    induction: 6,
    covers: 3,
  },
  {
    name: 'fixed arbiter of 4',
    make: () => build(FixedArbiter, { requests: 4 }),
    properties: 'arbiter',
    defines: { N: 4, LOWEST: 1 },
    cycles: 4,
    induction: 2,
    covers: 2,
  },
  ...[
    { policy: 'round-robin', of: RoundRobinArbiter, n: 1 },
    { policy: 'round-robin', of: RoundRobinArbiter, n: 4 },
    { policy: 'matrix', of: MatrixArbiter, n: 3 },
  ].map(
    ({ policy, of, n }): Properties => ({
      name: `${policy} arbiter of ${n}`,
      make: () => build(of, { requests: n }),
      properties: 'arbiter',
      defines: { N: n, FAIR: 1 },
      cycles: 9,
      // Of one request the last is all.
      covers: n === 1 ? 2 : 3,
    }),
  ),
  ...[1, 2].map(
    (depth): Properties => ({
      name: `asynchronous FIFO of ${depth}`,
      make: () => build(asyncFifo(uint(1)), { depth }),
      properties: 'async_fifo',
      defines: { W: 1, DEPTH: depth },
      cycles: 12,
      covers: 2,
    }),
  ),
];
