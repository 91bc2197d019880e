import { machineGeometry } from '../../../config/puma/geometry.js';
import type { MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { type MachineRun, runMachine } from '../../../sim-models/puma/machine/index.js';
import { encode, type Instruction } from './reference/instruction.js';

/** The image of a core that executes these instructions with these general registers, and halts. */
export function coreImage(
  config: PumaMachineConfig,
  instructions: readonly Instruction[],
  registers: Int16Array,
): MachineImage {
  const geometry = machineGeometry(config);
  const words = [...instructions, { name: 'hlt', fields: {} }].map((one) => encode('core', geometry, one));
  return {
    cores: [
      {
        words: BigUint64Array.from(words),
        registers: [{ address: geometry.generalBase, values: registers }],
        cells: [],
      },
    ],
    memory: [],
    packets: [],
  };
}

/** The golden core after them. */
export function runInstructions(
  config: PumaMachineConfig,
  instructions: readonly Instruction[],
  registers: Int16Array,
): MachineRun['cores'][number] {
  return runMachine(config, coreImage(config, instructions, registers)).cores[0]!;
}
