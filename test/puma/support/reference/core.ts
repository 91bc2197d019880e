import {
  type CoreTrace,
  EventLog,
  outFields,
  retireFields,
  writeFields,
} from '../../../../base/machine-trace.js';
import { type CoreCounter, coreCounters, type TrapCause } from '../../../../config/puma/encoding.js';
import {
  type MachineGeometry,
  machineGeometry,
  machineMvmuConfig,
} from '../../../../config/puma/geometry.js';
import type { CoreImage } from '../../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import type { PumaMvmuConfig } from '../../../../config/puma-mvmu.js';
import { duration, productCycles } from './durations.js';
import { decode, type Instruction } from './instruction.js';
import type { ReferenceMemory } from './memory.js';
import { lastOf, operandsOf, unitsOf, wordsOf } from './operands.js';
import { compares, element, nextRandom, scalar } from './operations.js';
import { product } from './product.js';
import type { Result } from './words.js';

/** What is about to happen in a core, for whoever counts it. */
export interface Observation {
  readonly core: ReferenceCore;
  readonly pc: number;
  readonly word: bigint;
  /** Absent where the word is invalid, or no word is there. */
  readonly instruction?: Instruction;
  /** MVMUs that it waits for, by the case of "Beside a running mvm"; only where the core's time is known. */
  readonly waits: ReadonlySet<'read' | 'restart' | 'hlt'>;
  readonly trap?: TrapCause;
}

export type Observer = (observation: Observation) => void;

/** One core of docs/puma-isa.md, an instruction at a time. Its times hold where no load or store ever waits. */
export class ReferenceCore {
  readonly number: number;
  readonly geometry: MachineGeometry;
  /** Grows while a program is being made. */
  readonly program: bigint[];
  readonly xbarIn: number[];
  readonly xbarOut: number[];
  readonly registers: number[];
  readonly flags = { overflow: false, divide: false, domain: false };
  readonly counters: Record<CoreCounter, number>;
  readonly trace: CoreTrace;
  pc = 0;
  state: 'running' | 'halted' | 'trapped' = 'running';
  trap: { cause: TrapCause; pc: number } | undefined;
  random: number;
  /** Block under way: what a waiting load or store wants. */
  block: { readonly write: boolean; readonly address: number; readonly width: number } | undefined;
  /** Cycles of all instructions in execute, without any wait. */
  durations = 0;
  #block = 0;
  #address = 0;
  #now = 2;
  readonly #idleAt: number[];
  readonly #starts: number[];
  readonly #cells: readonly Int32Array[];
  readonly #mvmu: PumaMvmuConfig;
  readonly #productCycles: number;
  readonly #memory: ReferenceMemory;
  readonly #observe: Observer | undefined;

  constructor(
    config: PumaMachineConfig,
    number: number,
    image: Pick<CoreImage, 'registers' | 'cells'> & { readonly words: Iterable<bigint> },
    memory: ReferenceMemory,
    observe?: Observer,
  ) {
    const geometry = machineGeometry(config);
    const { mvmus, dimension, registers } = geometry;
    this.number = number;
    this.geometry = geometry;
    this.program = [...image.words];
    this.xbarIn = new Array(mvmus * dimension).fill(0);
    this.xbarOut = new Array(mvmus * dimension).fill(0);
    this.registers = new Array(registers).fill(0);
    for (const { address, values } of image.registers) {
      for (const [i, value] of values.entries()) this.#put(address + i, value);
    }
    this.random = (0x2545f491 + number) >>> 0;
    this.counters = Object.fromEntries(coreCounters.map((name) => [name, 0])) as Record<CoreCounter, number>;
    this.counters.stallFetch = 2;
    this.trace = {
      retired: new EventLog(retireFields),
      writes: new EventLog(writeFields),
      outputs: Array.from({ length: mvmus }, () => new EventLog(outFields)),
    };
    this.#idleAt = new Array(mvmus).fill(0);
    this.#starts = new Array(mvmus).fill(0);
    this.#cells = Array.from(
      { length: mvmus },
      (_, k) => image.cells[k] ?? new Int32Array(dimension * dimension),
    );
    this.#mvmu = machineMvmuConfig(config);
    this.#productCycles = productCycles(config);
    this.#memory = memory;
    this.#observe = observe;
  }

  /** Executes an instruction, or the next block of a load or store. @returns false where it has to wait */
  step(): boolean {
    if (this.state !== 'running') return false;
    const { instructions } = this.geometry;
    if (this.pc >= instructions) return this.#trap('instruction-address', new Set(), 0n);
    const word = this.program[this.pc] ?? 0n;
    const instruction = decode('core', this.geometry, word);
    if (instruction === undefined) return this.#trap('invalid-instruction', new Set(), word);
    if (this.block === undefined) {
      if (this.#leavesRegisters(instruction)) {
        return this.#trap('register-address', new Set(), word, instruction);
      }
      const waits = this.#waitForUnits(instruction);
      const cause = this.#testsOfRegisters(instruction);
      if (cause !== undefined) return this.#trap(cause, waits, word, instruction);
      this.#observe?.({ core: this, pc: this.pc, word, instruction, waits });
    }
    return this.#execute(instruction);
  }

  /** A word as a source. */
  read(address: number, side: 'in' | 'out' = 'out'): number {
    const general = address - this.xbarOut.length;
    if (general >= 0) return this.registers[general]!;
    return (side === 'in' ? this.xbarIn : this.xbarOut)[address]!;
  }

  #put(address: number, value: number): void {
    const general = address - this.xbarIn.length;
    if (general >= 0) this.registers[general] = value;
    else this.xbarIn[address] = value;
  }

  #write(address: number, value: number): void {
    this.#put(address, value);
    this.trace.writes.add(address, value);
  }

  #leavesRegisters(instruction: Instruction): boolean {
    const { destination, sources, inputs } = operandsOf(instruction);
    const spans = [...sources, ...(destination ? [destination] : []), ...(inputs ? [inputs] : [])];
    return spans.some((span) => lastOf(span) >= this.geometry.registerAddresses);
  }

  /** "Beside a running mvm". */
  #waitForUnits(instruction: Instruction): Set<'read' | 'restart' | 'hlt'> {
    const { mvmus, dimension } = this.geometry;
    const waits = new Set<'read' | 'restart' | 'hlt'>();
    let until = this.#now;
    const waitFor = (unit: number, why: 'read' | 'restart' | 'hlt'): void => {
      if (this.#idleAt[unit]! <= this.#now) return;
      waits.add(why);
      until = Math.max(until, this.#idleAt[unit]!);
    };
    for (const source of operandsOf(instruction).sources) {
      for (const unit of unitsOf(source, mvmus, dimension)) waitFor(unit, 'read');
    }
    for (let k = 0; k < mvmus; k++) {
      if (instruction.name === 'mvm' && this.#isMasked(instruction, k)) waitFor(k, 'restart');
      if (instruction.name === 'hlt') waitFor(k, 'hlt');
    }
    this.counters.stallMvmu += until - this.#now;
    this.#now = until;
    return waits;
  }

  #isMasked({ fields }: Instruction, unit: number): boolean {
    return Math.floor(fields.mask! / 2 ** unit) % 2 === 1;
  }

  #testsOfRegisters({ name, fields }: Instruction): TrapCause | undefined {
    if (name === 'mvm') {
      const filter = this.read(fields.filter!) & 0xffff;
      const rotation = this.read(fields.stride!) & 0xffff;
      if (filter > this.geometry.dimension || (filter > 0 && rotation >= filter)) return 'operand';
    }
    if (name === 'load' || name === 'store') {
      const first = this.read(fields.address!) & 0xffff;
      if (first + fields.width! * fields.vecWidth! > this.geometry.memoryWords) return 'memory-address';
    }
    return undefined;
  }

  #trap(
    cause: TrapCause,
    waits: ReadonlySet<'read' | 'restart' | 'hlt'>,
    word: bigint,
    instruction?: Instruction,
  ): boolean {
    this.#observe?.({
      core: this,
      pc: this.pc,
      word,
      ...(instruction === undefined ? {} : { instruction }),
      waits,
      trap: cause,
    });
    this.state = 'trapped';
    this.trap = { cause, pc: this.pc };
    this.#spend(1);
    return true;
  }

  #execute(instruction: Instruction): boolean {
    const { name, operation, fields } = instruction;
    let target: number | undefined;
    // The product may replace the XbarOut register that the filter is read from.
    const filter = name === 'mvm' ? this.read(fields.filter!) & 0xffff : 0;
    switch (name) {
      case 'mvm':
        this.#startProducts(instruction);
        break;
      case 'alu':
        this.#vector(instruction);
        break;
      case 'alui':
        this.#beats(fields.vecWidth!, (i) => {
          const a = this.read(fields.src1! + i);
          return this.#take(
            element(operation!, BigInt(a), BigInt(fields.immediate!), 0n, this.geometry.fraction),
          );
        });
        break;
      case 'alu-int': {
        const a = BigInt(this.read(fields.src1!));
        const b = BigInt(this.read(fields.src2!));
        this.#write(fields.dest!, this.#take(scalar(operation!, a, b)));
        break;
      }
      case 'set':
        this.#write(fields.dest!, fields.immediate!);
        break;
      case 'copy':
        this.#beats(wordsOf(instruction), (i) =>
          this.read(fields.src1! + i, fields.side === 1 ? 'in' : 'out'),
        );
        break;
      case 'load':
      case 'store':
        if (!this.#transfer(instruction)) return false;
        if (this.block !== undefined) return true;
        break;
      case 'jmp':
        target = fields.pc!;
        break;
      case 'brn': {
        const a = BigInt(this.read(fields.src1!));
        const b = BigInt(this.read(fields.src2!));
        if (compares(operation!, a, b)) target = fields.pc!;
        break;
      }
      case 'hlt':
        this.state = 'halted';
        break;
      default:
        throw new Error(name);
    }
    this.#retire(instruction, filter, target);
    return true;
  }

  /** Beats of L: all of a beat is read before it is written. */
  #beats(words: number, value: (i: number) => number, lanes = this.geometry.lanes): void {
    const { fields } = decode('core', this.geometry, this.program[this.pc]!)!;
    for (let first = 0; first < words; first += lanes) {
      const beat: number[] = [];
      for (let i = first; i < Math.min(words, first + lanes); i++) beat.push(value(i));
      for (const [i, result] of beat.entries()) this.#write(fields.dest! + first + i, result);
    }
  }

  #vector({ operation, fields }: Instruction): void {
    const { fraction } = this.geometry;
    const words = fields.vecWidth!;
    if (operation === 'rand') {
      this.#beats(words, () => {
        const { state, value } = nextRandom(this.random);
        this.random = state;
        return Number(value);
      });
    } else if (operation === 'subsample') {
      this.#beats(words, (i) => this.read(fields.src1! + i * fields.src3!), 1);
    } else {
      const oneByOne = ['sigmoid', 'tanh', 'log', 'exp'].includes(operation!);
      const value = (i: number): number => {
        const a = BigInt(this.read(fields.src1! + i));
        const b = fields.src2 === undefined ? 0n : BigInt(this.read(fields.src2 + i));
        return this.#take(element(operation!, a, b, BigInt(fields.src3 ?? 0), fraction));
      };
      this.#beats(words, value, oneByOne ? 1 : this.geometry.lanes);
    }
  }

  #take({ value, overflow, divide, domain }: Result): number {
    if (overflow) this.flags.overflow = true;
    if (divide) this.flags.divide = true;
    if (domain) this.flags.domain = true;
    return Number(value);
  }

  #startProducts(instruction: Instruction): void {
    const { dimension, mvmus } = this.geometry;
    const filter = this.read(instruction.fields.filter!) & 0xffff;
    const rotation = this.read(instruction.fields.stride!) & 0xffff;
    const source = (i: number): number => {
      if (filter === 0) return i;
      const group = filter * Math.floor(i / filter);
      return group + filter <= dimension ? group + ((i - group + rotation) % filter) : i;
    };
    for (let k = 0; k < mvmus; k++) {
      if (!this.#isMasked(instruction, k)) continue;
      const first = k * dimension;
      const inputs = Array.from({ length: dimension }, (_, i) => this.xbarIn[first + source(i)]!);
      const macro = this.number * mvmus + k;
      const outputs = product(this.#mvmu, this.#cells[k]!, inputs, macro, this.#starts[k]!);
      for (const [column, value] of outputs.entries()) {
        this.xbarOut[first + column] = value;
        this.trace.outputs[k]!.add(column, value);
      }
      this.#starts[k]! += 1;
      this.counters.mvms += 1;
      this.#idleAt[k] = this.#now + duration(this.geometry, instruction, filter) + this.#productCycles;
    }
  }

  /** The next block of a load or store. @returns false where it waits */
  #transfer({ name, fields }: Instruction): boolean {
    if (this.block === undefined) {
      this.#block = 0;
      this.#address = this.read(fields.address!) & 0xffff;
    }
    const width = fields.width!;
    const done = this.#block * width;
    const address = this.#address + done;
    this.block = { write: name === 'store', address, width };
    if (name === 'load') {
      const values = this.#memory.load(this.number, address, width);
      if (values === undefined) return false;
      for (const [i, value] of values.entries()) this.#write(fields.dest! + done + i, value);
    } else {
      const values = Array.from({ length: width }, (_, i) => this.read(fields.src1! + done + i));
      if (!this.#memory.store(this.number, address, values, fields.count!)) return false;
    }
    this.#block += 1;
    if (this.#block === fields.vecWidth!) this.block = undefined;
    return true;
  }

  #retire(instruction: Instruction, filter: number, target: number | undefined): void {
    this.trace.retired.add(this.pc, this.trace.writes.length);
    this.counters[classOf(instruction.name, instruction.operation)] += 1;
    this.#spend(duration(this.geometry, instruction, filter));
    if (this.state !== 'running') return; // the pc of a halted core is that of its `hlt`
    this.pc = target ?? this.pc + 1;
    if (target === undefined) return;
    this.counters.stallFetch += 2;
    this.#now += 2;
  }
  #spend(cycles: number): void {
    this.#now += cycles;
    this.durations += cycles;
    this.counters.cycles = this.#now;
  }
}

function classOf(name: string, operation: string | undefined): CoreCounter {
  switch (name) {
    case 'mvm':
    case 'load':
    case 'store':
      return name;
    case 'alu':
    case 'alui':
      return ['sigmoid', 'tanh', 'log', 'exp'].includes(operation!) ? 'lookup' : 'vector';
    case 'alu-int':
      return 'scalar';
    case 'set':
    case 'copy':
      return 'move';
    default:
      return 'control';
  }
}
