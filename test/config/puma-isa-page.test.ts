import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../config/index.js';
import {
  coreInstructions,
  coreOpcodeBits,
  type FieldFormat,
  fieldBits,
  type InstructionFormat,
  tileInstructions,
  tileOpcodeBits,
} from '../../config/puma/encoding.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import { pumaTileSchema } from '../../config/puma-machine-schema.js';
import { lookupErrors } from './exact-look-ups.js';
import { keyTable } from './key-table.js';

const page = new URL('../../docs/puma-isa.md', import.meta.url);
/** With CROSSWEAVE_UPDATE=1 the tables are written anew instead of being compared. */
const update = process.env.CROSSWEAVE_UPDATE === '1';

const config = parseConfig({ system: 'puma-tile', name: 'unit' });
if (config.system !== 'puma-tile') throw new Error('no tile');
const geometry = machineGeometry(config);

/** Keys of both machines; what only a tile has is marked. */
function machineTable(): string {
  const [title = '', line = '', ...rows] = keyTable(pumaTileSchema).split('\n');
  const kept = rows.filter((row) => !/^\| `(system|name)`/.test(row));
  const marked = kept.map((row) =>
    /^\| `(cores|tile)/.test(row) ? row.replace(/\. \|$/, '; `puma-tile` only. |') : row,
  );
  return [title, line, ...marked].join('\n');
}

/** Fields with their widths, and the sum for the default machine. */
function instructionTable(instructions: readonly InstructionFormat[], opcodeBits: number): string {
  const width = (field: FieldFormat) => `${field.name} ${field.bits}`;
  const rows = instructions.map((instruction) => {
    const { name, opcode, fields, comment } = instruction;
    const bits = [opcodeBits, ...fields.map((field) => fieldBits(field, geometry))];
    const total = bits.reduce((sum, one) => sum + one, 0);
    const sum = bits.length === 1 ? `${total}` : `${bits.join(' + ')} = ${total}`;
    return `| ${opcode} | \`${name}\` | ${fields.map(width).join(', ')} | ${sum} | ${comment} |`;
  });
  return [
    `| opcode (${opcodeBits} bits) | instruction | fields and their bits | bits of the default machine | |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Operations with their codes, those of one instruction with equal fields on one line. */
function operationTable(): string {
  const rows = (coreInstructions as readonly InstructionFormat[]).flatMap(({ name, operations = [] }) => {
    const uses = [...new Set(operations.map((operation) => operation.uses.join(', ')))];
    return uses.map((fields) => {
      const same = operations.filter((operation) => operation.uses.join(', ') === fields);
      return `| \`${name}\` | ${same.map((operation) => `\`${operation.name}\` ${operation.code}`).join(', ')} | ${fields} |`;
    });
  });
  return ['| instruction | operations and their codes | fields used |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function errorsText(): string {
  const errors = Object.entries(lookupErrors(12)).map(([name, error]) => `\`${name}\` ${error.toFixed(3)}`);
  return `${errors.join(', ')} units of the last place at most, over all inputs whose result does not saturate.`;
}

const blocks: readonly (readonly [string, () => string, '\n' | ''])[] = [
  ['table: puma-machine', machineTable, '\n'],
  ['table: core-instructions', () => instructionTable(coreInstructions, coreOpcodeBits), '\n'],
  ['table: alu-operations', operationTable, '\n'],
  ['table: tile-instructions', () => instructionTable(tileInstructions, tileOpcodeBits), '\n'],
  ['value: lookup-errors', errorsText, ''],
];

describe('docs/puma-isa.md', () => {
  test.each(blocks)('%s is current', (name, make, line) => {
    const text = make();
    const markdown = readFileSync(page, 'utf8');
    const head = `<!-- ${name} -->${line}`;
    const start = markdown.indexOf(head) + head.length;
    const end = markdown.indexOf('<!-- end -->', start);
    expect(start).toBeGreaterThan(head.length);
    if (update) writeFileSync(page, `${markdown.slice(0, start)}${text}${line}${markdown.slice(end)}`);
    else expect(markdown.slice(start, end).trim()).toBe(text);
  });

  test('look-ups of a word with 12 fraction bits are as good as the page promises', () => {
    const { sigmoid, tanh } = lookupErrors(12);
    expect(sigmoid).toBeLessThan(0.65);
    expect(tanh).toBeLessThan(0.93);
  });
});
