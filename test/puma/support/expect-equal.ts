import { disassemble } from '../../../compiler/puma/index.js';
import type { MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import {
  type CosimMachineOptions,
  cosimMachine,
  type MachineCosim,
} from '../../../systems/puma-machine/cosim-machine.js';
import { shrink } from './shrink.js';

/** Runs a program on the RTL and expects what the golden model did; else throws with a program made small.
 *  @param what tells how the program was made
 *  @param ends it ends, whatever the speed of its units */
export async function expectEqual(
  what: string,
  config: PumaMachineConfig,
  image: MachineImage,
  options: CosimMachineOptions,
  { ends = true } = {},
): Promise<MachineCosim> {
  const result = await cosimMachine(config, image, options);
  if (result.verdict === 'match') return result;
  const { golden: _, ...others } = options;
  const run = (candidate: MachineImage) => cosimMachine(config, candidate, others);
  const small = await shrink(config, image, async (one) => (await run(one)).reason === result.reason, {
    ends,
  });
  const { explanation } = await run(small);
  throw new Error(
    [
      `${what}: ${result.message}`,
      JSON.stringify({ ...others, rtl: undefined }),
      'made small:',
      explanation,
      disassemble(small, config),
    ].join('\n'),
  );
}
