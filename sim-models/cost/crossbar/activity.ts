/** What the crossbars of a layer did, in the units that cost energy. */
export interface CrossbarActivity {
  readonly macs: number;
  readonly adcBits: number;
  readonly converts: number;
  /** Pulses on word lines. */
  readonly pulses: number;
  /** The same, once for each device of a used column in the row: two of them in a signed cell. */
  readonly devicePulses: number;
  /** The same, times the level of each device. */
  readonly levelPulses: number;
  /** Highest level of a device. */
  readonly largestLevel: number;
  /** Bytes into the input buffers and out of them. */
  readonly inputBytes: number;
  /** Psums read, added to and written back. */
  readonly psumUpdates: number;
  /** Inputs added to input sums. */
  readonly inputSumAdds: number;
  /** Products of an input sum and a centre, each added to a psum. */
  readonly centreTerms: number;
  /** Outputs quantised. */
  readonly outputs: number;
  /** Bytes into the activation buffer and out of it. */
  readonly activationBytes: number;
  /** Bytes that leave for the next layer. */
  readonly networkBytes: number;
}

/** Pulses that a row takes for an input: a step applies bits `high` .. `low` of its magnitude as a number of pulses of
 *  that value.  @returns function of an input, -255 .. 255 */
export function pulsesOfSteps(
  steps: readonly { readonly high: number; readonly low: number }[],
): (x: number) => number {
  const table = Uint16Array.from({ length: 256 }, (_, x) =>
    steps.reduce((sum, { high, low }) => sum + ((x >> low) & (2 ** (high - low + 1) - 1)), 0),
  );
  return (x) => table[Math.abs(x)]!;
}

/** Pulses of all rows and steps, and what they meet there.
 *  @param inputs [vectors][rows]  @param pulsesOf pulses that a row takes for an input
 *  @param rowLevels [rows], sum of the levels of a row's devices  @param rowDevices devices of used columns in a row */
export function countPulses(
  inputs: Int32Array,
  pulsesOf: (x: number) => number,
  rowLevels: Float64Array,
  rowDevices: number,
): Pick<CrossbarActivity, 'pulses' | 'devicePulses' | 'levelPulses'> {
  const rows = rowLevels.length;
  let pulses = 0;
  let levelPulses = 0;
  for (const [at, x] of inputs.entries()) {
    const count = pulsesOf(x);
    pulses += count;
    levelPulses += count * rowLevels[at % rows]!;
  }
  return { pulses, devicePulses: pulses * rowDevices, levelPulses };
}

/** Several layers, or crossbars of one, together. They have ADCs and devices alike. */
export function addActivities(all: readonly CrossbarActivity[]): CrossbarActivity {
  const sum = (key: keyof CrossbarActivity) => all.reduce((total, one) => total + one[key], 0);
  return {
    macs: sum('macs'),
    adcBits: all[0]?.adcBits ?? 0,
    converts: sum('converts'),
    pulses: sum('pulses'),
    devicePulses: sum('devicePulses'),
    levelPulses: sum('levelPulses'),
    largestLevel: all[0]?.largestLevel ?? 0,
    inputBytes: sum('inputBytes'),
    psumUpdates: sum('psumUpdates'),
    inputSumAdds: sum('inputSumAdds'),
    centreTerms: sum('centreTerms'),
    outputs: sum('outputs'),
    activationBytes: sum('activationBytes'),
    networkBytes: sum('networkBytes'),
  };
}
