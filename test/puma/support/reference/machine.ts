import type { MachineTrace } from '../../../../base/machine-trace.js';
import { EventLog, packetFields } from '../../../../base/machine-trace.js';
import { coreInstructions, coreOpcodeBits, instructionBits } from '../../../../config/puma/encoding.js';
import { machineGeometry } from '../../../../config/puma/geometry.js';
import type { MachineImage } from '../../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { type Observer, ReferenceCore } from './core.js';
import { ReferenceMemory } from './memory.js';
import { ReferenceTileUnit } from './tile-unit.js';

/** A whole machine, unit by unit in some order: what it computes, not when. */
export class ReferenceMachine {
  readonly cores: readonly ReferenceCore[];
  readonly tile: ReferenceTileUnit | undefined;
  readonly memory: ReferenceMemory;

  constructor(config: PumaMachineConfig, image: MachineImage, observe?: Observer) {
    const { cores, memoryWords, tile } = machineGeometry(config);
    this.memory = new ReferenceMemory(memoryWords, cores + (tile ? 1 : 0), image);
    this.cores = Array.from(
      { length: cores },
      (_, k) => new ReferenceCore(config, k, image.cores[k] ?? idleCore, this.memory, observe),
    );
    if (tile !== undefined) {
      const words = image.tile?.words ?? [haltWord];
      this.tile = new ReferenceTileUnit(config, words, image.packets, this.memory);
    }
  }

  /** Runs until every unit has ended or waits.
   *  @param next which of n units tries next; without it they take turns
   *  @param limit steps */
  run(limit: number, next?: (n: number) => number): 'stopped' | 'deadlock' | 'limit' {
    const units: (() => boolean)[] = this.cores.map((core) => () => core.step());
    const { tile } = this;
    if (tile !== undefined)
      units.push(
        () => tile.step(),
        () => tile.arrive(),
      );
    for (let steps = 0, idle = 0, turn = 0; steps < limit; turn++) {
      const unit = next === undefined || idle >= units.length ? turn % units.length : next(units.length);
      if (units[unit]!()) {
        steps++;
        idle = 0;
      } else if (++idle > 2 * units.length) return this.#ended() ? 'stopped' : 'deadlock';
    }
    return 'limit';
  }

  get trace(): MachineTrace {
    return {
      cores: this.cores.map((core) => core.trace),
      memory: this.memory.logs,
      packets: this.tile?.packets ?? new EventLog(packetFields),
    };
  }

  #ended(): boolean {
    return (
      this.cores.every((core) => core.state !== 'running') && (this.tile?.state ?? 'halted') !== 'running'
    );
  }
}

const hlt = coreInstructions.find(({ name }) => name === 'hlt')!;
const idleCore = {
  words: [BigInt(hlt.opcode) << BigInt(instructionBits - coreOpcodeBits)],
  registers: [],
  cells: [],
};
const haltWord = 3n << 54n;
