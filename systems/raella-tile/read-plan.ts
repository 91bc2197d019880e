import { configAddress } from '../../compiler/raella/tile/program-writes.js';
import { controls } from '../../config/raella/configuration-map.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import { outputCount, type TilePhase } from './tile-phase.js';

/** Reads of the configuration port after run `run` of layer `layer`, by what they are for. */
export interface RunReads {
  readonly layer: number;
  readonly run: number;
  /** An address whose read waits for the end, where the run is waited for in this way. */
  readonly barrier?: number;
  readonly overflows: number;
  /** Addresses in the buffer of outputs that the router does not show. */
  readonly outputs: readonly number[];
  /** After the last run of a layer: all addresses in the buffer that were ever written. */
  readonly memory: readonly number[];
}

/** All reads of a phase, run by run. */
export function readPlan({ activationBytes }: RaellaTileConfig, { layers }: TilePhase): RunReads[] {
  const written = new Uint8Array(activationBytes);
  const write = (address: number, count: number) => {
    for (let k = 0; k < count; k++) written[(address + k) % activationBytes] = 1;
  };
  return layers.flatMap(({ program, runs }, layer) =>
    runs.map((run, k) => {
      const { outBase, toBuffer, toRouter } = program.registers;
      const count = outputCount(program);
      for (const { address, bytes } of run.activations) write(address, bytes.length);
      if (toBuffer === 1) write(outBase, count);
      return {
        ...{ layer, run: k },
        ...(run.wait === 'read' ? { barrier: configAddress('activations', 0) } : {}),
        overflows: configAddress('control', controls.overflows),
        outputs:
          toRouter === 1 ? [] : Array.from({ length: count }, (_, n) => (outBase + n) % activationBytes),
        memory: k < runs.length - 1 ? [] : [...written.keys()].filter((address) => written[address] === 1),
      };
    }),
  );
}

/** Words that the reads of a run answer. */
export function answerCount({ barrier, outputs, memory }: RunReads): number {
  return (barrier === undefined ? 0 : 1) + 1 + outputs.length + memory.length;
}
