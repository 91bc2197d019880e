import { z } from 'zod';
import { machineGeometry } from '../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { all, any, type Bits, type BitsType, type Drivable, module } from '../../../hdl-dsl/index.js';
import { numbered } from '../../../hdl-dsl/std/index.js';
import { concatLow } from '../../common/concat-low.js';
import { StreamLinks } from '../../common/stream-links.js';
import { PumaCore } from '../core/index.js';
import { blockRequest, configurationAnswer, configurationRequest, coreTracePorts } from '../core-ports.js';
import { ConfigurationPort, machineRequest } from './configuration-port.js';
import { machinePorts, traceOfCore } from './machine-ports.js';
import { RunMonitor } from './run-monitor.js';
import { SharedMemory } from './shared-memory.js';
import { addTile } from './tile-part.js';
import { TileSpaces } from './tile-spaces.js';

/** What the top of a machine is made for. */
export interface MachineParameters {
  readonly config: PumaMachineConfig;
  /** With stall points on every internal stream, and the pins that steer them. */
  readonly stalls: boolean;
}

/** The top of a machine: cores on a shared memory with a configuration port; for a tile with tile control unit, receive
 *  buffer and network port. All cores are instances of one module. */
export const Machine = module({
  name: (p) => p.config.name,
  comment: ({ config }) =>
    config.system === 'puma-tile'
      ? `PUMA tile: ${config.cores} cores on a data memory of ${config.memory.words} words.`
      : `PUMA core with a data memory of ${config.memory.words} words.`,
  params: z.custom<MachineParameters>((p) => typeof p === 'object' && p !== null && 'config' in p),
  ports: (p) => machinePorts(p.config, p.stalls),
  build(m, { config }, io) {
    const g = machineGeometry(config);
    const unit = config.name;
    const units = g.tile === undefined ? g.cores : g.cores + 1;
    const { stallSeed: seed, stallRate: rate } = io;
    const stalls = seed === undefined || rate === undefined ? undefined : { seed, rate };
    const links = new StreamLinks(m, stalls);
    const cores = m.instances('core', g.cores, PumaCore, () => config);
    const memory = m.instance('memory', SharedMemory, {
      unit,
      clients: units,
      words: g.memoryWords,
      countBits: g.countBits,
    });
    const port = m.instance('configuration', ConfigurationPort, { unit, cores: g.cores });
    const spaces = m.instance('spaces', TileSpaces, config);
    const monitor = m.instance('monitor', RunMonitor, { unit, units, watchdog: config.watchdog });
    const clients = numbered(memory, 'in', units);
    const requests = numbered(port, 'out', g.cores + 1);
    const answers = numbered(port, 'in', g.cores + 1);

    links.link('cfg', machineRequest, io.cfg, port.cfg);
    links.link('cfg_read', configurationAnswer, port.cfgRead, io.cfgRead);
    for (const [c, one] of cores.entries()) {
      const [toCore, fromCore, client] = [requests[c], answers[c], clients[c]];
      if (!toCore || !fromCore || !client) throw new RangeError(`core ${c} has no ports`);
      one.number.drive(c);
      one.run.drive(spaces.run);
      one.halt.drive(spaces.halt);
      links.link(`core_${c}_cfg`, configurationRequest, toCore, one.cfg);
      links.link(`core_${c}_cfg_read`, configurationAnswer, one.cfgRead, fromCore);
      links.link(`core_${c}_memory`, blockRequest(g.countBits), one.memReq, client);
      one.memResp.valid.drive(memory.respValid.bit(c));
      one.memResp.data.drive(memory.respData);
      forwardTrace(config, c, one, io);
    }

    const [toSpaces, fromSpaces] = [requests[g.cores], answers[g.cores]];
    if (!toSpaces || !fromSpaces) throw new RangeError('the tile has no ports');
    links.link('tile_cfg', configurationRequest, toSpaces, spaces.request);
    links.link('tile_cfg_read', configurationAnswer, spaces.answer, fromSpaces);
    spaces.cycles.drive(monitor.cycles);
    memory.access.drive(spaces.access);
    spaces.accessReady.drive(memory.accessReady);
    memory.accessWrite.drive(spaces.accessWrite);
    memory.accessAddress.drive(spaces.accessAddress);
    memory.accessWord.drive(spaces.accessWord);
    spaces.accessAnswer.drive(memory.answer);

    const control =
      config.system === 'puma-tile' ? addTile(m, config, links, { io, spaces, memory }) : undefined;
    const everybody = control === undefined ? cores : [...cores, control];
    port.enable.drive(all(memory.cleared, ...everybody.map((one) => one.cleared)));
    monitor.run.drive(spaces.run);
    monitor.running.drive(concatLow(everybody.map((one) => one.running.asBits())));
    monitor.ended.drive(concatLow(everybody.map((one) => one.ended.asBits())));
    monitor.progress.drive(any(memory.traceValid, ...everybody.map((one) => one.progress)));
    io.stopped.drive(monitor.stopped);
    io.stuck.drive(monitor.stuck);
    io.ended.drive(monitor.stopped.or(monitor.stuck));

    io.traceMemoryValid.drive(memory.traceValid);
    io.traceMemoryClient.drive(memory.traceClient);
    io.traceMemoryWrite.drive(memory.traceWrite);
    io.traceMemoryAddress.drive(memory.traceAddress);
    io.traceMemoryWidth.drive(memory.traceWidth);
    io.traceMemoryData.drive(memory.traceData);
  },
});

/** Leads the trace pins of a core to the top, under its number. */
function forwardTrace(config: PumaMachineConfig, core: number, from: object, to: object): void {
  const pins = from as Record<string, Bits>;
  const tops = to as Record<string, Drivable<BitsType>>;
  for (const pin of Object.keys(coreTracePorts(config))) {
    const [value, top] = [pins[pin], tops[traceOfCore(core, pin)]];
    if (value === undefined || top === undefined) throw new RangeError(`core ${core} has no pin \`${pin}\``);
    top.drive(value);
  }
}
