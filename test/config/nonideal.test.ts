import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { parseConfig } from '../../config/index.js';
import { activeNonideal, everyLayer, layersOn } from '../../config/nonideal.js';
import {
  anyNonidealSchema,
  pairNonidealSchema,
  resistiveNonidealSchema,
} from '../../config/nonideal-schema.js';

const unit = { system: 'puma-mvmu', name: 'unit' };
const array = { system: 'signed-array', name: 'array' };

function findings(json: unknown): unknown[] {
  try {
    parseConfig(json);
  } catch (error) {
    if (error instanceof CrossweaveError) return [...error.diagnostics];
    throw error;
  }
  return [];
}

/** Keys, ranges and defaults of docs/analog.md. */
function pageKeys() {
  const page = readFileSync(new URL('../../docs/analog.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('## Keys'), page.indexOf('## A device'));
  return (table.match(/^\| `.*$/gm) ?? []).flatMap((row) => {
    const [keys, ranges, fallback, arrays] = row
      .split('|')
      .slice(1, 5)
      .map((cell) => cell.trim());
    return [...keys!.matchAll(/`(\w+)`/g)].map(([, key], at) => {
      const parts = ranges!.split(';').filter((part) => part.includes(' .. '));
      const range = (parts[at] ?? parts[0])?.match(/([\d.e]+|2\^32 - 1) \.\. ([\d.e]+\^?\d*)/);
      const most = range?.[2] === '2^32' ? 2 ** 32 - 1 : Number(range?.[2]);
      return { key: key!, least: Number(range?.[1]), most, fallback: fallback!, arrays: arrays! };
    });
  });
}

describe('the keys of nonideal', () => {
  const keys = pageKeys();

  test('are those of docs/analog.md, with its ranges and defaults', () => {
    expect(keys.map(({ key }) => key)).toEqual(Object.keys(anyNonidealSchema.shape));
    const defaults: Record<string, unknown> = anyNonidealSchema.parse({});
    for (const { key, least, most, fallback } of keys) {
      const takes = (value: unknown) => anyNonidealSchema.safeParse({ [key]: value }).success;
      if (key === 'offCurrent') {
        expect([takes('kept'), takes('reference'), takes('dropped'), defaults[key]]).toEqual([
          true,
          true,
          false,
          'kept',
        ]);
        continue;
      }
      expect([
        key,
        takes(least),
        takes(most),
        takes(least - 0.01),
        takes(most + (key === 'seed' ? 1 : 0.001)),
      ]).toEqual([key, true, true, false, false]);
      expect([key, defaults[key]]).toEqual([key, fallback === '-' ? undefined : Number(fallback)]);
    }
  });

  test('are taken by the arrays that docs/analog.md says', () => {
    const of = (belongs: (arrays: string) => boolean) =>
      keys.filter(({ arrays }) => belongs(arrays)).map(({ key }) => key);
    expect(Object.keys(pairNonidealSchema.shape)).toEqual(
      of((arrays) => ['all', 'resistive'].includes(arrays)),
    );
    expect(Object.keys(resistiveNonidealSchema.shape)).toEqual(of((arrays) => arrays !== 'capacitive'));
  });

  test('of pairs and of resistive arrays leave out what does not belong to them', () => {
    expect(findings({ ...unit, nonideal: { capacitorMismatch: 0.1 } })).toEqual([
      {
        code: 'CW-C002',
        severity: 'error',
        message: 'unknown key "capacitorMismatch"',
        where: { kind: 'json', path: 'nonideal.capacitorMismatch' },
        expected:
          'one of seed, stuckOff, stuckOn, programming, driftTime, driftExponent, onOffRatio, offCurrent, irDrop, read, adc, comparator',
        actual: '"capacitorMismatch"',
        hint: 'remove the key',
      },
    ]);
    expect(findings({ ...array, nonideal: { offCurrent: 'kept' } })).toMatchObject([{ code: 'CW-C002' }]);
  });
});

describe('layers', () => {
  const off = { seed: 7, programming: 0, read: 0, adc: 0 };

  test('are all off, whatever the seed, or on by any key', () => {
    expect([activeNonideal(undefined), activeNonideal(off)]).toEqual([undefined, undefined]);
    expect(activeNonideal({ ...off, offCurrent: 'reference', irDrop: 0, comparator: 0 })).toBeUndefined();
    const on: [string, number][] = [
      ...(['stuckOff', 'stuckOn', 'programming', 'driftTime', 'driftExponent', 'irDrop'] as const),
      ...(['capacitorMismatch', 'read', 'adc', 'comparator'] as const),
    ].map((key) => [key, 0.25]);
    on.push(['onOffRatio', 20]);
    for (const [key, value] of on) {
      const nonideal = { ...off, [key]: value };
      expect(activeNonideal(nonideal)).toBe(nonideal);
      expect(layersOn(nonideal)).toEqual([key]);
    }
  });

  test('have a value each, and no ratio is an infinite one', () => {
    expect(everyLayer({ ...off, irDrop: 0.1 })).toEqual({
      ...{ seed: 7, stuckOff: 0, stuckOn: 0, programming: 0, driftTime: 0, driftExponent: 0 },
      ...{ onOffRatio: Number.POSITIVE_INFINITY, offCurrent: 'kept', irDrop: 0.1, capacitorMismatch: 0 },
      ...{ read: 0, adc: 0, comparator: 0 },
    });
  });

  test('that are all off make the configuration ideal', () => {
    for (const nonideal of [{}, { seed: 3 }, { stuckOn: 0, irDrop: 0, comparator: 0 }]) {
      expect(parseConfig({ ...unit, nonideal })).toEqual(parseConfig(unit));
    }
    for (const nonideal of [{ stuckOn: 0.1 }, { onOffRatio: 20 }, { comparator: 1 }, { driftTime: 5 }]) {
      expect(parseConfig({ ...unit, nonideal })).toMatchObject({ nonideal });
    }
  });
});

describe('rules, whole', () => {
  const breach = { code: 'CW-C008', severity: 'error' };

  test('more devices stuck than there are', () => {
    const nonideal = { stuckOff: 0.7, stuckOn: 0.4 };
    const machine = { system: 'puma-core', name: 'core', nonideal };
    for (const json of [{ ...unit, nonideal }, { ...array, nonideal }, machine]) {
      expect(findings(json)).toEqual([
        {
          ...breach,
          message: 'more devices are stuck than there are',
          where: { kind: 'json', path: 'nonideal.stuckOn' },
          expected: 'shares that sum to at most 1',
          actual: '0.7 + 0.4 of the devices',
          hint: 'lower nonideal.stuckOff or nonideal.stuckOn',
        },
      ]);
    }
    expect(findings({ ...unit, nonideal: { stuckOff: 0.42, stuckOn: 0.58 } })).toEqual([]);
  });

  test('a reference column without an off-current', () => {
    expect(findings({ ...unit, nonideal: { offCurrent: 'reference' } })).toEqual([
      {
        ...breach,
        message: 'a reference column takes off a current that is not there',
        where: { kind: 'json', path: 'nonideal.offCurrent' },
        expected: '`nonideal.onOffRatio` beside "reference"',
        actual: '"reference" without nonideal.onOffRatio',
        hint: 'set nonideal.onOffRatio, or leave nonideal.offCurrent out',
      },
    ]);
    const nonideal = { offCurrent: 'reference', onOffRatio: 20 };
    expect(findings({ ...unit, nonideal })).toEqual([]);
    expect(findings({ system: 'puma-tile', name: 'tile', nonideal })).toEqual([]);
  });

  test('a reference column beside pairs', () => {
    const nonideal = { offCurrent: 'reference', onOffRatio: 20 };
    const finding = (where: string) => ({
      ...breach,
      message: 'in a pair of devices the off-currents cancel without a reference column',
      where: { kind: 'json', path: 'nonideal.offCurrent' },
      expected: `"kept" with ${where}`,
      actual: '"reference"',
      hint: 'leave nonideal.offCurrent out',
    });
    expect(findings({ ...unit, encoding: 'differential', nonideal })).toEqual([
      finding('`encoding` `differential`'),
    ]);
    const core = { system: 'puma-core', name: 'core', mvmu: { encoding: 'differential' }, nonideal };
    expect(findings(core)).toEqual([finding('`mvmu.encoding` `differential`')]);
    const kept = { onOffRatio: 20 };
    expect(findings({ ...unit, encoding: 'differential', nonideal: kept })).toEqual([]);
  });
});
