import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeFile } from '../../base/package-root.js';
import { renderTemplate } from '../../templates/render.js';
import type { SimDesign } from '../engine.js';
import { type ModelPort, memberName } from './model-ports.js';

/** Prefix of the classes that Verilator writes. */
export const prefix = 'Vdut';

/** What runs a model: a whole stimulus, or a test-bench command by command. */
export type Driver = 'driver.cpp' | 'bench.cpp';
const templates = new Map<string, string>();

/** Texts of the harness' C++ templates by file name; all but `model.cpp` are the same for every model. */
export function harnessTemplates(driver: Driver): Readonly<Record<string, string>> {
  return Object.fromEntries(['model.h', 'model.cpp', driver].map((file) => [file, templateText(file)]));
}

function templateText(file: string): string {
  let text = templates.get(file);
  if (text === undefined) {
    text = readFileSync(codeFile(`templates/harness/${file}.hbs`), 'utf8');
    templates.set(file, text);
  }
  return text;
}

/** The C++ around one model: its table of pins.
 *  @param modelFiles C++ files that Verilator wrote
 *  @param found pins that the model has */
export function renderModel(
  design: SimDesign,
  modelFiles: readonly string[],
  found: readonly ModelPort[],
  driver: Driver,
): string {
  const has = (name: string) => found.some((port) => port.name === name);
  return renderTemplate('harness/model.cpp.hbs', {
    prefix,
    modelFiles,
    driver,
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
