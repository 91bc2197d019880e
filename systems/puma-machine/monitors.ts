import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import type { Monitor, SimPort } from '../../verilator-harness/engine.js';

const wordBits = 16;
const halfBits = 32;

/** Trace pins of a machine in its bench, and the answers to reads; `decodeMachine` takes what they record by name. */
export function machineMonitors(config: PumaMachineConfig, ports: readonly SimPort[]): Monitor[] {
  const { cores, mvmus, lanes, countBits, tile } = machineGeometry(config);
  const width = (name: string): number => {
    const port = ports.find((candidate) => candidate.name === name);
    if (port === undefined) throw new RangeError(`the machine has no pin ${name}`);
    return port.width;
  };
  const monitor = (
    name: string,
    pins: string,
    tags: readonly string[],
    data: string,
    elements: number,
    elementBits: number,
    signed: boolean,
  ): Monitor => ({
    name,
    valid: `${pins}_valid_o`,
    tags: tags.map((tag) => `${pins}_${tag}_o`),
    data: `${pins}_${data}_o`,
    elements,
    elementBits,
    signed,
  });
  const coreMonitors = Array.from({ length: cores }, (_, c) => {
    const pins = `trace_core${c}`;
    return [
      monitor(`retire${c}`, `${pins}_retire`, [], 'pc', 1, width(`${pins}_retire_pc_o`), false),
      monitor(`write${c}`, `${pins}_write`, ['address', 'count'], 'data', lanes, wordBits, true),
      ...Array.from({ length: mvmus }, (_, k) =>
        monitor(`out${c}.${k}`, `${pins}_out${k}`, ['column'], 'data', config.mvmu.adcs, wordBits, true),
      ),
    ];
  });
  const memoryTags = ['client', 'write', 'address', 'width'];
  return [
    {
      name: 'begin',
      valid: 'begin_o',
      tags: [],
      data: 'finished_o',
      elements: 1,
      elementBits: 1,
      signed: false,
    },
    monitor('answers', 'answer', [], 'data', 2, halfBits, false),
    ...coreMonitors.flat(),
    monitor('memory', 'trace_memory', memoryTags, 'data', 16, wordBits + 1 + countBits, false),
    ...(tile
      ? [monitor('packet', 'trace_packet', ['target', 'fifo', 'width'], 'data', 16, wordBits, true)]
      : []),
  ];
}
