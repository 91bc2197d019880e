import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsOf } from '../../config/field.js';
import { type MixedSignalArrayConfig, mixedSignalStyles } from '../../config/mixed-signal-array.js';
import { mixedSignalArrayRules } from '../../config/mixed-signal-array-rules.js';
import { mixedSignalArraySchema } from '../../config/mixed-signal-array-schema.js';

const schema: z.ZodType<MixedSignalArrayConfig> = mixedSignalArraySchema;
const least = { system: 'mixed-signal-array', name: 'unit', style: 'multibit-capacitor' } as const;
const of = (keys: object) => schema.parse({ ...least, ...keys });
const breaches = (keys: object) => {
  const config = of(keys);
  return mixedSignalArrayRules.flatMap((rule) => rule.breach(config) ?? []);
};

describe('the configuration of mixed-signal-array', () => {
  it('has the keys, ranges and defaults of docs/mixed-signal-arrays.md', () => {
    const page = readFileSync(new URL('../../docs/mixed-signal-arrays.md', import.meta.url), 'utf8');
    const rows = page.slice(0, page.indexOf('## Arithmetic')).match(/^\| `.*$/gm) ?? [];
    const keys = rows.slice(1).map((row) => {
      const [key, range, fallback] = row.split('|').slice(1, 4);
      const [, from, to] = /(\d+)\.\.(\w+)/.exec(range!) ?? [];
      const most = to === 'columns' ? 256 : Number(to);
      return { key: /`(\w+)`/.exec(key!)?.[1] ?? '', least: Number(from), most, fallback: fallback! };
    });
    expect(['system', 'name', 'style', ...keys.map(({ key }) => key), 'nonideal']).toEqual(
      Object.keys(fieldsOf(mixedSignalArraySchema)),
    );
    const xnor = of({ style: 'xnor-capacitor' });
    for (const { key, least: from, most, fallback } of keys) {
      const takes = (value: number) => schema.safeParse({ ...least, [key]: value }).success;
      expect([key, ...[from - 1, from, most, most + 1].map(takes)]).toEqual([key, false, true, true, false]);
      const [one, two = one] = [...fallback.matchAll(/\d+/g)].map(Number);
      expect([key, of({})[key as 'rows'], xnor[key as 'rows']]).toEqual([key, one, two]);
    }
  });

  it('takes the four styles, and none by default', () => {
    expect(mixedSignalStyles.map((style) => of({ style }).style)).toEqual(mixedSignalStyles);
    expect(schema.safeParse({ ...least, style: undefined }).success).toBe(false);
    expect(z.toJSONSchema(mixedSignalArraySchema, { io: 'input' })).toMatchObject({
      required: ['system', 'name', 'style'],
      description: 'An array of unit elements with an analog sum down each column, in one of four styles.',
    });
  });

  it('keeps widths that are given', () => {
    expect(of({ weightBits: 3, inputBits: 2 })).toMatchObject({ weightBits: 3, inputBits: 2 });
    expect(of({ style: 'xnor-capacitor', weightBits: 3 })).toMatchObject({ weightBits: 3, inputBits: 1 });
  });
});

describe('the rules of mixed-signal-array', () => {
  it('let defaults of every style through, and the widest of each', () => {
    for (const style of mixedSignalStyles) expect(breaches({ style })).toEqual([]);
    expect(breaches({ weightBits: 8, inputBits: 8, adcBits: 16, adcs: 64 })).toEqual([]);
    expect(breaches({ style: 'resistive-ramp', weightBits: 4, inputBits: 8, adcBits: 6 })).toEqual([]);
  });

  it('keep the widths of a style', () => {
    expect(breaches({ style: 'xnor-capacitor', weightBits: 2, inputBits: 3 })).toEqual([
      {
        path: 'weightBits',
        message: 'an XNOR cell holds one bit',
        expected: '1 bit with style "xnor-capacitor"',
        actual: '2 bits',
        hint: 'leave weightBits out, or choose another style',
      },
      {
        path: 'inputBits',
        message: 'an XNOR cell takes one bit',
        expected: '1 bit with style "xnor-capacitor"',
        actual: '3 bits',
        hint: 'leave inputBits out, or choose another style',
      },
    ]);
    expect(breaches({ style: 'resistive-ramp', weightBits: 5, adcBits: 7 })).toEqual([
      {
        path: 'weightBits',
        message: 'a resistive cell holds no more bits',
        expected: 'at most 4 bits with style "resistive-ramp"',
        actual: '5 bits',
        hint: 'set weightBits to 4 or less',
      },
      {
        path: 'adcBits',
        message: 'a ramp has a replica cell for every threshold',
        expected: 'at most 6 bits with style "resistive-ramp"',
        actual: '7 bits',
        hint: 'set adcBits to 6 or less',
      },
    ]);
  });

  it('keep converters within columns', () => {
    expect(breaches({ columns: 3 })).toEqual([
      {
        path: 'adcs',
        message: 'there are more ADCs than columns',
        expected: 'at most `columns` = 3 ADCs',
        actual: '4 ADCs',
        hint: 'set adcs to 3 or less',
      },
    ]);
  });

  it('keep layers to the arrays that have them', () => {
    expect(breaches({ style: 'resistive-ramp', nonideal: { capacitorMismatch: 0.1 } })).toEqual([
      {
        path: 'nonideal.capacitorMismatch',
        message: 'a resistive array has no capacitors',
        expected: 'style "multibit-capacitor", or no `nonideal.capacitorMismatch`',
        actual: 'style "resistive-ramp" with nonideal.capacitorMismatch',
        hint: 'leave nonideal.capacitorMismatch out',
      },
    ]);
    const resistive = {
      ...{ programming: 0.1, driftTime: 1, driftExponent: 0.1, onOffRatio: 20, irDrop: 0.1 },
      offCurrent: 'reference',
    };
    for (const [key, value] of Object.entries(resistive)) {
      expect(breaches({ style: 'bit-serial-sram', nonideal: { [key]: value } })[0]).toEqual({
        path: `nonideal.${key}`,
        message: 'a capacitive array has no resistive devices',
        expected: `style "resistive-ramp", or no \`nonideal.${key}\``,
        actual: `style "bit-serial-sram" with nonideal.${key}`,
        hint: `leave nonideal.${key} out`,
      });
    }
    expect(breaches({ style: 'resistive-ramp', nonideal: resistive })).toEqual([]);
    const everywhere = { stuckOff: 0.1, stuckOn: 0.1, read: 0.1, adc: 1, comparator: 1 };
    for (const style of mixedSignalStyles) expect(breaches({ style, nonideal: everywhere })).toEqual([]);
    expect(breaches({ nonideal: { capacitorMismatch: 0.1, ...everywhere } })).toEqual([]);
  });

  it('hold for non-idealities of every array too', () => {
    expect(breaches({ nonideal: { stuckOff: 1, stuckOn: 1 } })).toMatchObject([{ path: 'nonideal.stuckOn' }]);
    expect(breaches({ style: 'resistive-ramp', nonideal: { offCurrent: 'reference' } })).toMatchObject([
      { path: 'nonideal.offCurrent' },
    ]);
  });
});
