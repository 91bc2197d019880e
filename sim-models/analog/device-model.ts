import { everyLayer, type Nonideal } from '../../config/nonideal.js';
import { CapacitorMismatch } from './capacitor-mismatch.js';
import { mulQ16, Q12, roundHalfUp } from './fixed-point.js';
import { IrDrop } from './ir-drop.js';
import { ProgrammingVariation } from './programming-variation.js';
import { driftFactor } from './retention-drift.js';
import { StuckDevices } from './stuck-devices.js';

/** Where the devices of a model are, and what they can hold. */
export interface DevicePlace {
  readonly rows: number;
  /** Columns of the macro, whether used or not. */
  readonly columns: number;
  /** M, 2^cellBits - 1. */
  readonly largestOfCell: number;
  /** Largest level of this slice array; smaller than M in a narrower top slice. */
  readonly largest: number;
  readonly slice: number;
  readonly macro: number;
}

/** What a device holds after a cell is written: stuck devices, programming variation, retention drift, capacitor
 *  mismatch, off-current, IR drop, in this order. Layers that do not belong to an array are off in its configuration.
 *  Source: docs/analog.md, "A device". The same address gives the same device each time it is written. */
export class DeviceModel {
  /** O = round(4096 M / (onOffRatio - 1)), Q12 levels: the current at level 0. */
  readonly offCurrent: number;
  readonly #stuckOn: number;
  readonly #stuck: StuckDevices;
  readonly #variation: ProgrammingVariation;
  readonly #drift: number;
  readonly #mismatch: CapacitorMismatch;
  readonly #drop: IrDrop;

  constructor(nonideal: Nonideal | undefined, place: DevicePlace) {
    const { rows, columns, largestOfCell, largest, slice, macro } = place;
    this.offCurrent = roundHalfUp((Q12 * largestOfCell) / (everyLayer(nonideal).onOffRatio - 1));
    this.#stuckOn = Q12 * largestOfCell;
    this.#stuck = new StuckDevices(nonideal, slice, macro);
    this.#variation = new ProgrammingVariation(nonideal, largestOfCell, largest, slice, macro);
    this.#drift = driftFactor(nonideal);
    this.#mismatch = new CapacitorMismatch(nonideal, slice, macro);
    this.#drop = new IrDrop(nonideal, rows, columns);
  }

  /** @param level 0 .. largest  @param device 0 the only or positive one, 1 the negative one of a pair
   *  @returns Q12 levels, at most 2.5 * 4096 M in a resistive array and 2 * 4096 M in a capacitive one */
  value(level: number, device: 0 | 1, row: number, column: number): number {
    const q = this.#written(level, device, row, column) + this.offCurrent;
    return this.#drop.on ? mulQ16(q, this.#drop.factor(row, column)) : q;
  }

  /** Steps 1 to 4. */
  #written(level: number, device: 0 | 1, row: number, column: number): number {
    const stuck = this.#stuck.stuck(device, row, column);
    if (stuck !== undefined) return stuck === 'on' ? this.#stuckOn : 0;
    // A device of a resistive array has a capacitor of 4096, one of a capacitive array neither variation nor drift.
    const programmed = mulQ16(this.#variation.program(level, device, row, column), this.#drift);
    return (programmed * this.#mismatch.capacitor(row, column)) / Q12;
  }
}
