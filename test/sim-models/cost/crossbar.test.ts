import { describe, expect, it } from 'vitest';
import {
  addActivities,
  type CrossbarActivity,
  countPulses,
  crossbarEnergy,
  energyGroups,
  energyPerMac,
  pulsesOfSteps,
} from '../../../sim-models/cost/crossbar/index.js';
import { doublingAdc, printDerivation } from '../../../sim-models/cost/index.js';
import { caught } from '../../support/caught.js';

const nothing: CrossbarActivity = {
  ...{ macs: 1, adcBits: 7, converts: 0, pulses: 0, devicePulses: 0, levelPulses: 0, largestLevel: 15 },
  ...{ inputBytes: 0, psumUpdates: 0, inputSumAdds: 0, centreTerms: 0, outputs: 0 },
  ...{ activationBytes: 0, networkBytes: 0 },
};

/** fJ of an activity that has one count, the others 0. */
function energyOf(counts: Partial<CrossbarActivity>): number {
  return energyPerMac(crossbarEnergy({ ...nothing, ...counts }, doublingAdc), 1).value;
}

describe('energy of components, fJ', () => {
  it('follows from what is printed', () => {
    // 3.1 mW at 1.2 GS/s, halved for one bit less; with a shift-and-add of 0.2 mW over 9.6 GS/s.
    expect(energyOf({ converts: 1 })).toBeCloseTo(3.1e6 / 1.2e3 / 2 + 0.2e6 / 9.6e3, 9);
    // 4 mW of 1024 drivers for 100 ns.
    expect(energyOf({ pulses: 1 })).toBeCloseTo((4e6 * 0.1) / 1024, 9);
    // (0.2 V)^2 over 20 kOhm for 1 ns, and a device that is on: over 1 kOhm.
    expect(energyOf({ devicePulses: 1 })).toBeCloseTo(2, 12);
    expect(energyOf({ devicePulses: 1, levelPulses: 15 })).toBeCloseTo(40, 12);
    expect(energyOf({ devicePulses: 1, levelPulses: 3, largestLevel: 3 })).toBeCloseTo(40, 12);
    // A copy of 16 bits, 0.954 pJ, reads and writes two bytes.
    expect(energyOf({ inputBytes: 4 })).toBeCloseTo(954, 9);
    // A psum is two bytes, read and written.
    expect(energyOf({ psumUpdates: 1 })).toBeCloseTo(954, 9);
    // 12 IMAs, 1.2 GB/s of inputs each, an eighth of outputs.
    const rate = 12 * 1.2e9 * 1.125;
    expect(energyOf({ activationBytes: 2 })).toBeCloseTo((20.7e12 + 7e12) / rate, 9);
    expect(energyOf({ networkBytes: 1 })).toBeCloseTo(42e12 / 4 / rate, 9);
    expect(energyOf({ inputSumAdds: 1 })).toBeCloseTo((100 * 22) / 32, 9);
    expect(energyOf({ centreTerms: 1 })).toBeCloseTo((3100 * 8 * 22) / 1024 + 100, 9);
    expect(energyOf({ outputs: 1 })).toBeCloseTo((3100 * 11 * 32) / 1024 + 100, 9);
    expect(energyOf({})).toBe(0);
  });

  it('comes in groups, and tells its derivation down to the device', () => {
    const parts = crossbarEnergy({ ...nothing, converts: 3, devicePulses: 5, levelPulses: 7 }, doublingAdc);
    expect([...new Set(parts.map(({ group }) => group))]).toEqual(energyGroups);
    const text = printDerivation(energyPerMac(parts, 1));
    expect(text).toContain('E_0, energy of a pulse in a device at level 0: 2 fJ = V^2 / R_off * t * 1000');
    expect(text).toContain('V, read voltage: 0.2 V (thesis, section 6.1.1)');
  });

  it('refuses counts that cannot be', async () => {
    const refused = await caught(() => crossbarEnergy({ ...nothing, converts: -1 }, doublingAdc));
    expect(refused.diagnostics).toEqual([
      {
        code: 'CW-M040',
        severity: 'error',
        message: 'a number is outside what the cost model takes',
        where: { kind: 'json', path: 'converts' },
        expected: '0 or more',
        actual: '-1',
      },
    ]);
  });
});

describe('pulses', () => {
  it('are what every cell meets in every step', () => {
    const steps = [
      { high: 7, low: 4 },
      ...[7, 6, 5, 4].map((bit) => ({ high: bit, low: bit })),
      { high: 3, low: 0 },
    ];
    const inputs = Int32Array.from([0, 255, 19, 128, 7, 90]);
    /** [rows][devices] */
    const levels = [
      [0, 15, 3, 0],
      [1, 0, 0, 7],
      [0, 0, 2, 2],
    ];
    let pulses = 0;
    let devicePulses = 0;
    let levelPulses = 0;
    for (const [at, x] of inputs.entries()) {
      for (const { high, low } of steps) {
        const code = Math.floor(x / 2 ** low) % 2 ** (high - low + 1);
        for (let pulse = 0; pulse < code; pulse++) {
          pulses++;
          for (const level of levels[at % 3]!) {
            devicePulses++;
            levelPulses += level;
          }
        }
      }
    }
    const rowLevels = Float64Array.from(levels, (row) => row.reduce((sum, level) => sum + level, 0));
    expect(pulses).toBeGreaterThan(50);
    expect(countPulses(inputs, pulsesOfSteps(steps), rowLevels, 4)).toEqual({
      pulses,
      devicePulses,
      levelPulses,
    });
  });

  it('do not ask for the sign', () => {
    const of = pulsesOfSteps([{ high: 7, low: 4 }]);
    expect([of(-128), of(128), of(15)]).toEqual([8, 8, 0]);
  });
});

it('activities add up but for what crossbars have alike', () => {
  const one = { ...nothing, converts: 2, outputs: 3 };
  const sum = addActivities([one, { ...one, macs: 4, pulses: 9 }]);
  expect(sum).toEqual({ ...nothing, macs: 5, converts: 4, outputs: 6, pulses: 9 });
});
