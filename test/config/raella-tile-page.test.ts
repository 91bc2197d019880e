import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  centresApart,
  crossbarFields,
  crossbarWords,
  layerRegisters,
  spaceLow,
  spaces,
} from '../../config/raella/configuration-map.js';
import { crossbarsOf, rowWords } from '../../config/raella/geometry.js';
import { raellaImaKind, raellaTileKind } from '../../config/systems.js';

const page = readFileSync(new URL('../../docs/raella-tile.md', import.meta.url), 'utf8');

/** Cells of the rows of the table under a heading row. */
function table(head: string): string[][] {
  const lines = page.slice(page.indexOf(head)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const names = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!);

describe('docs/raella-tile.md', () => {
  it('has the registers of a layer in the order of their indices, with their bits', () => {
    const rows = table('| register | bits | meaning |').flatMap(([cell, bits]) => {
      const range = /`lowBit0` \.\. `lowBit7`/.test(cell!);
      const all = range ? Array.from({ length: 8 }, (_, k) => `lowBit${k}`) : names(cell!);
      return all.map((name) => ({ name, bits: Number(bits!.split(',')[0]) }));
    });
    expect(rows).toEqual(layerRegisters.map(({ name, bits }) => ({ name, bits })));
  });

  it('has the fields of the crossbar table with their bits, and where they stand', () => {
    const rows = table('| field | bits | meaning |').flatMap(([cell, bits]) =>
      names(cell!).map((name, k) => ({ name, bits: Number(bits!.split(',')[k]) })),
    );
    expect(rows).toEqual(crossbarFields.map(({ name, bits }) => ({ name, bits })));
    const place = table('| space | index | data |').find(([cell]) => cell!.startsWith('2'))![1]!;
    const expected = crossbarFields
      .filter(({ low }) => low === 0)
      .map(({ name, word }) => `${word} ${name}`)
      .join(', ');
    expect(place).toContain(
      `${crossbarWords} g + field: ${expected}; filters with firstOutput in bits 31..16`,
    );
  });

  it('has the spaces with their numbers', () => {
    expect(page).toContain(`Address bits 23..${spaceLow} are the space, ${spaceLow - 1}..0 the index in it`);
    const rows = table('| space | index | data |').map(([cell]) => cell!.split(' '));
    expect(rows.map(([number, name]) => [name, Number(number)])).toEqual(
      Object.entries(spaces).map(([name, number]) => [`\`${name}\``, number]),
    );
    const centres = table('| space | index | data |').find(([cell]) => cell!.startsWith('5'))![1]!;
    expect(centres).toBe(`${centresApart} g + f`);
  });

  it('has the ranges and defaults of the keys beside those of the crossbar', () => {
    const defaults = raellaTileKind.schema.parse({ system: 'raella-tile', name: 'unit' });
    const takes = (key: string, value: number) =>
      raellaTileKind.schema.safeParse({ system: 'raella-tile', name: 'unit', [key]: value }).success;
    const rows = table('| key | range | default | meaning |');
    expect(rows.map(([key]) => names(key!)[0])).toEqual(['crossbars', 'imas', 'activationBytes', 'channels']);
    for (const [cell, range, fallback] of rows) {
      const key = names(cell!)[0]!;
      const [least, most] = /(\d+)\.\.(\d+)/.exec(range!)!.slice(1).map(Number);
      expect([key, ...[least! - 1, least!, most!, most! + 1].map((value) => takes(key, value))]).toEqual([
        key,
        false,
        true,
        true,
        false,
      ]);
      expect([key, defaults[key as 'imas']]).toEqual([key, Number(fallback)]);
    }
    expect([512, 1024, 768].map((bytes) => takes('activationBytes', bytes))).toEqual([true, true, false]);
    expect([crossbarsOf(defaults), rowWords(defaults)]).toEqual([32, 80]);
  });

  it('gives IMA and tile the keys of the crossbar, and the tile no settings of a layer', () => {
    const ima = raellaImaKind.schema.parse({ system: 'raella-ima', name: 'unit' });
    const tile = raellaTileKind.schema.parse({ system: 'raella-tile', name: 'unit' });
    expect([ima.crossbars, ima.layer.slicing]).toEqual([4, [4, 2, 2]]);
    expect(Object.keys(tile)).not.toContain('layer');
    expect(raellaTileKind.rules.length).toBeLessThan(raellaImaKind.rules.length);
  });
});
