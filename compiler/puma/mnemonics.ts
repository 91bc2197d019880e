import { nearestWord } from '../../config/nearest-word.js';
import type { InstructionFormat, OperationFormat } from '../../config/puma/encoding.js';
import { formatsOf, mnemonicOf, type Unit } from './instruction.js';

/** What a mnemonic stands for. */
export interface Mnemonic {
  readonly format: InstructionFormat;
  readonly operation?: OperationFormat;
  /** `copy.xin`: side 1 also where the source is a general register. */
  readonly side?: 1;
}

const tables = { core: table('core'), tile: table('tile') };

export function findMnemonic(text: string, unit: Unit): Mnemonic | undefined {
  return tables[unit].get(text);
}

/** Why a unit does not know a mnemonic, in a few words. */
export function mnemonicHint(text: string, unit: Unit, directives: readonly string[]): string {
  const other = unit === 'core' ? 'tile' : 'core';
  if (tables[other].has(text)) {
    return other === 'tile'
      ? 'it is an instruction of the tile control unit: put it below .tile'
      : 'it is an instruction of a core: put it below .core';
  }
  const whole = [...tables[unit].values()].find(({ format }) => format.name === text);
  const operations = whole?.format.operations?.map(({ name }) => `${text}.${name}`);
  if (operations !== undefined) return `it takes an operation: ${operations.join(', ')}`;
  const nearest = nearestWord(text, [...tables[unit].keys(), ...directives]);
  return nearest === undefined ? 'docs/puma-assembly.md lists them' : `did you mean ${nearest}?`;
}

function table(unit: Unit): ReadonlyMap<string, Mnemonic> {
  const entries = formatsOf(unit).flatMap((format): readonly (readonly [string, Mnemonic])[] => {
    if (format.operations === undefined) return [[format.name, { format }]];
    return format.operations.map((operation) => [mnemonicOf({ format, operation }), { format, operation }]);
  });
  const copy = formatsOf(unit).find(({ name }) => name === 'copy');
  return new Map([
    ...entries,
    ...(copy === undefined ? [] : [['copy.xin', { format: copy, side: 1 }] as const]),
  ]);
}
