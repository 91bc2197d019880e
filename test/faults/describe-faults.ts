import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CosimOptions, CosimResult } from '../../systems/api.js';
import { cosim } from '../../systems/cosim.js';
import { generate } from '../../systems/generate.js';
import { hasTool } from '../support/tools.js';
import { editText, type Fault, faultFile, faultWorkload, type UnitName, units } from './fault.js';
import { faults } from './fault-list.js';

/** `CROSSWEAVE_LONG=1` makes variants of the same faults as well. */
const long = process.env.CROSSWEAVE_LONG === '1';

/** Makes each fault of some units in their generated RTL, co-simulates it, and expects to be told. */
export function describeFaults(names: readonly UnitName[]): void {
  describe.skipIf(!(hasTool('verilator') && hasTool('g++')))('faults', () => {
    let folder = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'crossweave-faults-'));
      for (const name of names) {
        await generate({ config: units[name], out: join(folder, name) });
        writeFileSync(workloadOf(name), JSON.stringify(faultWorkload(units[name])));
      }
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const workloadOf = (name: UnitName) => join(folder, `${name}.json`);
    const run = (name: UnitName, more: Partial<CosimOptions>): Promise<CosimResult> =>
      cosim({
        config: units[name],
        out: join(folder, name),
        engine: 'verilator',
        level: 'codes',
        workload: workloadOf(name),
        ...more,
      });

    describe.each(names)('in %s', (name) => {
      it('are not there before they are made', async () => {
        const result = await run(name, { rtl: join(folder, name) });
        expect(result).toMatchObject({ verdict: 'match', reason: 'equal', divergences: 0, first: null });
      });

      const shown = faults[name].filter((fault) => long || fault.long === undefined);
      it.each(shown.map((fault) => [fault.name, fault] as const))('%s', async (title, fault) => {
        const rtl = join(folder, `${name}-${title.replace(/\W+/g, '-')}`);
        cpSync(join(folder, name, 'rtl'), rtl, { recursive: true });
        const file = join(rtl, faultFile(name, fault));
        writeFileSync(file, editText(readFileSync(file, 'utf8'), fault));
        expectReport(await run(name, { rtl }), fault, unitOf(name));
      });
    });
  });
}

/** The unit that events of a design name. */
function unitOf(name: UnitName): string {
  const { system } = units[name];
  if (system === 'raella-crossbar') return 'crossbar0';
  return system === 'mixed-signal-array' ? 'array0' : 'mvmu0';
}

function expectReport(result: CosimResult, { expected }: Fault, unit: string): void {
  expect(
    { verdict: result.verdict, reason: result.reason },
    result.first?.explanation ?? result.message,
  ).toEqual({
    verdict: 'mismatch',
    reason: expected.reason,
  });
  if (expected.reason !== 'divergence') {
    expect(result.message).toMatch(expected.message);
    return;
  }
  const { kind, nature = 'value', position = {} } = expected;
  expect(result.divergences).toBeGreaterThan(0);
  expect(result.first).toMatchObject({ unit, kind, nature, position });
  if (nature === 'value') expect(result.first?.got?.decimal).not.toBe(result.first?.expected?.decimal);
  expect(result.first?.source).toMatch(/^generators\/.*\.ts:\d+:\d+$/);
  expect(result.first?.cycle).toBeGreaterThan(0);
}
