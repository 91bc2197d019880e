import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { renderTemplate } from '../../templates/render.js';
import type { SimDesign } from '../engine.js';
import { type ModelPort, memberName } from './model-ports.js';

/** Prefix of the classes that Verilator writes. */
export const prefix = 'Vdut';

const templateFolder = new URL('../../templates/harness/', import.meta.url);
/** C++ texts that are the same for every model. */
export const fixedFiles = ['model.h', 'driver.cpp'] as const;
let templates: Readonly<Record<string, string>> | undefined;

/** Texts of the harness' C++ templates by file name. */
export function harnessTemplates(): Readonly<Record<string, string>> {
  templates ??= Object.fromEntries(
    [...fixedFiles, 'model.cpp'].map((file) => [
      file,
      readFileSync(new URL(`${file}.hbs`, templateFolder), 'utf8'),
    ]),
  );
  return templates;
}

/** The C++ around one model: its table of pins.
 *  @param modelFiles C++ files that Verilator wrote
 *  @param found pins that the model has */
export function renderModel(
  design: SimDesign,
  modelFiles: readonly string[],
  found: readonly ModelPort[],
): string {
  const has = (name: string) => found.some((port) => port.name === name);
  return renderTemplate('harness/model.cpp.hbs', {
    prefix,
    modelFiles,
    clock: has('clk_i') ? '&top->clk_i' : '&absent',
    reset: has('rst_ni') ? '&top->rst_ni' : '&absent',
    portCount: design.ports.length,
    ports: design.ports.map(({ name, direction, width, signed }) => ({
      name,
      width,
      isSigned: String(signed),
      isInput: String(direction === 'input'),
      pointer: `&top->${memberName(name)}${width > 64 ? '[0]' : ''}`,
    })),
  });
}

/** SHA-256 of values that JSON can hold. */
export function contentKey(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
