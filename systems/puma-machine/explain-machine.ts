import type { MachineTrace } from '../../base/machine-trace.js';
import { disassembleWord } from '../../compiler/puma/index.js';
import { registerText } from '../../compiler/puma/instruction-text.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { MachineImage } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import type { MachineRun } from '../../sim-models/puma/machine/index.js';
import type { ProgramDivergence } from '../machine-api.js';
import type { MachineState } from './decode-state.js';
import { type EventInstruction, locateEvent } from './locate-event.js';
import { fieldsByName, type LogDivergence, type MachineEventKind, wentAstray } from './log-divergence.js';
import { coreStateLines, type StateLine, tileStateLines, valueTexts } from './state-lines.js';
import { stateTexts } from './state-texts.js';

/** What the explanation of a divergence is made from. */
export interface DivergenceContext {
  readonly config: PumaMachineConfig;
  readonly image: MachineImage;
  readonly golden: MachineRun & { readonly trace: MachineTrace };
  readonly rtl: MachineTrace;
  /** The RTL's units after the run, where they could be read. */
  readonly state?: MachineState;
  /** Sticky flags of a core before the cycle of an instruction. */
  readonly flagsBefore: (core: number, instruction: number) => number;
}

const eventWords: Readonly<Record<MachineEventKind, string>> = {
  retired: 'retirement',
  write: 'register write',
  output: 'word of a product',
  memory: 'word of a memory block',
  packet: 'word of a packet',
};

/** Explains a divergence: the instruction with its source line, the state before it, expected and got. */
export function explainMachine(context: DivergenceContext, found: LogDivergence): ProgramDivergence {
  const { config, image, golden, rtl } = context;
  const at = locateEvent(config, image, golden, rtl, found);
  const geometry = machineGeometry(config);
  const isCore = at.unit === 'core';
  const before = isCore
    ? [...coreStateLines(config, image, golden.trace, at), ...flagLine(context, at)]
    : tileStateLines(config, image, golden.trace, at);
  const text = disassembleWord(at.word, geometry, at.unit);
  const record = (values: readonly number[] | undefined) => values && fieldsByName(found.place.kind, values);
  const expected = record(found.expected);
  const got = record(found.got);
  return {
    kind: found.place.kind,
    unit: unitName(found, geometry.cores),
    nature: found.nature,
    event: found.index,
    instruction: {
      number: at.number,
      address: at.address,
      text,
      ...(at.line ? { source: at.line } : {}),
    },
    ...(expected ? { expected } : {}),
    ...(got ? { got } : {}),
    before,
    ...(Number.isFinite(found.cycle) ? { cycle: found.cycle } : {}),
    explanation: story(context, found, at, text, before).join('\n'),
  };
}

function story(
  context: DivergenceContext,
  found: LogDivergence,
  at: EventInstruction,
  text: string,
  before: readonly StateLine[],
): string[] {
  const { config, state } = context;
  const { kind, unit } = found.place;
  const geometry = machineGeometry(config);
  const lines = [`first divergence: ${eventWords[kind]} of ${unitName(found, geometry.cores)}`];
  const numbered =
    at.unit === 'core' ? `instruction ${at.number}, at address ${at.address}` : `at address ${at.address}`;
  lines.push(`  ${numbered}: ${text}`);
  if (at.line) lines.push(`  --> ${at.line.file}:${at.line.line}: ${at.line.text.trim()}`);
  if (found.nature === 'missing') lines.push('  the RTL has no such event');
  if (found.nature === 'surplus') lines.push('  the RTL has an event that nobody expected');
  if (wentAstray(found)) {
    lines.push(`  after it the RTL went on at address ${found.got?.[0]}, not ${found.expected?.[0]}`);
  }
  const shown = (values: readonly number[] | undefined, side: string) =>
    values ? [[side, ...eventTexts(config, kind, values)]] : [];
  lines.push(...table([...shown(found.expected, 'expected'), ...shown(found.got, 'got')], '  '));
  if (before.length > 0) {
    lines.push('  before it');
    lines.push(
      ...table(
        before.map(({ role, name, texts }) => [role, name, ...texts]),
        '    ',
      ),
    );
  }
  if (Number.isFinite(found.cycle))
    lines.push(`  event ${found.index} of its log, cycle ${found.cycle} of the RTL`);
  else lines.push(`  event ${found.index} of its log`);
  const now = unit < geometry.cores ? state?.cores[unit] : state?.tile;
  if (found.nature === 'missing' && now) {
    lines.push(
      `  in the end ${unitName({ place: { kind: 'retired', unit } }, geometry.cores)} of the RTL ${stateTexts(now)}`,
    );
  }
  return lines;
}

export function unitName({ place }: Pick<LogDivergence, 'place'>, cores: number): string {
  if (place.unit >= cores) return 'the tile control unit';
  return place.mvmu === undefined ? `core ${place.unit}` : `core ${place.unit}, MVMU ${place.mvmu}`;
}

function eventTexts(config: PumaMachineConfig, kind: MachineEventKind, values: readonly number[]): string[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = values;
  switch (kind) {
    case 'retired':
      return [`address ${a}`, `${b} words written so far`];
    case 'write':
      return [registerText(a, 'xin', machineGeometry(config)), ...valueTexts(config, b)];
    case 'output':
      return [`column ${a}`, ...valueTexts(config, b)];
    case 'memory':
      return [
        a === 1 ? 'written' : 'read',
        `word ${b}`,
        ...valueTexts(config, c),
        `valid ${d}`,
        `count ${e}`,
      ];
    case 'packet':
      return [`tile ${a}`, `FIFO ${b}`, `width ${c}`, ...valueTexts(config, d)];
  }
}

function flagLine({ flagsBefore }: DivergenceContext, { core, number }: EventInstruction): StateLine[] {
  const flags = flagsBefore(core, number);
  const names = ['overflow', 'divide', 'domain'].filter((_, bit) => ((flags >>> bit) & 1) === 1);
  return [{ role: 'flags', name: names.length === 0 ? 'none' : names.join(' '), texts: [] }];
}

/** Rows with equal columns, two blanks between them. */
function table(rows: readonly (readonly string[])[], indent: string): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [k, text] of row.entries()) widths[k] = Math.max(widths[k] ?? 0, text.length);
  return rows.map((row) => `${indent}${row.map((text, k) => text.padEnd(widths[k]!)).join('  ')}`.trimEnd());
}
