import { machineGeometry } from '../../../config/puma/geometry.js';
import type { MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import type { MachineRun } from '../../../sim-models/puma/machine/index.js';
import { duration } from './reference/durations.js';
import { decode } from './reference/instruction.js';
import { operandsOf, unitsOf } from './reference/operands.js';

/** Cycles that a block may lose to others that are granted first: less is no wait for attributes. */
const contention = 8;

/** Loads and stores of the cores that took longer than by themselves: they waited for other clients.
 *
 *  Those that read XbarOut are left out, since they may have waited for an MVMU.
 *  @param golden with its trace */
export function memoryWaits(
  config: PumaMachineConfig,
  image: MachineImage,
  { trace }: Pick<MachineRun, 'trace'>,
): { loads: number; stores: number } {
  const geometry = machineGeometry(config);
  const waits = { loads: 0, stores: 0 };
  for (const [core, { retired }] of trace!.cores.entries()) {
    for (let k = 1; k < retired.length; k++) {
      const instruction = decode('core', geometry, image.cores[core]?.words[retired.at(k, 0)] ?? 0n);
      if (instruction === undefined || !['load', 'store'].includes(instruction.name)) continue;
      const { mvmus, dimension } = geometry;
      if (operandsOf(instruction).sources.some((span) => unitsOf(span, mvmus, dimension).length > 0))
        continue;
      const jumped = retired.at(k, 0) !== retired.at(k - 1, 0) + 1;
      const least = duration(geometry, instruction, 0) + (jumped ? 2 : 0);
      const waited = retired.cycle(k)! - retired.cycle(k - 1)! - least;
      if (waited <= contention * (instruction.fields.vecWidth ?? 1)) continue;
      waits[instruction.name === 'load' ? 'loads' : 'stores'] += 1;
    }
  }
  return waits;
}
