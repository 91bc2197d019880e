import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { activeNonideal } from '../../config/nonideal.js';
import { CapacitorMismatch } from '../analog/capacitor-mismatch.js';
import { DeviceModel } from '../analog/device-model.js';
import { Q12 } from '../analog/fixed-point.js';
import { StuckDevices } from '../analog/stuck-devices.js';
import { mixedSignalGeometry } from './geometry.js';

/** What a cell gives its column: levels in an ideal array, else Q12 levels. */
export interface CellCurrents {
  /** O, Q12 levels; 0 in an ideal array. */
  readonly offCurrent: number;
  /** For each unit of the row code. */
  driven(level: number, row: number, lane: number): number;
  /** While the row code is 0; only an XNOR cell, whose input 0 stands for -1, gives anything. */
  idle(level: number, row: number, lane: number): number;
}

/** Cells of a configuration. Source: docs/mixed-signal-arrays.md, "Arithmetic"; docs/analog.md, "A device". */
export function cellCurrents(config: MixedSignalArrayConfig): CellCurrents {
  const { style, rows, nonideal } = config;
  const { lanes, cellBits } = mixedSignalGeometry(config);
  const binary = style === 'xnor-capacitor';
  if (activeNonideal(nonideal) === undefined) {
    return { offCurrent: 0, driven: (level) => level, idle: binary ? (level) => 1 - level : () => 0 };
  }
  const largest = 2 ** cellBits - 1;
  const place = { rows, columns: lanes, largestOfCell: largest, largest, slice: 0, macro: 0 };
  if (!binary) {
    const model = new DeviceModel(nonideal, place);
    const { offCurrent } = model;
    return { offCurrent, driven: (level, row, lane) => model.value(level, 0, row, lane), idle: () => 0 };
  }
  const stuck = new StuckDevices(nonideal, 0, 0);
  const mismatch = new CapacitorMismatch(nonideal, 0, 0);
  const counted = (agreeing: 0 | 1) => (level: number, row: number, lane: number) => {
    const state = stuck.stuck(0, row, lane);
    // A stuck cell keeps a unit capacitor: mismatch is a layer that it skips.
    if (state !== undefined) return (state === 'on') === (agreeing === 1) ? Q12 : 0;
    return level === agreeing ? mismatch.capacitor(row, lane) : 0;
  };
  return { offCurrent: 0, driven: counted(1), idle: counted(0) };
}
