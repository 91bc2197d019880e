import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SimDesign } from '../verilator-harness/engine.js';
import { BuildCache } from '../verilator-harness/verilator/build-cache.js';
import { runBuildStep } from '../verilator-harness/verilator/build-step.js';
import { compilerFlags, linkerFlags, verilatorFlags } from '../verilator-harness/verilator/flags.js';
import { prefix } from '../verilator-harness/verilator/model-source.js';
import { includeFlags, readManifest, runtimeObjects } from '../verilator-harness/verilator/runtime.js';
import { findToolchain } from '../verilator-harness/verilator/toolchain.js';

const timeoutSeconds = 600;
const refusal = { code: 'CW-T003', message: 'the bare loop does not compile' } as const;

/** Compiles a bare loop around a design with the flags of the harness.
 *  @param loop C++ text of the loop, its `main` included
 *  @returns the program */
export async function buildBareLoop(
  design: Pick<SimDesign, 'top' | 'sources'>,
  loop: string,
  folder: string,
): Promise<string> {
  const tools = await findToolchain();
  for (const { path, text } of design.sources) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const names = ['--prefix', prefix, '--top-module', design.top, '--Mdir', 'objects'];
  const args = [...verilatorFlags, ...names, ...design.sources.map(({ path }) => path)];
  await runBuildStep({ program: tools.verilator, args, cwd: folder, timeoutSeconds, refusal });
  const objects = join(folder, 'objects');
  const manifest = await readManifest(objects, prefix);
  const model = manifest.modelFiles.map((file) => `#include "${file}"\n`).join('');
  writeFileSync(join(objects, 'bare.cpp'), model + loop);
  const library = await runtimeObjects(new BuildCache(), tools, manifest, false, timeoutSeconds);
  const flags = [...compilerFlags(false), '-I.', ...includeFlags(manifest)];
  await runBuildStep({
    program: tools.compiler,
    args: [...flags, '-o', 'bare', 'bare.cpp', ...library, ...linkerFlags],
    cwd: objects,
    timeoutSeconds,
    refusal,
  });
  return join(objects, 'bare');
}
