import { machineGeometry } from '../../../config/puma/geometry.js';
import type { CoreImage, MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { decode, encode } from './reference/instruction.js';
import { ReferenceMachine } from './reference/machine.js';

/** Whether a candidate still shows what is looked for. */
export type Fails = (image: MachineImage) => Promise<boolean>;

/** A smaller program that still fails: without instructions, packets and data that it can do without.
 *  @param ends only candidates that end, and do the same at any speed, count
 *  @param runs candidates tried at most */
export async function shrink(
  config: PumaMachineConfig,
  image: MachineImage,
  fails: Fails,
  { ends = true, runs = 300 } = {},
): Promise<MachineImage> {
  let best = image;
  let left = runs;
  const attempt = async (candidate: MachineImage): Promise<boolean> => {
    if (left <= 0 || (ends && !isSound(config, candidate))) return false;
    left--;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let before = -1; before !== sizeOf(best) && left > 0; ) {
    before = sizeOf(best);
    for (let core = 0; core < best.cores.length; core++) {
      const count = () => best.cores[core]!.words.length;
      await dropParts(count, (first, length) =>
        attempt(withoutInstructions(config, best, core, first, length)),
      );
    }
    if (best.tile !== undefined) {
      const count = () => best.tile!.words.length;
      await dropParts(count, (first, length) =>
        attempt({ ...best, tile: { words: without(best.tile!.words, first, length) } }),
      );
    }
    for (const key of ['memory', 'packets'] as const) {
      await dropParts(
        () => best[key].length,
        (first, length) => attempt({ ...best, [key]: best[key].toSpliced(first, length) }),
      );
    }
    for (const [core, { cells }] of best.cores.entries()) {
      if (cells.some((one) => one !== undefined)) await attempt(withCore(best, core, { cells: [] }));
      await dropParts(
        () => best.cores[core]!.registers.length,
        (first, length) =>
          attempt(withCore(best, core, { registers: best.cores[core]!.registers.toSpliced(first, length) })),
      );
    }
  }
  return best;
}

/** Tries to drop halves, quarters ... single items. */
async function dropParts(
  count: () => number,
  drop: (first: number, length: number) => Promise<boolean>,
): Promise<void> {
  for (let length = count(); length >= 1; length = Math.floor(length / 2)) {
    for (let first = 0; first < count(); ) {
      if (!(await drop(first, Math.min(length, count() - first)))) first += length;
    }
  }
}

const steps = 20_000;

/** Candidates that wait for ever, or whose result depends on who is faster, tell nothing. */
function isSound(config: PumaMachineConfig, image: MachineImage): boolean {
  const [one, other] = [undefined, (n: number) => n - 1].map((next) => {
    const machine = new ReferenceMachine(config, image);
    const end = machine.run(steps, next);
    return JSON.stringify([
      end,
      machine.cores.map((core) => [core.registers, core.trap]),
      [...machine.memory.values],
    ]);
  });
  return one === other && one!.startsWith('["stopped"');
}

function sizeOf({ cores, tile, memory, packets }: MachineImage): number {
  const ofCores = cores.reduce((sum, { words, registers, cells }) => {
    return sum + words.length + registers.length + cells.filter((one) => one !== undefined).length;
  }, 0);
  return ofCores + (tile?.words.length ?? 0) + memory.length + packets.length;
}

function without(words: BigUint64Array, first: number, length: number): BigUint64Array {
  return BigUint64Array.from([...words].toSpliced(first, length));
}

function withCore(image: MachineImage, core: number, changes: Partial<CoreImage>): MachineImage {
  return { ...image, cores: image.cores.with(core, { ...image.cores[core]!, ...changes }) };
}

/** Branches go where they went. */
function withoutInstructions(
  config: PumaMachineConfig,
  image: MachineImage,
  core: number,
  first: number,
  length: number,
): MachineImage {
  const geometry = machineGeometry(config);
  const moved = [...without(image.cores[core]!.words, first, length)].map((word) => {
    const instruction = decode('core', geometry, word);
    const pc = instruction?.fields.pc;
    if (instruction === undefined || pc === undefined || pc <= first) return word;
    const fields = { ...instruction.fields, pc: Math.max(first, pc - length) };
    return encode('core', geometry, { ...instruction, fields });
  });
  return withCore(image, core, { words: BigUint64Array.from(moved) });
}
