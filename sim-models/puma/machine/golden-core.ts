import type { CoreTrace } from '../../../base/machine-trace.js';
import {
  type CoreCounter,
  coreCounters,
  type InstructionClass,
  instructionClasses,
  type TrapCause,
} from '../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../config/puma/geometry.js';
import type { CoreImage } from '../../../config/puma/image.js';
import { CoreActivity } from './core-activity.js';
import { type CoreInstruction, coreOperations } from './core-instruction.js';
import { CoreProgram } from './core-program.js';
import { logOutputs, logWritten } from './machine-log.js';
import type { Trap } from './machine-run.js';
import type { MatrixUnits } from './matrix-units.js';
import { MemoryUnit } from './memory-unit.js';
import { RegisterFile } from './register-file.js';
import { holds, scalar } from './scalar-unit.js';
import { VectorUnit } from './vector-unit.js';

/** One core: executes its program instruction by instruction, ahead of the others up to its next block of data memory,
 *  since nothing else is shared. Source: docs/puma-isa.md. */
export class GoldenCore {
  readonly memory: MemoryUnit;
  readonly registers: RegisterFile;
  readonly vectors: VectorUnit;
  readonly units: MatrixUnits;
  readonly program: CoreProgram;
  readonly activity = new CoreActivity();
  readonly counters: Record<CoreCounter, number>;
  /** Cycles in execute of retired instructions, waits included. */
  readonly classCycles: Record<InstructionClass, number>;
  /** It may still be waiting for data memory. */
  state: 'running' | 'halted' | 'trapped' = 'running';
  /** The limit keeps it from going on. */
  paused = false;
  trap: Trap | undefined;
  pc = 0;
  /** The cycle after the last in which it did something. */
  end = 0;
  readonly #geometry: MachineGeometry;
  readonly #limit: number;
  readonly #trace: CoreTrace | undefined;
  /** Cycle in which the instruction under way, or the next, entered execute. */
  #enter = 2;

  /** @param limit nothing that ends in this cycle or later is done */
  constructor(
    core: number,
    geometry: MachineGeometry,
    image: CoreImage,
    units: MatrixUnits,
    limit: number,
    trace: CoreTrace | undefined,
  ) {
    this.#geometry = geometry;
    this.#limit = limit;
    this.#trace = trace;
    this.units = units;
    this.registers = new RegisterFile(geometry, image.registers);
    this.vectors = new VectorUnit(this.registers, geometry.lanes, geometry.fraction, (0x2545f491 + core) | 0);
    this.program = new CoreProgram(geometry, image.words);
    this.memory = new MemoryUnit(
      geometry.lanes,
      this.registers,
      limit,
      trace?.writes,
      (instruction, first, last) => {
        this.#moved(instruction, first, last);
      },
    );
    this.counters = Object.fromEntries(coreCounters.map((name) => [name, 0])) as Record<CoreCounter, number>;
    this.counters.stallFetch = 2;
    this.classCycles = Object.fromEntries(instructionClasses.map((name) => [name, 0])) as Record<
      InstructionClass,
      number
    >;
  }

  /** Runs until it stops, asks for a block of data memory, or reaches the limit. */
  run(): void {
    for (;;) {
      const { pc } = this;
      const instruction = this.program.at(pc);
      const first = this.units.idle(instruction.waitsFor, this.#enter);
      const { operation } = instruction;
      // A load or a store goes as far as its blocks come.
      const moves = operation === coreOperations.load || operation === coreOperations.store;
      if (first + (moves ? 1 : instruction.duration) > this.#limit) {
        this.#pause();
        return;
      }
      const { cause } = instruction;
      if (cause !== undefined) {
        this.#stop(cause, first);
        return;
      }
      switch (operation) {
        case coreOperations.mvm: {
          const words = this.registers.words;
          const filter = words[instruction.src1]! & 0xffff;
          const rotation = words[instruction.src2]! & 0xffff;
          const { dimension } = this.#geometry;
          if (filter > dimension || (filter > 0 && rotation >= filter)) {
            this.#stop('operand', first);
            return;
          }
          const duration = filter === 0 ? instruction.duration : 1 + dimension;
          if (first + duration > this.#limit) {
            this.#pause();
            return;
          }
          this.#multiply(instruction.mask, filter, rotation, first + duration + this.units.duration);
          this.#retire(instruction, first, first + duration - 1);
          break;
        }
        case coreOperations.load:
        case coreOperations.store: {
          const address = this.registers.words[instruction.src1]! & 0xffff;
          if (address + instruction.length > this.#geometry.memoryWords) {
            this.#stop('memory-address', first);
            return;
          }
          this.memory.begin(instruction, address, first);
          return;
        }
        case coreOperations.jmp:
          this.#branch(instruction, first);
          continue;
        case coreOperations.brn:
          if (holds(this.registers.words, instruction)) {
            this.#branch(instruction, first);
            continue;
          }
          this.#retire(instruction, first, first);
          break;
        case coreOperations.hlt:
          this.#retire(instruction, first, first);
          this.pc = pc;
          this.state = 'halted';
          this.counters.cycles = first + 1;
          return;
        default:
          this.#execute(instruction);
          this.#retire(instruction, first, first + instruction.duration - 1);
      }
    }
  }

  /** The last block of a load or store was done: goes on. */
  #moved(instruction: CoreInstruction, first: number, last: number): void {
    if (instruction.operation === coreOperations.load) this.activity.loadedWords += instruction.length;
    else this.activity.storedWords += instruction.length;
    this.counters.stallMemory += this.memory.waits;
    if (last >= this.#limit) {
      this.#pause();
      return;
    }
    this.#retire(instruction, first, last);
    this.run();
  }

  #execute(instruction: CoreInstruction): void {
    const { registers, vectors, activity } = this;
    const { length, duration } = instruction;
    switch (instruction.operation) {
      case coreOperations.vector:
        vectors.vector(instruction);
        break;
      case coreOperations.lookup:
        vectors.lookup(instruction);
        activity.lookups += length;
        return;
      case coreOperations.rand:
        vectors.rand(instruction);
        break;
      case coreOperations.subsample:
        vectors.subsample(instruction);
        break;
      case coreOperations.scalar:
        vectors.flags |= scalar(registers, instruction);
        activity.scalars++;
        activity.registerCycles++;
        return;
      case coreOperations.set:
        registers.write(instruction.dest, instruction.immediate);
        activity.registerCycles++;
        return;
      default:
        vectors.copy(instruction);
        activity.copiedWords += length;
        return;
    }
    const beats = Math.ceil(length / this.#geometry.lanes);
    // Every operation but `subsample` takes its beats' time; that of a beat is the same for all its lanes.
    activity.laneCycles +=
      instruction.operation === coreOperations.subsample ? length : length * (duration / beats);
    activity.registerCycles += duration;
  }

  #multiply(mask: number, filter: number, rotation: number, idleFrom: number): void {
    const { units, registers } = this;
    const { dimension } = this.#geometry;
    for (let k = 0, rest = mask; rest !== 0; k++, rest >>>= 1) {
      if ((rest & 1) === 0) continue;
      units.start(k, registers.xbarIn, filter, rotation, registers.words, idleFrom);
      this.counters.mvms++;
      const log = this.#trace?.outputs[k];
      if (log) logOutputs(log, registers.words, k * dimension, dimension, idleFrom - 1);
    }
  }

  /** Retires a branch that is taken: two cycles are lost. */
  #branch(instruction: CoreInstruction, first: number): void {
    this.#retire(instruction, first, first);
    this.pc = instruction.pc;
    this.#enter += 2;
    this.counters.stallFetch += 2;
    this.activity.fetches += 2;
  }

  #retire(instruction: CoreInstruction, first: number, last: number): void {
    const { counters, pc } = this;
    counters[instruction.counter]++;
    this.classCycles[instruction.counter] += last + 1 - this.#enter;
    counters.stallMvmu += first - this.#enter;
    this.activity.fetches++;
    this.program.count(pc, last + 1 - this.#enter);
    if (this.#trace) {
      logWritten(this.#trace.writes, this.registers, instruction, first, this.#geometry.lanes);
      this.#trace.retired.add(pc, this.#trace.writes.length, 0, 0, 0, last);
    }
    this.pc = pc + 1;
    this.#enter = last + 1;
    this.end = last + 1;
  }

  #stop(cause: TrapCause, cycle: number): void {
    const { pc, counters } = this;
    this.trap = { cause, pc };
    this.state = 'trapped';
    this.activity.fetches++;
    this.program.count(pc, cycle + 1 - this.#enter);
    counters.stallMvmu += cycle - this.#enter;
    counters.cycles = cycle + 1;
    this.end = cycle + 1;
  }

  /** The limit comes before the end of what would be next. */
  #pause(): void {
    this.paused = true;
    this.end = this.#limit;
  }
}
