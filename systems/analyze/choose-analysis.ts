import { CrossweaveError } from '../../base/crossweave-error.js';
import { nearestWord } from '../../config/nearest-word.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import type { Config } from '../../config/systems.js';
import { networkCatalogue } from '../networks/catalogue.js';
import { loadNetwork } from '../networks/index.js';
import { workloadCatalogue } from '../workloads/catalogue.js';
import { createWorkload } from '../workloads/index.js';
import { analyzeNetworkOnMvmu, analyzeWorkload } from './analyze-mvmu.js';
import { analyzeRaella } from './analyze-raella.js';
import type { Findings } from './findings.js';

/** Inputs of a network where nobody says how many. */
const defaultInputs = 100;

export interface ChosenFindings {
  readonly findings: Findings;
  /** Inputs that it took. */
  readonly vectors: number;
  readonly adcBits: number;
}

interface Chosen {
  readonly vectors?: number | undefined;
  readonly seed?: number | undefined;
}

/** Analyses a workload as the configuration's system allows.
 *  @throws {CrossweaveError} CW-W112, CW-W113, CW-W106, CW-W108 and those of the workload */
export function findingsOf(config: Config, workload: string, options: Chosen): ChosenFindings {
  const { system } = config;
  if (system === 'puma-mvmu') return onMvmu(config, workload, options);
  if (system === 'raella-crossbar' || system === 'raella-ima' || system === 'raella-tile') {
    const crossbar: RaellaCrossbarConfig = { ...config, system: 'raella-crossbar' };
    if (!isNetwork(workload)) throw noNetwork(workload, system);
    return onNetwork(workload, options, crossbar.adcBits, (network, vectors) =>
      analyzeRaella(crossbar, network, vectors),
    );
  }
  throw new CrossweaveError({
    code: 'CW-W112',
    severity: 'error',
    message: `there is nothing to analyse in ${system}`,
    expected: 'a configuration of raella-crossbar, raella-ima, raella-tile or puma-mvmu',
    actual: system,
    hint: 'their column sums go through ADCs, slice by slice and step by step',
  });
}

function onMvmu(config: PumaMvmuConfig, workload: string, options: Chosen): ChosenFindings {
  if (!isNetwork(workload)) {
    const { vectors, seed } = options;
    const made = createWorkload(workload, config, {
      ...(vectors !== undefined && { vectors }),
      ...(seed !== undefined && { seed }),
    });
    return { findings: analyzeWorkload(config, made), vectors: made.vectors, adcBits: config.adcBits };
  }
  const { weightBits, inputBits, signedInputs, encoding } = config;
  if (weightBits !== 8 || inputBits !== 8 || signedInputs || encoding === 'differential') {
    throw new CrossweaveError({
      code: 'CW-W113',
      severity: 'error',
      message: `the network "${workload}" does not fit this unit`,
      expected: 'weightBits 8, inputBits 8, signedInputs false, and an offset encoding',
      actual: `weightBits ${weightBits}, inputBits ${inputBits}, signedInputs ${signedInputs}, encoding ${encoding}`,
      hint: 'take isaac-crossbar, change the keys with --set, or analyse the workload "random" or "digits"',
    });
  }
  return onNetwork(workload, options, config.adcBits, (network, vectors) =>
    analyzeNetworkOnMvmu(config, network, vectors),
  );
}

function onNetwork(
  name: string,
  { vectors, seed }: Chosen,
  adcBits: number,
  analyse: (network: ReturnType<typeof loadNetwork>, vectors: number) => Findings,
): ChosenFindings {
  const network = loadNetwork(name, seed);
  const most = network.test().raw.length;
  if (vectors !== undefined && vectors > most) {
    throw new CrossweaveError({
      code: 'CW-W108',
      severity: 'error',
      message: 'the workload cannot have so many vectors',
      expected: `1 .. ${most}`,
      actual: String(vectors),
      hint: `that many inputs of "${name}" are held out`,
    });
  }
  const count = vectors ?? Math.min(most, defaultInputs);
  return { findings: analyse(network, count), vectors: count, adcBits };
}

function isNetwork(name: string): boolean {
  return networkCatalogue.some((network) => network.name === name);
}

function noNetwork(name: string, system: string): CrossweaveError {
  const names = networkCatalogue.map((network) => network.name);
  const known = workloadCatalogue.some((workload) => workload.name === name);
  const nearest = nearestWord(name, names);
  return new CrossweaveError({
    code: 'CW-W113',
    severity: 'error',
    message: `the workload ${JSON.stringify(name)} is no network to analyse on ${system}`,
    expected: names.join(', '),
    actual: JSON.stringify(name),
    hint:
      nearest === undefined || known
        ? 'slicings are chosen, and errors measured, in layers of a network'
        : `did you mean "${nearest}"?`,
  });
}
