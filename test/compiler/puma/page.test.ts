import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assembleText } from '../../../compiler/puma/index.js';
import { textFields } from '../../../compiler/puma/instruction.js';
import { loadMachine } from '../../../config/load-machine.js';
import { coreInstructions, type InstructionFormat, tileInstructions } from '../../../config/puma/encoding.js';
import { runMachine } from '../../../sim-models/puma/machine/index.js';

const page = new URL('../../../docs/puma-assembly.md', import.meta.url);
const update = process.env.CROSSWEAVE_UPDATE === '1';
const markdown = () => readFileSync(page, 'utf8');

test('the example of docs/puma-assembly.md computes what the page says', () => {
  const source = /```asm\n([^`]*)```/.exec(markdown())?.[1] ?? '';
  const { config } = loadMachine('puma-core-small');
  const { image, warnings } = assembleText(source, config);
  expect(warnings).toEqual([]);
  const run = runMachine(config, image);
  expect(run.end.reason).toBe('stopped');
  const told = /The results are (.*)\. \(/.exec(markdown())?.[1] ?? '';
  const words = told.match(/\d+(?:\.\d+)?/g)?.map((number) => Number(number) * 4096);
  expect(words).toHaveLength(6);
  expect([...run.memory.values.slice(6, 12)]).toEqual(words);
});

test('the table of operands is current', () => {
  const row = (unit: string) => (format: InstructionFormat) => {
    const operations = format.operations ?? [undefined];
    const texts = operations.map((operation) => {
      const used = textFields({ format, ...(operation === undefined ? {} : { operation }) });
      const operands = used
        .map(({ name }) => (name === 'address' && unit === 'core' ? '[address]' : name))
        .join(', ');
      return { name: operation === undefined ? format.name : `${format.name}.${operation.name}`, operands };
    });
    return [...new Set(texts.map(({ operands }) => operands))].map((operands) => {
      const names = texts.filter((text) => text.operands === operands).map(({ name }) => `\`${name}\``);
      return `| ${names.join(', ')} | ${operands} |`;
    });
  };
  const rows = [
    ...(coreInstructions as readonly InstructionFormat[]).flatMap(row('core')),
    ...(tileInstructions as readonly InstructionFormat[]).flatMap(row('tile')),
  ];
  const text = ['| instruction | operands |', '| --- | --- |', ...rows].join('\n');
  const whole = markdown();
  const head = '<!-- table: assembly -->\n';
  const start = whole.indexOf(head) + head.length;
  const end = whole.indexOf('<!-- end -->', start);
  expect(start).toBeGreaterThan(head.length);
  if (update) writeFileSync(page, `${whole.slice(0, start)}${text}\n${whole.slice(end)}`);
  else expect(whole.slice(start, end).trim()).toBe(text);
});

test('the table of directives has all of them', () => {
  const { config } = loadMachine('puma-core-small');
  const named = new Set(markdown().match(/(?<=^\| `)\.[a-z]+/gm));
  for (const directive of ['.core', '.tile', '.const', '.data', '.cells', '.memory', '.packet', '.word']) {
    expect(named).toContain(directive);
    expect(() => assembleText(`${directive} ?`, config)).not.toThrow(/CW-P002/);
  }
});
