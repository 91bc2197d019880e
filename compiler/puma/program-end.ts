import type { Findings } from './findings.js';
import type { Instruction } from './instruction.js';
import type { Section } from './sections.js';

/** A program that goes on past its last word meets whatever is there.
 *  @param instructions of the program, none where a word is no instruction */
export function warnOfEnd(
  { unit, program }: Section,
  instructions: readonly (Instruction | undefined)[],
  findings: Findings,
): void {
  const hint = 'words past the program are no instructions: the unit would trap';
  const isRaw = (k: number) => program[k]?.head.text === '.word';
  for (const [k, instruction] of instructions.entries()) {
    const target = instruction?.values.pc;
    const place = program[k]?.head.place;
    if (target === undefined || place === undefined || target < program.length || isRaw(k)) continue;
    findings.warning('CW-P019', place, 'the jump leads past the end of the program', { hint });
  }
  const last = instructions.at(-1);
  const place = program.at(-1)?.head.place;
  if (last === undefined || place === undefined || isRaw(program.length - 1)) return;
  if (['hlt', 'halt', 'jmp'].includes(last.format.name)) return;
  findings.warning('CW-P019', place, 'the program does not end here', {
    expected: unit === 'core' ? 'hlt or jmp as the last instruction' : 'halt as the last instruction',
    hint,
  });
}
