import type { DesignFile } from '../../base/design-file.js';
import type { Instance, Module } from '../ir/index.js';
import { portablePath, withPlaces } from './locators.js';
import { printModule } from './module-printer.js';

/** What a printed design says besides its hardware. */
export interface PrintOptions {
  /** How the design is made again, as the header of each file says. */
  readonly command: string;
  /** Puts the place in the sources behind each declaration and assignment. */
  readonly locators?: boolean;
}

/** Prints a design as SystemVerilog, one file a module, `<module>.sv`, instantiated modules before those that use
 *  them. Black boxes are instantiated but not printed. The same design gives the same bytes. Equal modules of one name
 *  are printed once, wherever they were written; different ones of one name get a number behind it. */
export function printDesign(top: Module, options: PrintOptions): DesignFile[] {
  return printModules(top, options).files;
}

/** As `printDesign`, with the name that each module is printed under. */
export function printModules(
  top: Module,
  options: PrintOptions,
): { readonly files: DesignFile[]; readonly names: ReadonlyMap<Module, string> } {
  const printed = new Map<string, DesignFile>();
  const names = new Map<Module, string>();
  const given = new Set([...modulesOf(top)].map((module) => module.name));
  const nameOf = (instance: Instance): string =>
    instance.of.kind === 'black-box' ? instance.of.name : visit(instance.of);
  const visit = (module: Module): string => {
    const known = names.get(module);
    if (known !== undefined) return known;
    for (const instance of module.instances) nameOf(instance);
    for (let n = 1; ; n++) {
      const name = n === 1 ? module.name : `${module.name}_${n}`;
      if (n > 1 && given.has(name)) continue;
      const madeFrom = madeFromLine(module, options.command);
      const text = printModule(module, name, madeFrom, nameOf, options.locators ? withPlaces : undefined);
      const before = printed.get(name);
      if (before === undefined) printed.set(name, { path: `${name}.sv`, text });
      else if (hardwareOf(before.text) !== hardwareOf(text)) continue;
      names.set(module, name);
      return name;
    }
  };
  visit(top);
  return { files: [...printed.values()], names };
}

/** A printed module without its comments. */
function hardwareOf(text: string): string {
  const lines = text.split('\n').map((line) => (line.includes('"') ? line : line.replace(/ *\/\/.*/, '')));
  return lines.filter((line) => line !== '').join('\n');
}

function modulesOf(top: Module, found: Set<Module> = new Set()): Set<Module> {
  if (found.has(top)) return found;
  found.add(top);
  for (const { of } of top.instances) if (of.kind === 'module') modulesOf(of, found);
  return found;
}

function madeFromLine(module: Module, command: string): string {
  const file = module.source.resolve()?.file;
  return `Made ${file === undefined ? '' : `from ${portablePath(file)} `}by \`${command}\`. DO NOT EDIT.`;
}
