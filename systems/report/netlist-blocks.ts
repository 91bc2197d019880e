import type { Netlist, NetlistModule } from '../../hdl-dsl/netlist/index.js';

/** A part of the top module: an instance, or all its own registers and logic. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** Drawn as so many sheets. */
  readonly count: number;
  readonly kind: 'instance' | 'black-box' | 'own' | 'input' | 'output';
}

/** Signals from one part to another. */
export interface Bundle {
  readonly from: string;
  readonly to: string;
  readonly names: string[];
  bits: number;
}

const own = 'own logic';

/** The parts of the top module, and what goes between them. Clocks and resets, which go everywhere, are left out. */
export function netlistBlocks(netlist: Netlist): {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly bundles: readonly Bundle[];
} {
  const found = Object.entries(netlist.modules).find(([, { attributes }]) => attributes.top !== undefined);
  if (found === undefined) throw new Error('the netlist has no top module');
  const [name, module] = found;
  const bundles = bundlesOf(module).filter(({ from, to }) => from !== to);
  const used = new Set(bundles.flatMap(({ from, to }) => [from, to]));
  return { name, parts: partsOf(module, netlist).filter(({ id }) => used.has(id)), bundles };
}

/** Instances of one module under numbered names are one part, and so are ports of one direction and first word. */
function partOf(cell: string, type: string): string {
  return type.startsWith('$') ? own : `${cell.replace(/^u_/, '').replace(/_\d+$/, '')} ${type}`;
}

function portPart(name: string, direction: 'input' | 'output'): string {
  return `${direction} ${name.replace(/_.*/, '')}`;
}

function partsOf(module: NetlistModule, { modules }: Netlist): Part[] {
  const instances = grouped(
    Object.entries(module.cells).filter(([, { type }]) => !type.startsWith('$')),
    ([cell, { type }]) => partOf(cell, type),
  ).map(([id, cells]): Part => {
    const [title = '', type = ''] = id.split(' ');
    const isBox = modules[type]?.attributes.blackbox !== undefined;
    const count = cells.length;
    const kind = isBox ? 'black-box' : 'instance';
    return { id, title: count === 1 ? title : `${count} x ${title}`, subtitle: type, kind, count };
  });
  const states = Object.values(module.cells).filter(
    ({ attributes }) => attributes.register !== undefined,
  ).length;
  const ports = grouped(Object.entries(module.ports), ([name, { direction }]) =>
    portPart(name, direction),
  ).map(([id, [first, ...more]]): Part => {
    const [name = '', port] = first ?? [];
    const title = more.length === 0 ? name.replace(/_n?[io]$/, '') : (id.split(' ')[1] ?? '');
    return { id, title, subtitle: '', kind: port?.direction ?? 'input', count: 1 };
  });
  const subtitle = `${states} register${states === 1 ? '' : 's'}`;
  return [...ports, ...instances, { id: own, title: 'own logic', subtitle, kind: 'own', count: 1 }];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return [...groups];
}

/** Who drives and who reads each net. Logic cells belong to the part `own`. */
function bundlesOf(module: NetlistModule): Bundle[] {
  const clocks = clockNets(module);
  const drivers = new Map<number, { readonly part: string; readonly name: string }>();
  const reads: { readonly part: string; readonly bits: readonly unknown[] }[] = [];
  for (const [name, { direction, bits }] of Object.entries(module.ports)) {
    if (direction === 'output') reads.push({ part: portPart(name, direction), bits });
    else
      for (const bit of bits)
        if (typeof bit === 'number') drivers.set(bit, { part: portPart(name, direction), name });
  }
  for (const [cell, { type, connections, port_directions: directions }] of Object.entries(module.cells)) {
    const part = partOf(cell, type);
    for (const [pin, bits] of Object.entries(connections)) {
      if (directions[pin] === 'input') reads.push({ part, bits });
      else for (const bit of bits) if (typeof bit === 'number') drivers.set(bit, { part, name: pin });
    }
  }
  const bundles = new Map<string, Bundle & { readonly seen: Set<number> }>();
  for (const { part: to, bits } of reads) {
    for (const bit of bits) {
      const driver = typeof bit === 'number' && !clocks.has(bit) ? drivers.get(bit) : undefined;
      if (driver === undefined || typeof bit !== 'number') continue;
      const key = `${driver.part}>${to}`;
      const bundle = bundles.get(key) ?? {
        from: driver.part,
        to,
        names: [],
        bits: 0,
        seen: new Set<number>(),
      };
      bundles.set(key, bundle);
      if (bundle.seen.has(bit)) continue;
      bundle.seen.add(bit);
      bundle.bits++;
      const name = driver.name.replace(/_o$/, '');
      if (driver.part !== own && !bundle.names.includes(name)) bundle.names.push(name);
    }
  }
  return [...bundles.values()];
}

function clockNets({ ports }: NetlistModule): Set<unknown> {
  return new Set(
    Object.entries(ports).flatMap(([name, { bits }]) => (/^(clk|rst)(_\w+)?_n?i$/.test(name) ? bits : [])),
  );
}
