import { z } from 'zod';
import { crossbarsOf } from '../../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { all, module, mux } from '../../../hdl-dsl/index.js';
import { oneHotIndex } from '../../../hdl-dsl/std/index.js';
import { anyOf } from '../../common/any-of.js';
import { concatLow } from '../../common/concat-low.js';
import { StreamLinks } from '../../common/stream-links.js';
import { mostFilters } from '../crossbar/index.js';
import { RaellaIma } from '../ima/ima.js';
import { sumBits } from '../ima/ima-ports.js';
import { ActivationBuffer, placedActivation } from './activation-buffer.js';
import { AddressSteps } from './address-steps.js';
import { ConfigurationPort, configurationReply, configurationRequest } from './configuration-port.js';
import { CrossbarLoader } from './crossbar-loader.js';
import { Fetch } from './fetch.js';
import { Join } from './join.js';
import { LayerControl } from './layer-control.js';
import { connectLayer, LayerRegisters } from './layer-registers.js';
import { OutputPort, routedOutput } from './output-port.js';
import { PoolUnit } from './pool-unit.js';
import { Quantiser } from './quantiser.js';
import { QuantiserTable } from './quantiser-table.js';
import { RowBuffer } from './row-buffer.js';
import { tilePorts } from './tile-ports.js';
import { WindowWalker } from './window-walker.js';

/** What a tile is made for. */
interface TileParameters {
  readonly config: RaellaTileConfig;
  /** With stall points on the streams at its pins, and the pins that steer them. */
  readonly stalls: boolean;
}

/** A tile of RAELLA: IMAs on one activation buffer, with window walker, quantiser and pool unit. All IMAs are instances
 *  of one module. Source: docs/raella-tile.md. */
export const RaellaTile = module({
  name: ({ config }) => config.name,
  comment: ({ config: { imas, crossbars, rows, columns } }) =>
    `RAELLA tile: ${imas} IMA(s) of ${crossbars} crossbar(s) of ${rows} x ${columns}.`,
  params: z.custom<TileParameters>((p) => typeof p === 'object' && p !== null && 'config' in p),
  ports: ({ config, stalls }) => tilePorts(config, stalls),
  build(m, { config }, io) {
    const unit = config.name;
    const { crossbars, imas: count, rows, columns, cellBits, channels, activationBytes: bytes } = config;
    const port = m.instance('configuration', ConfigurationPort, { unit, activationBytes: bytes });
    const layer = m.instance('layer', LayerRegisters, { unit });
    const row = m.instance('row', RowBuffer, { unit, rowBits: columns * (cellBits + 1) });
    const loader = m.instance('loader', CrossbarLoader, {
      unit,
      crossbars: crossbarsOf(config),
      rows,
      filters: mostFilters(config),
    });
    const table = m.instance('table', QuantiserTable, { unit, channels });
    const buffer = m.instance('buffer', ActivationBuffer, { unit, bytes });
    const control = m.instance('control', LayerControl, { unit });
    const steps = m.instance('steps', AddressSteps, { unit });
    const walker = m.instance('walker', WindowWalker, { unit });
    const fetch = m.instance('fetch', Fetch, { unit });
    const imas = m.instances('ima', count, RaellaIma, () => ({ config, traced: false }));
    const join = m.instance('join', Join, {
      unit,
      imas: count,
      crossbars: crossbarsOf(config),
      sumBits: sumBits(crossbars),
      channels,
    });
    const quantiser = m.instance('quantiser', Quantiser, { unit });
    const pool = m.instance('pool', PoolUnit, { unit });
    const out = m.instance('output', OutputPort, { unit });
    for (const part of [loader, control, steps, walker, fetch, join, quantiser, pool, out])
      connectLayer(layer, part);

    const { stallSeed: seed, stallRate: rate } = io;
    const links = new StreamLinks(m, seed === undefined || rate === undefined ? undefined : { seed, rate });
    links.link('cfg', configurationRequest, io.cfg, port.cfg);
    links.link('cfg_reply', configurationReply, port.reply, io.cfgReply);
    links.link('net_in', placedActivation, io.netIn, buffer.net);
    links.link('net_out', routedOutput, out.net, io.netOut);

    port.running.drive(control.running);
    port.overflows.drive(join.overflows);
    port.clocks.drive(control.clocks);
    port.activation.drive(buffer.value);
    for (const [write, part] of [
      [port.writeLayer, layer],
      [port.writeRow, row],
      [port.writeQuantiser, table],
    ] as const) {
      part.write.drive(write);
      part.index.drive(port.index);
      part.data.drive(port.data);
    }
    loader.begin.drive(control.begin);
    loader.writeLayer.drive(port.writeLayer);
    loader.writeCrossbars.drive(port.writeCrossbars);
    loader.writeCells.drive(port.writeCells);
    loader.writeCentres.drive(port.writeCentres);
    loader.index.drive(port.index);
    loader.data.drive(port.data);
    buffer.access.drive(port.access);
    buffer.accessWrite.drive(port.accessWrite);
    buffer.accessIndex.drive(port.index);
    buffer.accessData.drive(port.data.truncate(8));

    control.start.drive(port.start);
    steps.begin.drive(control.begin);
    control.stepsReady.drive(steps.ready);
    walker.begin.drive(control.walk);
    walker.linePitch.drive(steps.linePitch);
    walker.windowPitch.drive(steps.windowPitch);
    walker.bandPitch.drive(steps.bandPitch);
    walker.origin.drive(steps.origin);

    fetch.in.valid.drive(walker.out.valid);
    const { address, inside, element, ends, last } = walker.out.data;
    fetch.in.data.drive({ address, inside, element, ends, last });
    walker.out.ready.drive(fetch.in.ready);
    fetch.pools.drive(control.pools);
    fetch.take.drive(control.take);
    fetch.value.drive(buffer.value);
    control.element.drive(walker.out.valid);
    control.ends.drive(ends);
    control.last.drive(last);
    control.inFlight.drive(fetch.inFlight);
    buffer.running.drive(control.running);
    buffer.layerRead.drive(fetch.read);
    buffer.layerAddress.drive(fetch.address);

    const parts = imas.map((ima, k) => {
      const mine = <T>(take: (first: number, size: number) => T): T => take(k * crossbars, crossbars);
      const cells = mine((first, size) => loader.cells.slice(first, size));
      ima.firstMacro?.drive(k * crossbars);
      ima.prog.valid.drive(cells.reduceOr());
      ima.prog.data.drive({ crossbar: oneHotIndex(cells), row: loader.row, data: row.row });
      ima.layer.valid.drive(mine((first, size) => loader.crossbars.slice(first, size)).reduceOr());
      ima.layer.data.drive({
        crossbars: mine((first, size) => loader.crossbars.slice(first, size)),
        kind: loader.kind,
        index: loader.wordIndex,
        data: loader.word,
      });
      ima.in.valid.drive(fetch.input.valid);
      ima.in.data.drive({ element: fetch.input.data.element, data: fetch.input.data.data.asBits() });
      ima.used.drive(mine((first, size) => loader.used.slice(first, size)));
      ima.clear.drive(control.begin);
      ima.start.drive(control.run);
      ima.read.drive(join.read);
      ima.readOutput.drive(join.readOutput);
      m.ignore(ima.done, 'an IMA that is not busy is done');
      m.assert(
        `ImaTakes${k}`,
        all(
          ima.prog.ready.or(ima.prog.valid.not()),
          ima.layer.ready.or(ima.layer.valid.not()),
          ima.in.ready.or(ima.in.valid.not()),
        ),
        'crossbars are only written between runs',
      );
      join.sums.at(k).drive(ima.out.data.sum.asSInt());
      return ima;
    });
    control.busy.drive(anyOf(parts.map((ima) => ima.busy)));

    join.clear.drive(control.begin);
    join.begin.drive(control.join);
    join.last.drive(control.joinLast);
    join.room.drive(out.room);
    control.joining.drive(join.busy);
    control.room.drive(out.room);
    control.empty.drive(out.empty);
    table.read.drive(join.tableRead);
    table.output.drive(join.tableOutput);
    join.answer.drive(anyOf(parts.map((ima) => ima.out.valid)));
    join.overflow.drive(concatLow(parts.map((ima) => ima.out.data.overflow)));
    quantiser.in.valid.drive(join.out.valid);
    quantiser.in.data.drive({ acc: join.out.data.acc, last: join.out.data.last });
    quantiser.scale.drive(table.scale);
    quantiser.bias.drive(table.bias);

    pool.in.valid.drive(fetch.pool.valid);
    pool.in.data.drive({
      value: fetch.pool.data.value,
      inside: fetch.pool.data.inside,
      ends: fetch.pool.data.ends,
      last: fetch.pool.data.last,
    });

    out.begin.drive(control.begin);
    out.issue.drive(join.issue.or(control.issue));
    const isPooled = pool.out.valid;
    out.in.valid.drive(quantiser.out.valid.or(isPooled));
    out.in.data.drive({
      code: mux(isPooled, pool.out.data.code, quantiser.out.data.code),
      last: mux(isPooled, pool.out.data.last, quantiser.out.data.last),
    });
    buffer.out.valid.drive(out.buffer.valid);
    buffer.out.data.drive({ address: out.buffer.data.address, data: out.buffer.data.data });
    m.assert(
      'OneOperationAtATime',
      all(isPooled, quantiser.out.valid).not(),
      'outputs are of the quantiser or of the pool unit',
    );

    io.traceSumValid.drive(join.out.valid);
    io.traceSumData.drive(join.out.data.acc);
    io.tracePartValid.drive(join.out.valid);
    io.tracePartData.drive(concatLow(parts.map((ima) => ima.out.data.part)));
  },
});
