import type { Netlist, NetlistModule } from './netlist.js';

/** The netlist as JSON, one line a port, cell or net. */
export function netlistText(netlist: Netlist): string {
  const modules = Object.entries(netlist.modules).map(
    ([name, module]) => `    ${JSON.stringify(name)}: ${moduleText(module)}`,
  );
  return `{\n  "creator": ${JSON.stringify(netlist.creator)},\n  "modules": {\n${modules.join(',\n')}\n  }\n}\n`;
}

/** One module as it stands in the netlist. */
export function moduleText(module: NetlistModule): string {
  const { attributes, parameter_default_values: parameters, ports, cells, netnames } = module;
  const section = (name: string, entries: object) => {
    const lines = Object.entries(entries).map(
      ([key, value]) => `        ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return `      "${name}": {${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n      `}}`;
  };
  return [
    `{\n      "attributes": ${JSON.stringify(attributes)},`,
    ...(parameters === undefined ? [] : [`      "parameter_default_values": ${JSON.stringify(parameters)},`]),
    `${section('ports', ports)},`,
    `${section('cells', cells)},`,
    `${section('netnames', netnames)}\n    }`,
  ].join('\n');
}
