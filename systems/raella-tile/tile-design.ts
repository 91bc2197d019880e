import type { DesignFile } from '../../base/design-file.js';
import { crossbarOf } from '../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { TileBench } from '../../generators/raella/bench/tile-bench.js';
import { build } from '../../hdl-dsl/index.js';
import { printModules } from '../../hdl-dsl/print/print-design.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import type { SimDesign } from '../../verilator-harness/engine.js';
import { tileTwins } from './tile-twins.js';

const command = 'crossweave cosim';
const designs = new Map<string, SimDesign>();

/** A tile in its bench as engines take it. The same configuration gives the same object, so that many phases cost one
 *  elaboration.
 *  @param stalls stall points at the ports of the tile */
export function tileDesign(config: RaellaTileConfig, { stalls }: { readonly stalls: boolean }): SimDesign {
  const key = `${stalls} ${JSON.stringify(config)}`;
  let design = designs.get(key);
  if (design === undefined) {
    const top = build(TileBench, { config, stalls });
    const macros = renderCrossbarMacro(crossbarOf(config), { command, numbered: true });
    const rtl = printModules(top, { command }).files.map(({ path, text }) => ({ path: `rtl/${path}`, text }));
    design = {
      top: top.name,
      ports: printedPorts(top),
      sources: inOrder([macros.model, ...rtl]),
      dpi: macros.dpi,
      // One IMA more costs no build time.
      ...(config.imas > 1 ? { blocks: [`${config.name}_ima`] } : {}),
      builtin: { module: top, models: tileTwins(config) },
    };
    designs.set(key, design);
  }
  return design;
}

/** The tile as printed, with stall points, or with RTL of a folder, which has none.
 *  @param rtl paths `rtl/<module>.sv`; a file that replaces none is added */
export function simulatedTile(config: RaellaTileConfig, rtl: readonly DesignFile[] | undefined): SimDesign {
  const { builtin, ...design } = tileDesign(config, { stalls: rtl === undefined });
  if (rtl === undefined) return { ...design, ...(builtin ? { builtin } : {}) };
  const given = new Set(rtl.map((file) => file.path));
  const kept = design.sources.filter((file) => !given.has(file.path));
  return { ...design, sources: inOrder([...kept, ...rtl]) };
}

/** In one order, so that an unchanged copy of the RTL finds the build of the original. */
function inOrder(files: readonly DesignFile[]): DesignFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
