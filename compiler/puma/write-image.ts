import type { MachineImage, ProgramText } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { imageFormat, imageVersion } from './image-schema.js';
import { wordText } from './instruction-text.js';
import { machineKeys } from './machine-keys.js';

/** The text of an image file: JSON, an instruction, a row of cells or a list of words on each line. */
export function imageText(image: MachineImage, config: PumaMachineConfig): string {
  const { dimension } = config;
  const json = {
    format: imageFormat,
    version: imageVersion,
    machine: machineKeys(config),
    cores: image.cores.map((core) => ({
      program: programJson(core),
      registers: core.registers.map(({ address, values }) => ({ address, values: [...values] })),
      cells: core.cells.map((cells) => (cells === undefined ? null : rowsOf(cells, dimension))),
    })),
    ...(image.tile === undefined ? {} : { tile: { program: programJson(image.tile) } }),
    memory: image.memory.map(({ address, count, values }) => ({ address, count, values: [...values] })),
    packets: image.packets.map(({ fifo, values }) => ({ fifo, values: [...values] })),
  };
  return `${layOut(json, '')}\n`;
}

function programJson({ words, lines }: ProgramText): unknown[] {
  return [...words].map((word, k) => {
    const line = lines?.[k];
    return line === undefined ? [wordText(word)] : [wordText(word), line.file, line.line, line.text];
  });
}

function rowsOf(cells: Int32Array, dimension: number): number[][] {
  return Array.from({ length: dimension }, (_, row) => [
    ...cells.subarray(row * dimension, (row + 1) * dimension),
  ]);
}

/** JSON with arrays of plain values on one line. */
function layOut(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = value.every((element) => typeof element !== 'object' || element === null);
    if (flat) return JSON.stringify(value);
    return `[\n${value.map((element) => inner + layOut(element, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, held]) => `${inner}${JSON.stringify(key)}: ${layOut(held, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}
