import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { DesignFile } from '../../base/design-file.js';
import type { MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { cosimMachine } from '../../systems/puma-machine/cosim-machine.js';
import { machineDesign } from '../../systems/puma-machine/machine-design.js';
import { editText } from '../faults/fault.js';
import { hasTool } from '../support/tools.js';
import { contention, directed, directedNames } from './support/directed-programs.js';
import { long } from './support/long.js';
import { machines } from './support/machines.js';
import { randomMachine } from './support/program/random-machine.js';
import { type SeededFault, seededFaults } from './support/seeded-faults.js';
import { shapeOf } from './support/shapes.js';

const configOf = ({ program }: SeededFault) => (program === 'contention' ? machines.crowd : machines.tiny);
/** Random programs in which a fault must show at the latest. */
const most = 40;

/** What a run of broken RTL says, or nothing if it matches. Icarus refuses to go on with unknown bits on a trace pin,
 *  which finds a fault too. */
async function findingOf(
  config: PumaMachineConfig,
  image: MachineImage,
  rtl: readonly DesignFile[],
): Promise<string | undefined> {
  try {
    const { verdict, message } = await cosimMachine(config, image, { engine: 'icarus', rtl });
    return verdict === 'match' ? undefined : message;
  } catch (error) {
    if (error instanceof CrossweaveError && error.diagnostics.some(({ code }) => code === 'CW-T012'))
      return error.message;
    throw error;
  }
}

/** The RTL with a fault in it. */
function brokenRtl(fault: SeededFault): DesignFile[] {
  const config = configOf(fault);
  const whole = /^(queue|round_robin)_/.test(fault.module);
  const path = `rtl/${whole ? fault.module : `${config.name}_${fault.module}`}.sv`;
  const { sources } = machineDesign(config, { stalls: false });
  const file = sources.find((source) => source.path === path);
  if (file === undefined) throw new Error(`${fault.name}: there is no ${path}`);
  return [{ path, text: editText(file.text, fault) }];
}

const named = (faults: readonly SeededFault[]) => faults.map((fault) => [fault.name, fault] as const);

describe('seeded faults', () => {
  it('are many', () => {
    expect(seededFaults.length).toBeGreaterThanOrEqual(15);
    expect(new Set(seededFaults.map(({ name }) => name)).size).toBe(seededFaults.length);
  });

  it.each(named(seededFaults))('fit the RTL: %s', (_, fault) => {
    expect(() => brokenRtl(fault)).not.toThrow();
  });

  const shown = seededFaults.filter((fault) => long || fault.long === undefined);
  // Icarus builds a machine in a second; each fault is one.
  describe.skipIf(!hasTool('iverilog'))('are found', () => {
    it('but not where there are none', async () => {
      for (const name of directedNames) {
        const { verdict, explanation } = await cosimMachine(machines.tiny, directed(name), {
          engine: 'icarus',
        });
        expect(verdict, explanation).toBe('match');
      }
    });

    // Not there without the flag, instead of skipped: a skipped test is one that a tool is missing for.
    const itLong = long ? it : () => {};
    itLong('nor where clients crowd', async () => {
      const { verdict, explanation } = await cosimMachine(machines.crowd, contention(), { engine: 'icarus' });
      expect(verdict, explanation).toBe('match');
    });

    it.each(named(shown))('%s', async (_, fault) => {
      const rtl = brokenRtl(fault);
      const config = configOf(fault);
      const { program } = fault;
      const imageOf = (seed: number): MachineImage => {
        if (program === undefined) return randomMachine(config, seed, shapeOf(config));
        return program === 'contention' ? contention() : directed(program);
      };
      for (let seed = 0; seed < (program === undefined ? most : 1); seed++) {
        const image = imageOf(seed);
        const found = await findingOf(config, image, rtl);
        if (found === undefined) continue;
        console.log(`${fault.name}: ${program ?? `program ${seed}`}: ${found}`);
        return;
      }
      throw new Error(`${fault.name}: no program finds it`);
    });
  });
});
