import {
  aluiOperations,
  aluOperations,
  branchOperations,
  coreInstructions,
  scalarOperations,
} from '../../../config/puma/encoding.js';
import type { MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import type { MachineRun } from '../../../sim-models/puma/machine/index.js';
import { memoryWaits } from './memory-waits.js';
import type { Observation } from './reference/core.js';
import type { ReferenceMachine } from './reference/machine.js';
import { lastOf, operandsOf, type Span, wordsOf } from './reference/operands.js';
import { compares } from './reference/operations.js';

/** Counts what programs hit: instructions, operations, widths, overlaps, values at bounds, waits, traps, flags ... */
export class Coverage {
  readonly #counts = new Map<string, number>();

  count(what: string, times = 1): void {
    if (times > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + times);
  }

  /** How often each class was hit, by name. */
  get counts(): ReadonlyMap<string, number> {
    return new Map([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The distribution as text, classes in order of their names; those that differ in a number stand together. */
  get text(): string {
    const groups = new Map<string, string[]>();
    for (const [what, times] of this.counts) {
      const [, name = what, number] = /^(.*) (-?\d+)$/.exec(what) ?? [];
      const group = groups.get(name) ?? [];
      groups.set(name, group);
      group.push(number === undefined ? `${times}` : `${number}: ${times}`);
    }
    return [...groups].map(([name, counts]) => `${name} (${counts.join(' ')})`).join(', ');
  }

  missing(wanted: readonly string[]): string[] {
    return wanted.filter((what) => !this.#counts.has(what));
  }

  /** An instruction of the reference before it is executed. */
  readonly observe = (seen: Observation): void => {
    const { instruction, trap, waits } = seen;
    if (trap !== undefined) this.count(`trap ${trap}`);
    for (const why of waits) this.count(`wait for an MVMU: ${why}`);
    if (instruction === undefined || trap !== undefined) return;
    const { name, operation } = instruction;
    this.count(operation === undefined ? name : `${name} ${operation}`);
    this.#countSpans(seen);
    if (name === 'alu' || name === 'alui') this.#countValues(seen);
    if (name === 'mvm') this.#countProducts(seen);
    if (name === 'brn') this.#countBranch(seen);
    if (name === 'load' || name === 'store') this.#countBlocks(seen);
  };

  /** A machine that has ended. */
  ended(config: PumaMachineConfig, machine: ReferenceMachine): void {
    for (const { flags, state } of machine.cores) {
      for (const [name, value] of Object.entries(flags)) if (value) this.count(`flag ${name}`);
      this.count(`core ${state}`);
    }
    if (machine.tile !== undefined) {
      const { tile } = machine;
      this.count(`tile ${tile.state}`);
      if (tile.trap) this.count(`tile trap ${tile.trap.cause}`);
      if (tile.badPacket) this.count('bad packet');
      if (tile.heldBack > 0) this.count('full FIFO');
      if (tile.packets.length > 0) this.count('packets out');
      if (tile.fifos.some((fifo) => fifo.length > 0)) this.count('packets never taken');
    }
    if (machine.memory.counts.some((count) => count > 0)) this.count('words never consumed');
    this.count(`lanes ${config.lanes}`);
    this.count('program');
  }

  /** What its cores waited for, as the golden machine tells it. */
  waited(config: PumaMachineConfig, image: MachineImage, golden: MachineRun): void {
    const { cores, unconsumed } = golden;
    const { loads, stores } = memoryWaits(config, image, golden);
    this.count('load that waits for words', loads);
    this.count('store that waits for consumers', stores);
    for (const { counters } of cores) {
      this.count('cycles', counters.cycles);
      this.count('cycles waiting for fetch', counters.stallFetch);
      this.count('cycles waiting for MVMUs', counters.stallMvmu);
      this.count('cycles waiting for memory', counters.stallMemory);
    }
    if (unconsumed.packetsOutside > 0) this.count('packets that never came in');
  }

  #countSpans({ instruction, core }: Observation): void {
    const { lanes, registerAddresses, generalBase, vectorWidthBits } = core.geometry;
    const { destination, sources, inputs } = operandsOf(instruction!);
    const words = wordsOf(instruction!);
    if (destination !== undefined) {
      if (words === 1) this.count('width 1');
      else if (words < lanes) this.count('width below the lanes');
      else if (words === lanes) this.count('width of the lanes');
      else this.count(words % lanes === 0 ? 'width of whole beats' : 'width of beats and a part');
      if (words === Math.min(2 ** vectorWidthBits, registerAddresses)) this.count('largest width');
      if (lastOf(destination) === registerAddresses - 1) this.count('up to the last register');
      if (destination.first < generalBase && lastOf(destination) >= generalBase) {
        this.count('destination across XbarIn and general registers');
      }
      if (destination.first < generalBase) this.count('destination XbarIn');
    }
    for (const span of sources) {
      if (span.first < generalBase) this.count('source XbarOut');
      if (destination !== undefined && span.step === 1) this.count(overlap(destination, span));
    }
    if (inputs && inputs.first < generalBase) {
      this.count('copy of XbarIn');
      if (destination !== undefined) this.count(overlap(destination, inputs));
    }
  }

  #countValues({ instruction, core }: Observation): void {
    const { operation, fields } = instruction!;
    if (operation === 'shl' || operation === 'shr') this.count(`${operation} by ${fields.src3}`);
    if (operation === 'subsample') this.count(`stride ${fields.src3}`);
    const words = fields.vecWidth!;
    for (let i = 0; i < words; i++) {
      const a =
        fields.src1 === undefined
          ? 0
          : core.read(fields.src1 + i * (operation === 'subsample' ? fields.src3! : 1));
      const b = fields.immediate ?? (fields.src2 === undefined ? 0 : core.read(fields.src2 + i));
      if (operation === 'div' && b === 0) this.count(`division by zero of ${Math.sign(a)}`);
      if (operation === 'div' && a === -32768 && b === -1) this.count('division of the least word by -1');
      if (operation === 'log')
        this.count(a < 0 ? 'log of a negative' : a === 0 ? 'log of 0' : 'log of a positive');
      if (operation === 'add' && a + b > 32767) this.count('add saturates above');
      if (operation === 'add' && a + b < -32768) this.count('add saturates below');
      if (operation === 'sub' && a - b > 32767) this.count('sub saturates above');
      if (operation === 'sub' && a - b < -32768) this.count('sub saturates below');
      if (
        operation === 'mul' &&
        core.geometry.fraction > 0 &&
        (a * b) % 2 ** core.geometry.fraction === 2 ** (core.geometry.fraction - 1)
      ) {
        this.count('mul ties');
      }
      if (operation === 'sigmoid' || operation === 'tanh') {
        this.count(
          Math.abs(a) >= 2 ** (core.geometry.fraction + 3)
            ? `${operation} outside`
            : `${operation} of ${a < 0 ? 'a negative' : 'a positive'}`,
        );
      }
    }
  }

  #countProducts({ instruction, core }: Observation): void {
    const { dimension } = core.geometry;
    const filter = core.read(instruction!.fields.filter!) & 0xffff;
    const rotation = core.read(instruction!.fields.stride!) & 0xffff;
    this.count(`mask ${instruction!.fields.mask!.toString(2)}`);
    if (filter === 0) this.count('filter 0');
    else if (filter === dimension) this.count('filter of all registers');
    else
      this.count(dimension % filter === 0 ? 'filter divides' : 'filter with registers past the last group');
    if (filter > 0)
      this.count(
        rotation === 0 ? 'rotation 0' : rotation === filter - 1 ? 'rotation F - 1' : 'rotation between',
      );
  }

  #countBranch({ instruction, core, pc }: Observation): void {
    const { operation, fields } = instruction!;
    const goes = compares(operation!, BigInt(core.read(fields.src1!)), BigInt(core.read(fields.src2!)));
    const way = fields.pc! > pc ? 'forth' : 'back';
    this.count(`brn ${operation} ${goes ? 'taken' : 'not taken'}`);
    this.count(`branch ${way} ${goes ? 'taken' : 'not taken'}`);
  }

  #countBlocks({ instruction, core }: Observation): void {
    const { name, fields } = instruction!;
    this.count(`${name} of width ${fields.width}`);
    this.count(`${name} of ${fields.vecWidth === 1 ? 'one block' : 'several blocks'}`);
    const address = core.read(fields.address!) & 0xffff;
    this.count(address % 16 === 0 ? 'aligned address' : 'address of any alignment');
    if (address + fields.width! * fields.vecWidth! === core.geometry.memoryWords)
      this.count('last word of memory');
    if (name === 'store') this.count(`count ${Math.min(fields.count!, 4)}`);
  }
}

function overlap(to: Span, from: Span): string {
  const apart = lastOf(to) < from.first || lastOf(from) < to.first;
  if (apart) return 'no overlap';
  if (to.first === from.first) return 'destination is the source';
  return to.first < from.first ? 'destination below the source' : 'destination above the source';
}

/** Instructions and operations, each of them. */
export const everyOperation: readonly string[] = [
  ...aluOperations.map(({ name }) => `alu ${name}`),
  ...aluiOperations.map(({ name }) => `alui ${name}`),
  ...scalarOperations.map(({ name }) => `alu-int ${name}`),
  ...branchOperations.flatMap(({ name }) => [`brn ${name} taken`, `brn ${name} not taken`]),
  ...coreInstructions.filter((format) => !('operations' in format)).map(({ name }) => name),
];

/** What a long run of core programs must hit. */
export const wantedOfCores: readonly string[] = [
  ...everyOperation,
  ...Array.from({ length: 32 }, (_, k) => [`shl by ${k}`, `shr by ${k}`]).flat(),
  ...Array.from({ length: 31 }, (_, k) => `stride ${k + 1}`),
  ...Array.from({ length: 16 }, (_, k) => [`load of width ${k + 1}`, `store of width ${k + 1}`]).flat(),
  ...['load', 'store'].flatMap((name) => [`${name} of one block`, `${name} of several blocks`]),
  ...['read', 'restart', 'hlt'].map((why) => `wait for an MVMU: ${why}`),
  ...['invalid-instruction', 'instruction-address', 'register-address', 'memory-address', 'operand'].map(
    (cause) => `trap ${cause}`,
  ),
  ...['overflow', 'divide', 'domain'].map((name) => `flag ${name}`),
  ...[
    'width 1',
    'width below the lanes',
    'width of the lanes',
    'width of whole beats',
    'width of beats and a part',
    'largest width',
  ],
  'up to the last register',
  'destination across XbarIn and general registers',
  'destination XbarIn',
  'source XbarOut',
  'copy of XbarIn',
  ...[
    'no overlap',
    'destination is the source',
    'destination below the source',
    'destination above the source',
  ],
  ...[-1, 0, 1].map((sign) => `division by zero of ${sign}`),
  ...['a negative', '0', 'a positive'].map((of) => `log of ${of}`),
  ...['add', 'sub'].flatMap((name) => [`${name} saturates above`, `${name} saturates below`]),
  'mul ties',
  ...['sigmoid', 'tanh'].flatMap((name) => [
    `${name} outside`,
    `${name} of a negative`,
    `${name} of a positive`,
  ]),
  ...['01', '10', '11'].map((mask) => `mask ${mask.replace(/^0/, '')}`),
  ...['0', 'of all registers', 'divides', 'with registers past the last group'].map(
    (what) => `filter ${what}`,
  ),
  ...['rotation 0', 'rotation F - 1', 'rotation between'],
  ...['branch forth taken', 'branch forth not taken', 'branch back taken', 'branch back not taken'],
  ...['aligned address', 'address of any alignment', 'last word of memory', 'words never consumed'],
  ...[0, 1, 2, 3, 4].map((count) => `count ${count}`),
  'cycles waiting for fetch',
  'cycles waiting for MVMUs',
  'core halted',
  'core trapped',
];

/** What a long run of tile programs must hit beside. */
export const wantedOfTiles: readonly string[] = [
  ...everyOperation,
  'tile halted',
  'tile trapped',
  ...['invalid-instruction', 'memory-address', 'packet-width'].map((cause) => `tile trap ${cause}`),
  'bad packet',
  'full FIFO',
  'packets out',
  'packets never taken',
  'words never consumed',
  'cycles waiting for memory',
  'load that waits for words',
  'store that waits for consumers',
];

/** Beside, of machines of all shapes. */
export const wantedOfShapes: readonly string[] = [1, 2, 4, 8, 16].map((lanes) => `lanes ${lanes}`);
