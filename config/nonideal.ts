/** What is done about the current of devices at level 0. */
export const offCurrents = ['kept', 'reference'] as const;
export type OffCurrent = (typeof offCurrents)[number];

/** Non-idealities of the analog chain, each a layer that is off at its default; laws and units: docs/analog.md.
 *  Which array takes which key is in the schemas and in `nonidealRules`. */
export interface Nonideal {
  /** 0 .. 2^32 - 1. */
  readonly seed: number;
  /** Share of the devices stuck off, 0..1. */
  readonly stuckOff?: number;
  /** Share of the devices stuck on, 0..1. */
  readonly stuckOn?: number;
  /** Standard deviation of a programmed cell, as a fraction of the largest cell level, 0..1. */
  readonly programming: number;
  /** Seconds since programming, 0..1e10. */
  readonly driftTime?: number;
  /** nu of the power law t^-nu, 0..1. */
  readonly driftExponent?: number;
  /** Current of a device that is on over that of one that is off, 2..1e6; absent: infinite. */
  readonly onOffRatio?: number;
  readonly offCurrent?: OffCurrent;
  /** Share of its current that the farthest cell loses, 0..0.5. */
  readonly irDrop?: number;
  /** Standard deviation of a capacitor, as a fraction of a unit capacitor, 0..0.5. */
  readonly capacitorMismatch?: number;
  /** Read noise per square root of the summed products, 0..1. */
  readonly read: number;
  /** Standard deviation of the ADC in its steps, 0..16. */
  readonly adc: number;
  /** Standard deviation of the comparator in steps of the ADC, 0..16. */
  readonly comparator?: number;
}

/** Every key with a value; without an on/off ratio it is infinite. */
export type EveryLayer = Required<Nonideal>;

const allOff: EveryLayer = {
  seed: 0,
  stuckOff: 0,
  stuckOn: 0,
  programming: 0,
  driftTime: 0,
  driftExponent: 0,
  onOffRatio: Number.POSITIVE_INFINITY,
  offCurrent: 'kept',
  irDrop: 0,
  capacitorMismatch: 0,
  read: 0,
  adc: 0,
  comparator: 0,
};

/** The non-idealities with defaults for what is absent. */
export function everyLayer(nonideal: Nonideal | undefined): EveryLayer {
  return { ...allOff, ...nonideal };
}

/** Keys that turn on no layer by themselves. */
const settings: readonly string[] = ['seed', 'offCurrent'];

/** The keys given whose value turns a layer on. Drift needs both of its keys, but either counts. */
export function layersOn(nonideal: Nonideal): (keyof Nonideal)[] {
  const keys = Object.keys(nonideal) as (keyof Nonideal)[];
  return keys.filter((key) => !settings.includes(key) && nonideal[key] !== allOff[key]);
}

/** The non-idealities if any layer is on; else nothing, which is the ideal chain. */
export function activeNonideal(nonideal: Nonideal | undefined): Nonideal | undefined {
  return nonideal !== undefined && layersOn(nonideal).length > 0 ? nonideal : undefined;
}
