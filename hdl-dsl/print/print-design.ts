import { basename, isAbsolute } from 'node:path';
import type { DesignFile } from '../../base/design-file.js';
import type { Instance, Module } from '../ir/index.js';
import { printModule } from './module-printer.js';

/** Prints a design as SystemVerilog, one file a module, `<module>.sv`, instantiated modules before those that use
 *  them. Black boxes are instantiated but not printed. The same design gives the same bytes. Different modules of
 *  one name get a number behind it; modules of the same text are printed once.
 *  @param header.command how the design is made again, as the header of each file says */
export function printDesign(top: Module, header: { readonly command: string }): DesignFile[] {
  const bodies = new Map<string, string>();
  const names = new Map<Module, string>();
  const nameOf = (instance: Instance): string =>
    instance.of.kind === 'black-box' ? instance.of.name : visit(instance.of);
  const visit = (module: Module): string => {
    const known = names.get(module);
    if (known !== undefined) return known;
    for (const instance of module.instances) nameOf(instance);
    for (let n = 1; ; n++) {
      const name = n === 1 ? module.name : `${module.name}_${n}`;
      const text = printModule(module, name, madeFrom(module, header.command), nameOf);
      if ((bodies.get(name) ?? text) !== text) continue;
      bodies.set(name, text);
      names.set(module, name);
      return name;
    }
  };
  visit(top);
  return [...bodies].map(([name, text]) => ({ path: `${name}.sv`, text }));
}

/** A source outside the package and the working folder is told by its name alone: its path is the machine's. */
function madeFrom(module: Module, command: string): string {
  const place = module.source.resolve()?.file;
  const file = place !== undefined && isAbsolute(place) ? basename(place) : place;
  return `Made ${file === undefined ? '' : `from ${file} `}by \`${command}\`. DO NOT EDIT.`;
}
