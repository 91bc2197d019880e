import type { SourceLine } from '../../config/puma/image.js';
import type { MachineRun, UnitWait } from '../../sim-models/puma/machine/index.js';
import type { MachineComparison } from './compare-runs.js';
import { stateTexts } from './state-texts.js';

/** State differences that are listed; the rest is counted. */
const listed = 20;

/** A comparison as text: the first divergence; what differs in the end; who waits, on both sides. */
export function reportText({
  golden,
  rtl,
  first,
  divergences,
  differences,
  slower,
  verdict,
  message,
}: Omit<MachineComparison, 'explanation'>): string {
  const lines = [`${verdict}: ${message}`];
  if (first) lines.push('', first.explanation);
  if (divergences.length > 1) lines.push(`and ${divergences.length - 1} more logs that differ`);
  if (differences.length > 0) {
    lines.push('', 'in the end');
    for (const { unit, what, expected, got } of differences.slice(0, listed)) {
      lines.push(`  ${unit}, ${what}: expected ${expected}, got ${got}`);
    }
    if (differences.length > listed) lines.push(`  and ${differences.length - listed} more`);
  }
  if (slower) {
    lines.push(
      '',
      `first instruction that took another time: core ${slower.core}, instruction ${slower.number}, at address ${slower.address}: ${slower.text}`,
      ...sourceLines(slower.line),
      `  expected ${slower.expected} cycles since the one before, got ${slower.got}`,
    );
  }
  const isCutOff = rtl.end === 'cut off' && golden.end.reason !== 'limit';
  if (golden.end.reason === 'deadlock' || rtl.end === 'stuck' || isCutOff) {
    lines.push('', ...waitLines(golden, rtl));
  }
  return `${lines.join('\n')}\n`;
}

/** Who waits for what: the golden model's report, and the RTL's units as the debug port shows them. */
function waitLines(golden: MachineRun, rtl: MachineComparison['rtl']): string[] {
  const lines: string[] = [];
  if (golden.end.reason === 'deadlock') {
    lines.push('golden model: nothing can move any more', ...golden.end.waits.flatMap(waitText));
  } else lines.push(`golden model: ${golden.end.reason === 'stopped' ? 'every unit stopped' : 'cut off'}`);
  lines.push(
    `RTL: ${rtl.end === 'stuck' ? 'stuck' : rtl.end === 'stopped' ? 'every unit stopped' : rtl.end}`,
  );
  for (const [core, state] of rtl.state?.cores.entries() ?? [])
    lines.push(`  core ${core} ${stateTexts(state)}`);
  if (golden.tile && rtl.state) lines.push(`  the tile control unit ${stateTexts(rtl.state.tile)}`);
  return lines;
}

/** A unit that waits, in the golden model's words. */
export function waitText({ unit, instruction, pc, line, since, waitsFor }: UnitWait): string[] {
  const name = unit === 'tile' ? 'the tile control unit' : unit;
  if (waitsFor.what === 'packet') {
    return [
      `  ${name} waits in \`${instruction}\` at address ${pc} since cycle ${since}, for a packet in FIFO ${waitsFor.fifo}`,
      ...sourceLines(line, '    '),
    ];
  }
  const blocking = waitsFor.words.filter(({ valid }) => (valid === 1) !== (waitsFor.what === 'valid'));
  const words = blocking
    .slice(0, 4)
    .map(({ address, valid, count }) => `word ${address} (valid ${valid}, count ${count})`);
  const more = blocking.length > 4 ? ` and ${blocking.length - 4} more` : '';
  return [
    `  ${name} waits in \`${instruction}\` at address ${pc} since cycle ${since}, for its block to be ${waitsFor.what}: ${words.join(', ')}${more}`,
    ...sourceLines(line, '    '),
  ];
}

/** Where an instruction stands in the source. */
export function sourceLines(line: SourceLine | undefined, indent = '  '): string[] {
  return line === undefined ? [] : [`${indent}--> ${line.file}:${line.line}: ${line.text.trim()}`];
}
