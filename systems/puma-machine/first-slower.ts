import type { MachineTrace } from '../../base/machine-trace.js';
import { disassembleWord } from '../../compiler/puma/index.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { MachineImage, SourceLine } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';

/** An instruction that took another time on the RTL. */
export interface SlowerInstruction {
  readonly core: number;
  /** Among the retired ones. */
  readonly number: number;
  readonly address: number;
  readonly text: string;
  readonly line?: SourceLine;
  /** Cycles since the instruction before it retired. */
  readonly expected: number;
  readonly got: number;
}

/** The first instruction, by the RTL's cycles, between whose retirement and that of the one before it other cycles
 *  passed than on the golden model. */
export function firstSlower(
  config: PumaMachineConfig,
  image: MachineImage,
  golden: MachineTrace,
  rtl: MachineTrace,
): SlowerInstruction | undefined {
  const geometry = machineGeometry(config);
  let first: (SlowerInstruction & { readonly cycle: number }) | undefined;
  for (const [core, { retired }] of golden.cores.entries()) {
    const other = rtl.cores[core]?.retired;
    if (other === undefined) continue;
    for (let n = 1; n < Math.min(retired.length, other.length); n += 1) {
      const expected = retired.cycle(n)! - retired.cycle(n - 1)!;
      const got = other.cycle(n)! - other.cycle(n - 1)!;
      if (expected === got) continue;
      const cycle = other.cycle(n)!;
      if (first && first.cycle <= cycle) break;
      const address = retired.at(n, 0);
      const word = image.cores[core]?.words[address] ?? 0n;
      const line = image.cores[core]?.lines?.[address];
      const text = disassembleWord(word, geometry, 'core');
      first = { core, number: n, address, text, ...(line ? { line } : {}), expected, got, cycle };
      break;
    }
  }
  if (first === undefined) return undefined;
  const { cycle: _, ...slower } = first;
  return slower;
}
