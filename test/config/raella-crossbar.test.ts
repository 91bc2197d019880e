import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeField } from '../../config/field.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { raellaCrossbarRules } from '../../config/raella-crossbar-rules.js';
import { raellaCrossbarSchema } from '../../config/raella-crossbar-schema.js';

const schema: z.ZodType<RaellaCrossbarConfig> = raellaCrossbarSchema;
const least = { system: 'raella-crossbar', name: 'unit' } as const;
const defaults = schema.parse(least);

/** The number keys of docs/raella.md, "Crossbar", with range and default. */
function pageKeys(): { key: string; least: number; most: number; fallback: number }[] {
  const page = readFileSync(new URL('../../docs/raella.md', import.meta.url), 'utf8');
  // The first table with ranges; others are of pins and of a workload.
  const [table = ''] = page.match(/(^\|.*\.\..*\|\n)+/gm) ?? [];
  const rows = table.match(/^\| `.*\|$/gm) ?? [];
  return rows.flatMap((row) => {
    const [keys, ranges, fallbacks] = row
      .split('|')
      .slice(1, 4)
      .map((cell) => cell.trim().split(/, ?/));
    if (keys!.includes('`speculation`')) return [];
    return keys!.map((key, at) => {
      const [from, to] = (ranges![at] ?? ranges![0]!).split('..');
      // `adcs` goes up to `columns`: a rule, over the largest number of columns.
      const most = to === 'columns' ? 512 : Number(to);
      const fallback = Number(fallbacks![at] ?? fallbacks![0]);
      return { key: key.replaceAll('`', ''), least: Number(from), most, fallback };
    });
  });
}

describe('the configuration of raella-crossbar', () => {
  it('has the ranges and defaults of docs/raella.md', () => {
    const keys = pageKeys();
    expect(keys.map(({ key }) => key)).toEqual(['rows', 'columns', 'cellBits', 'dacBits', 'adcs', 'adcBits']);
    for (const { key, least: lowest, most, fallback } of keys) {
      const takes = (value: number) => schema.safeParse({ ...least, [key]: value }).success;
      expect([key, ...[lowest - 1, lowest, most, most + 1].map(takes)]).toEqual([
        key,
        false,
        true,
        true,
        false,
      ]);
      expect([key, defaults[key as 'rows']]).toEqual([key, fallback]);
    }
    expect(defaults.speculation).toEqual([4, 2, 2]);
    expect(Object.keys(raellaCrossbarSchema.shape).sort()).toEqual(
      [...keys.map(({ key }) => key), 'layer', 'name', 'nonideal', 'speculation', 'system'].sort(),
    );
  });

  it('takes lists of 2 to 8 widths 1 to 4, and says so', () => {
    const takes = (...speculation: unknown[]) => schema.safeParse({ ...least, speculation }).success;
    expect([takes(4, 4), takes(...new Array(8).fill(1)), takes(1, 3, 4)]).toEqual([true, true, true]);
    expect([
      takes(),
      takes(4),
      takes(...new Array(9).fill(1)),
      takes(0, 4, 4),
      takes(5, 3),
      takes(4, 3.5),
    ]).toEqual(new Array(6).fill(false));
    expect(describeField(raellaCrossbarSchema.shape.speculation)).toBe(
      'a list of 2..8 whole numbers 1..4 (bits) that sum to 8',
    );
    expect(z.toJSONSchema(raellaCrossbarSchema, { io: 'input' }).required).toEqual(['system', 'name']);
  });

  it('takes noise, and no other key', () => {
    expect(schema.parse({ ...least, nonideal: { read: 0.1 } }).nonideal).toEqual({
      ...{ seed: 0, stuckOff: 0, stuckOn: 0, programming: 0, driftTime: 0, driftExponent: 0 },
      ...{ irDrop: 0, read: 0.1, adc: 0, comparator: 0 },
    });
    expect(schema.safeParse({ ...least, slicing: [4, 4] }).success).toBe(false);
  });
});

describe('the rules of raella-crossbar', () => {
  const breaches = (changed: Partial<RaellaCrossbarConfig>) =>
    raellaCrossbarRules.flatMap((rule) => rule.breach({ ...defaults, ...changed }) ?? []);

  it('let the defaults through', () => {
    expect(breaches({})).toEqual([]);
  });

  it('keep ADCs within columns', () => {
    expect(breaches({ columns: 8, adcs: 8 })).toEqual([]);
    expect(breaches({ columns: 8, adcs: 9 })).toEqual([
      {
        path: 'adcs',
        message: 'there are more ADCs than columns',
        expected: 'at most `columns` = 8 ADCs',
        actual: '9 ADCs',
        hint: 'set adcs to 8 or less',
      },
    ]);
  });

  it('keep speculative slices within the DAC', () => {
    expect(breaches({ speculation: [2, 2, 3, 1], dacBits: 2 })).toEqual([
      {
        path: 'speculation.2',
        message: 'a speculative slice is wider than the DAC',
        expected: 'at most `dacBits` = 2 bits',
        actual: '3 bits',
        hint: 'split the slice, or set dacBits to 3 or more',
      },
    ]);
  });

  it('make the slices up to an input', () => {
    expect(breaches({ speculation: [4, 2, 1] })).toEqual([
      {
        path: 'speculation',
        message: 'the speculative slices do not make up an input',
        expected: 'widths that sum to 8 bits',
        actual: '4 + 2 + 1 = 7 bits',
        hint: 'a list such as [4, 2, 2] will do',
      },
    ]);
  });

  it('are each a sentence of its own', () => {
    expect(raellaCrossbarRules.map(({ rule }) => rule)).toEqual([
      '`adcs` is at most `columns`.',
      'Every width of `speculation` is at most `dacBits`.',
      'The widths of `speculation` sum to 8.',
      '`nonideal.stuckOff` and `nonideal.stuckOn` sum to at most 1.',
    ]);
  });
});
