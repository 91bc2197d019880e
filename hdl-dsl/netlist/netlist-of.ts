import type { Instance, Module } from '../ir/index.js';
import { blackBoxNetlist, moduleNetlist } from './module-netlist.js';
import type { Netlist, NetlistModule } from './netlist.js';

/** Prints a design as a netlist: every module with its ports, instances, registers, memories, operators and named
 *  nets, and where each was written. It is the second printer of the intermediate form, in the format of Yosys's JSON.
 *  The same design gives the same netlist.
 *  @param names the names that modules are printed under, from `printModules`; without it every module has its own
 *  name, and one more of a name gets a number behind it */
export function netlistOf(top: Module, names: ReadonlyMap<Module, string> = new Map()): Netlist {
  const made = new Map<string, NetlistModule>();
  const given = new Map<Module, string>();
  const nameOf = ({ of, parameters }: Instance): string => {
    if (of.kind === 'module') return visit(of);
    if (!made.has(of.name)) made.set(of.name, blackBoxNetlist(of, parameters));
    return of.name;
  };
  const visit = (module: Module): string => {
    const known = given.get(module);
    if (known !== undefined) return known;
    for (const instance of module.instances) nameOf(instance);
    const name = names.get(module) ?? freeName(module.name, made);
    given.set(module, name);
    // Modules that are printed under one name are equal.
    if (!made.has(name)) made.set(name, moduleNetlist(module, nameOf));
    return name;
  };
  const topName = visit(top);
  const modules = [...made].map(([name, module]) => {
    if (name !== topName) return [name, module] as const;
    return [name, { ...module, attributes: { top: '1'.padStart(32, '0'), ...module.attributes } }] as const;
  });
  return { creator: 'crossweave', modules: Object.fromEntries(modules) };
}

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  return name;
}
