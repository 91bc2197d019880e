import {
  bits,
  bool,
  build,
  enumOf,
  type Module,
  sint,
  struct,
  uint,
  vec,
} from '../../../../hdl-dsl/index.js';
import {
  asyncFifo,
  BitSynchroniser,
  Counter,
  crossbarSwitch,
  ExactCam,
  FixedArbiter,
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
  WidthConverter,
} from '../../../../hdl-dsl/std/index.js';

const Colour = enumOf('colour', ['Red', 'Green', 'Blue']);
const pixel = struct({ x: uint(3), y: vec(sint(2), 3), colour: Colour, last: bool });

/** Sizes of every component: one, a power of two, and none. */
export const configurations: readonly (() => Module)[] = [
  ...[1, 2, 3, 4, 7].flatMap((depth) =>
    [false, true].flatMap((pipe) =>
      [false, true].map((flow) => () => build(queue(uint(4)), { depth, pipe, flow })),
    ),
  ),
  () => build(queue(pixel), { depth: 3, flow: true }),
  () => build(queue(bool), { depth: 2 }),
  () => build(skidBuffer(uint(1)), {}),
  () => build(skidBuffer(pixel), {}),
  ...[1, 2, 3, 4, 5].flatMap((requests) => [
    () => build(FixedArbiter, { requests }),
    () => build(RoundRobinArbiter, { requests }),
    () => build(MatrixArbiter, { requests }),
  ]),
  ...[1, 2, 3].flatMap((inputs) =>
    (['fixed', 'round-robin', 'matrix'] as const).flatMap((policy) =>
      (['none', 'word', 'packet'] as const).map(
        (lock) => () => build(streamArbiter(uint(4)), { inputs, policy, lock }),
      ),
    ),
  ),
  () => build(streamArbiter(pixel), { inputs: 3 }),
  ...[1, 2, 3].flatMap((inputs) =>
    [1, 2, 3].map((outputs) => () => build(crossbarSwitch(uint(4)), { inputs, outputs })),
  ),
  () => build(crossbarSwitch(pixel), { inputs: 2, outputs: 3, policy: 'fixed' }),
  ...[1, 2, 3, 4].flatMap((n) => [
    () => build(streamMux(uint(4)), { inputs: n }),
    () => build(streamDemux(uint(4)), { outputs: n }),
  ]),
  () => build(streamMux(pixel), { inputs: 3 }),
  () => build(streamDemux(pixel), { outputs: 3 }),
  ...[
    [1, 1],
    [4, 4],
    [1, 5],
    [5, 1],
    [3, 9],
    [9, 3],
    [6, 4],
    [4, 6],
    [7, 5],
  ].map(
    ([from = 1, to = 1]) =>
      () =>
        build(WidthConverter, { from, to }),
  ),
  ...[1, 2, 5, 8].flatMap((values) =>
    (['up', 'down', 'both'] as const).flatMap((direction) =>
      (['wrap', 'saturate'] as const).map(
        (end) => () => build(Counter, { values, direction, end, initial: values >> 1 }),
      ),
    ),
  ),
  ...[1, 2, 3, 8, 64].flatMap((n) =>
    (['fibonacci', 'galois'] as const).map((form) => () => build(Lfsr, { bits: n, form })),
  ),
  () => build(Lfsr, { bits: 70, taps: [70, 69, 55, 54], seed: 5n }),
  () => build(shiftAddTree(uint(4)), { terms: 1 }),
  () => build(shiftAddTree(uint(4)), { terms: 5 }),
  () => build(shiftAddTree(sint(4)), { terms: 6, registerEvery: 2 }),
  () => build(shiftAddTree(uint(1)), { terms: 4, weights: [1, 2, 4, 8], registerEvery: 1 }),
  () => build(shiftAddTree(uint(3)), { terms: 3, weights: [7, 3, 23] }),
  () => build(shiftAddTree(sint(3)), { terms: 4, weights: [-1, 7, -12, 100], registerEvery: 1 }),
  () => build(shiftAddTree(sint(3)), { terms: 1, weights: [-5] }),
  () => build(shiftAddTree(sint(1)), { terms: 2, weights: [-1, -1], registerEvery: 3 }),
  ...[1, 2, 5].flatMap((entries) => [
    () => build(ExactCam, { entries, keyBits: entries }),
    () => build(NearestCam, { entries, elements: 3, elementBits: 2 }),
    () => build(NearestCam, { entries, elements: 3, elementBits: 2, distance: 'absolute' }),
  ]),
  () => build(NearestCam, { entries: 3, elements: 1, elementBits: 1, distance: 'absolute' }),
  ...[1, 2, 5].map((n) => () => build(GrayCounter, { bits: n })),
  () => build(queue(bits(65)), { depth: 5 }),
  ...[2, 3].flatMap((stages) => [
    () => build(BitSynchroniser, { stages }),
    () => build(BitSynchroniser, { stages, initial: true }),
    () => build(GraySynchroniser, { bits: 3, stages }),
    () => build(PulseSynchroniser, { stages }),
    () => build(handshakeSynchroniser(pixel), { stages }),
    ...[1, 2, 3, 4, 5].map((depth) => () => build(asyncFifo(uint(4)), { depth, stages })),
  ]),
  () => build(handshakeSynchroniser(uint(1)), {}),
  () => build(asyncFifo(pixel), { depth: 6 }),
];
