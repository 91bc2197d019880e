import type { PumaTileConfig } from '../../../config/puma-machine.js';
import type { Bool, InnerIo, ModuleBuilder, OuterIo } from '../../../hdl-dsl/index.js';
import { numbered } from '../../../hdl-dsl/std/index.js';
import type { StreamLinks } from '../../common/stream-links.js';
import { blockRequest } from '../core-ports.js';
import type { machinePorts } from './machine-ports.js';
import { packetIn, packetOut } from './packet.js';
import { ReceiveBuffer } from './receive-buffer.js';
import type { SharedMemory } from './shared-memory.js';
import { TileControl } from './tile-control.js';
import type { TileSpaces } from './tile-spaces.js';

type PortsOf<D extends { readonly spec: { readonly ports: (p: never) => unknown } }> = ReturnType<
  D['spec']['ports']
>;

/** What the parts of a tile are connected to. */
interface Surroundings {
  readonly io: InnerIo<ReturnType<typeof machinePorts>>;
  readonly spaces: OuterIo<PortsOf<typeof TileSpaces>>;
  readonly memory: OuterIo<PortsOf<typeof SharedMemory>>;
}

/** A unit as seen by who watches the run. */
interface WatchedUnit {
  readonly cleared: Bool;
  readonly running: Bool;
  readonly ended: Bool;
  readonly progress: Bool;
}

/** Adds what a tile has beside cores and memory: tile control unit, receive buffer and network port. */
export function addTile(
  m: ModuleBuilder,
  config: PumaTileConfig,
  links: StreamLinks,
  { io, spaces, memory }: Surroundings,
): WatchedUnit {
  const { fifos, fifoDepth } = config.tile;
  const control = m.instance('control', TileControl, config);
  const buffer = m.instance('receive', ReceiveBuffer, { unit: config.name, fifos, depth: fifoDepth });
  const client = numbered(memory, 'in', config.cores + 1)[config.cores];
  const {
    netIn,
    netOut,
    tracePacketValid,
    tracePacketTarget,
    tracePacketFifo,
    tracePacketWidth,
    tracePacketData,
  } = io;
  const { commands, status, badPacket, programWord } = spaces;
  if (client === undefined || netIn === undefined || netOut === undefined)
    throw new RangeError('a tile has a client of the memory and network pins');
  if (commands === undefined || status === undefined || badPacket === undefined || programWord === undefined)
    throw new RangeError('a tile has spaces of its control unit');

  control.run.drive(spaces.run);
  control.halt.drive(spaces.halt);
  control.commands.drive(commands);
  status.drive(control.status);
  programWord.drive(control.programWord);
  links.link('control_memory', blockRequest(config.memory.countBits), control.memReq, client);
  control.memResp.valid.drive(memory.respValid.bit(config.cores));
  control.memResp.data.drive(memory.respData);

  links.link('net_in', packetIn, netIn, buffer.net);
  links.link('net_out', packetOut, control.net, netOut);
  badPacket.drive(buffer.bad);
  buffer.fifo.drive(control.fifo);
  control.head.valid.drive(buffer.head.valid);
  control.head.data.drive(buffer.head.data);
  buffer.head.ready.drive(control.head.ready);

  const { target, fifo, width, data } = control.net.data;
  tracePacketValid?.drive(control.net.fire);
  tracePacketTarget?.drive(target);
  tracePacketFifo?.drive(fifo);
  tracePacketWidth?.drive(width);
  tracePacketData?.drive(data);
  const { entered } = m.wires({ entered: buffer.net.fire });
  const { halted, trapped, running } = control.status;
  return {
    cleared: control.cleared,
    running,
    ended: halted.or(trapped),
    progress: control.progress.or(entered),
  };
}
