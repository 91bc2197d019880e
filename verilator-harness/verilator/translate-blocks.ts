import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesignFile } from '../../base/design-file.js';
import type { SimDesign } from '../engine.js';
import { writable } from './build-cache.js';
import { runBuildStep } from './build-step.js';
import { readManifest } from './runtime.js';
import type { Toolchain } from './toolchain.js';
import { writeDesignFile } from './write-design-file.js';

/** Sources with the blocks in place, and what is compiled beside the model. */
export interface Blocks {
  /** Sources of the whole, a wrapper in the place of each block. */
  readonly sources: readonly DesignFile[];
  /** C++ files in the folder of objects, one a block. */
  readonly units: readonly string[];
  /** Files of Verilator's run-time library that they need. */
  readonly runtimeFiles: readonly string[];
  /** What Verilator printed. */
  readonly printed: string;
}

/** Has Verilator translate each block of a design into a library behind DPI (`--lib-create`). A block whose source is not
 *  found by its name, as in RTL of a user's, stays a part of the whole.
 *  @param cwd folder with `sources/`, which holds all sources, and `objects/` */
export async function translateBlocks(
  cwd: string,
  design: SimDesign,
  tools: Toolchain,
  options: { readonly flags: readonly string[]; readonly timeoutSeconds: number },
): Promise<Blocks> {
  let sources = design.sources;
  const units: string[] = [];
  const runtimeFiles = new Set<string>();
  let printed = '';
  for (const block of design.blocks ?? []) {
    const source = sources.find(({ path }) => path.endsWith(`/${block}.sv`));
    if (source === undefined) continue;
    const prefix = `V${block}`;
    const folder = join('objects', block);
    await writable(() => mkdir(join(cwd, folder), { recursive: true }), cwd);
    printed += await runBuildStep({
      program: tools.verilator,
      args: [
        ...options.flags,
        '--lib-create',
        block,
        '--prefix',
        prefix,
        '--top-module',
        block,
        '--Mdir',
        join('..', folder),
        ...design.sources.map(({ path }) => path),
      ],
      cwd: join(cwd, 'sources'),
      timeoutSeconds: options.timeoutSeconds,
      refusal: { code: 'CW-T002', message: `Verilator refuses the module \`${block}\` of \`${design.top}\`` },
    });
    const manifest = await readManifest(join(cwd, folder), prefix);
    for (const file of manifest.runtimeFiles) runtimeFiles.add(file);
    const unit = `block-${units.length}.cpp`;
    const text = [...manifest.modelFiles, `${block}.cpp`]
      .map((file) => `#include "${block}/${file}"\n`)
      .join('');
    await writeDesignFile(join(cwd, 'objects'), { path: unit, text });
    units.push(unit);
    const wrapper = { path: source.path, text: await readFile(join(cwd, folder, `${block}.sv`), 'utf8') };
    sources = sources.map((file) => (file === source ? wrapper : file));
  }
  return { sources, units, runtimeFiles: [...runtimeFiles], printed };
}
