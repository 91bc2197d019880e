import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CrossweaveError } from '../base/crossweave-error.js';
import { BuildCache } from '../verilator-harness/verilator/build-cache.js';

const file = 'text';

/** A text that takes long to make, kept beside the builds of simulators under a hash of all that decides it.
 *  @param kind of text: letters
 *  @param content all that decides the text, the version of what makes it included */
export async function cachedText(
  kind: string,
  content: string,
  make: () => Promise<string>,
): Promise<string> {
  const key = createHash('sha256').update(`${file}\0${content}`).digest('hex').slice(0, 32);
  try {
    const { folder } = await new BuildCache().entry(kind, key, async (made) => {
      await writeFile(join(made, file), await make());
    });
    return await readFile(join(folder, file), 'utf8');
  } catch (error) {
    // Without a cache that can be written, as where there is no home, the text is made every time.
    if (error instanceof CrossweaveError && error.diagnostics[0]?.code !== 'CW-T007') throw error;
    return make();
  }
}
