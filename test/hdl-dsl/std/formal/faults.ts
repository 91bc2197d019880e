import { build, type Module, uint } from '../../../../hdl-dsl/index.js';
import {
  asyncFifo,
  Counter,
  crossbarSwitch,
  ExactCam,
  FixedArbiter,
  GrayCounter,
  Lfsr,
  NearestCam,
  queue,
  RoundRobinArbiter,
  skidBuffer,
  streamArbiter,
  streamDemux,
  streamMux,
  WidthConverter,
} from '../../../../hdl-dsl/std/index.js';

/** One fault, and what must notice it. */
export interface Fault {
  readonly make: () => Module;
  /** Properties that watch; none: only the assertions that the component itself has, on free inputs. */
  readonly properties?: string;
  readonly defines?: Readonly<Record<string, string | number>>;
  readonly steps?: number;
  /** Conditions on the inputs, under which the component without the fault keeps its assertions. */
  readonly assume?: readonly string[];
  /** A change of the printed text; `inputs`: the conditions of `assume` are left out. */
  readonly fault: readonly [find: RegExp, replace: string] | 'inputs';
  /** Label of the assertion that fails. */
  readonly fires: string;
}

const queueOf = (depth: number) => ({
  make: () => build(queue(uint(1)), { depth }),
  properties: 'queue',
  defines: { W: 1, DEPTH: depth, PIPE: 0, FLOW: 0 },
  steps: 7,
});
const skid = {
  make: () => build(skidBuffer(uint(1)), {}),
  properties: 'skid_buffer',
  defines: { W: 1 },
  steps: 6,
};
const turns = {
  make: () => build(RoundRobinArbiter, { requests: 3 }),
  properties: 'arbiter',
  defines: { N: 3, FAIR: 1 },
  steps: 6,
};
const lowest = {
  make: () => build(FixedArbiter, { requests: 3 }),
  properties: 'arbiter',
  defines: { N: 3, LOWEST: 1 },
  steps: 3,
};
const crossing = (depth: number) => ({
  make: () => build(asyncFifo(uint(1)), { depth }),
  properties: 'async_fifo',
  defines: { W: 1, DEPTH: depth },
  steps: 9,
});
const join = { make: () => build(streamArbiter(uint(1)), { inputs: 3 }), steps: 4 };
const joinPackets = { make: () => build(streamArbiter(uint(1)), { inputs: 3, lock: 'packet' }), steps: 4 };
const convert = { make: () => build(WidthConverter, { from: 3, to: 2 }), steps: 6 };

/** Replaces what is assigned to a signal, keeping it as `$1`. */
const assigned = (name: string, value: string): readonly [RegExp, string] => [
  new RegExp(`assign ${name} =\\s+([^;]+);`),
  `assign ${name} = ${value};`,
];

export const faults: readonly Fault[] = [
  { ...queueOf(3), fault: [/count_q \+ 2'd1/, 'count_q'], fires: 'CountIsDistance' },
  { ...queueOf(3), fault: [/2'd2 \? 2'd0/, "2'd3 ? 2'd0"], fires: 'EndsInRange' },
  { ...queueOf(2), fault: assigned('in_ready_o', "1'b1"), fires: 'CountInRange' },
  { ...queueOf(3), fault: assigned('out_valid_o', "1'b1"), fires: 'NeverPopsEmpty' },
  { ...queueOf(3), fault: assigned('out_valid_o', "1'b1"), fires: 'NothingFromNothing' },
  { ...queueOf(3), fault: assigned('out_valid_o', '($1) && !in_valid_i'), fires: 'ValidWhileHeld' },
  { ...queueOf(3), fault: assigned('out_valid_o', '($1) && !in_valid_i'), fires: 'ValidHeldUntilReady' },
  { ...queueOf(3), fault: assigned('in_ready_o', "1'b1"), fires: 'NeverPushesFull' },
  { ...queueOf(3), fault: assigned('in_ready_o', "1'b1"), fires: 'NoOverflow' },
  { ...queueOf(3), fault: assigned('in_ready_o', '($1) && !out_ready_i'), fires: 'ReadyWhileRoom' },
  { ...queueOf(3), fault: assigned('count_o', "2'd0"), fires: 'NothingLost' },
  { ...queueOf(3), fault: [/words_q\[tail_q\] <=/, 'words_q[0] <='], fires: 'WordsInOrder' },
  { ...queueOf(3), fault: assigned('out_data_o', 'in_data_i ^ ($1)'), fires: 'DataHeldUntilReady' },
  { ...skid, fault: assigned('held_d', 'in_valid_i && !spare_q'), fires: 'ValidWhileHeld' },
  { ...skid, fault: [/spare_d = 1'b0/, "spare_d = 1'b1"], fires: 'SpareOnlyBehindHeld' },
  { ...skid, fault: assigned('in_ready_o', "1'b1"), fires: 'ReadyWhileRoom' },
  { ...skid, fault: assigned('in_ready_o', "1'b1"), fires: 'NoOverflow' },
  { ...skid, fault: [/word_d = next_q/, 'word_d = in_data_i'], fires: 'WordsInOrder' },
  { make: turns.make, fault: assigned('grant', 'request_i'), fires: 'GrantIsOneHot' },
  { make: turns.make, fault: assigned('grant', '~request_i'), fires: 'GrantWasRequested' },
  { make: turns.make, fault: assigned('grant', "'0"), fires: 'RequestIsGranted' },
  { ...turns, fault: assigned('grant_o', 'request_i'), fires: 'OneHotGrant' },
  { ...turns, fault: assigned('grant_o', '~request_i'), fires: 'GrantsARequest' },
  { ...turns, fault: assigned('grant_o', "'0"), fires: 'GrantsIfAsked' },
  { ...turns, fault: assigned('index_o', '~($1)'), fires: 'IndexIsGrant' },
  { ...turns, fault: [/after_q <= after_d/, "after_q <= '0"], fires: 'GrantedWithinN' },
  { ...lowest, fault: assigned('grant', "request_i[2] ? 3'd4 : ($1)"), fires: 'LowestWins' },
  { ...crossing(2), fault: assigned('written_o', "2'd0"), fires: 'WrittenNeverTooFew' },
  { ...crossing(2), fault: assigned('held_o', "2'd2"), fires: 'HeldNeverTooMany' },
  { ...crossing(1), fault: assigned('in_ready_o', "1'b1"), fires: 'NoOverflow' },
  { ...crossing(2), fault: assigned('in_ready_o', "1'b1"), fires: 'WrittenInRange' },
  { ...crossing(2), fault: assigned('out_valid_o', "1'b1"), fires: 'HeldInRange' },
  { ...crossing(2), fault: assigned('out_valid_o', "1'b1"), fires: 'NothingFromNothing' },
  { ...crossing(2), fault: [/words_q\[tail_address\] <=/, 'words_q[0] <='], fires: 'WordsInOrder' },
  { ...crossing(2), fault: assigned('out_valid_o', '($1) && in_valid_i'), fires: 'ValidHeldUntilReady' },
  { ...crossing(2), fault: assigned('out_data_o', '($1) ^ in_valid_i'), fires: 'DataHeldUntilReady' },
  { ...crossing(3), steps: 4, fault: [/gray_q <= gray_d/, 'gray_q <= ~gray_d'], fires: 'GrayIsPointer' },
  {
    ...crossing(3),
    steps: 9,
    fault: [/at_q == 3'd6 \? 3'd1/, "at_q == 3'd3 ? 3'd0"],
    fires: 'PointerInRange',
  },
  {
    ...join,
    assume: ['!in_0_valid_i', '!in_1_valid_i', '!in_2_valid_i'],
    fault: 'inputs',
    fires: 'OwnerStaysValid',
  },
  { ...joinPackets, fault: [/owner_q <= owner_d/, "owner_q <= '0"], fires: 'OwnerIsOne' },
  { ...joinPackets, fault: assigned('chosen', 'request'), fires: 'ChoiceIsOneHot' },
  { ...convert, fault: assigned('in_ready_o', "1'b1"), fires: 'LevelInRange' },
  { ...convert, fault: [/store_q <= store_d/, 'store_q <= ~store_d'], fires: 'NothingAboveLevel' },
  { make: () => build(Counter, { values: 5 }), steps: 8, fault: [/3'd4/g, "3'd5"], fires: 'CountInRange' },
  { make: () => build(Lfsr, { bits: 4 }), fault: [/state_q <= 4'd1/, "state_q <= 4'd0"], fires: 'NeverZero' },
  {
    make: () => build(GrayCounter, { bits: 3 }),
    fault: [/gray_q <= gray_d/, 'gray_q <= ~gray_d'],
    fires: 'GrayIsCount',
  },
  {
    make: () => build(streamMux(uint(1)), { inputs: 3 }),
    assume: ['from_i != 3'],
    fault: 'inputs',
    fires: 'FromNamesAnInput',
  },
  {
    make: () => build(streamDemux(uint(1)), { outputs: 3 }),
    assume: ['to_i != 3'],
    fault: 'inputs',
    fires: 'ToNamesAnOutput',
  },
  ...[0, 1].map(
    (i): Fault => ({
      make: () => build(crossbarSwitch(uint(1)), { inputs: 2, outputs: 3 }),
      assume: ['to_0_i != 3', 'to_1_i != 3', '!in_0_valid_i', '!in_1_valid_i'],
      fault: 'inputs',
      fires: `To${i}NamesAnOutput`,
    }),
  ),
  ...[
    () => build(ExactCam, { entries: 3, keyBits: 1 }),
    () => build(NearestCam, { entries: 3, elements: 1, elementBits: 1 }),
  ].map((make): Fault => ({ make, assume: ['entry_i != 3'], fault: 'inputs', fires: 'EntryExists' })),
];
