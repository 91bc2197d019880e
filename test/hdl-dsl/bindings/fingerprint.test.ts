import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bindingsFingerprint } from '../../../hdl-dsl/bindings/index.js';

const folder = 'hdl-dsl/bindings';
const own = 'fingerprint.ts';

/** With CROSSWEAVE_UPDATE=1 the fingerprint is written anew instead of being compared. */
test('the fingerprint of the bindings is that of their sources and of ts-morph', () => {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder)
    .filter((name) => name !== own)
    .sort()) {
    hash.update(`${file}\0`).update(readFileSync(`${folder}/${file}`));
  }
  const { version } = JSON.parse(readFileSync('node_modules/ts-morph/package.json', 'utf8')) as {
    version: string;
  };
  const current = hash.update(version).digest('hex').slice(0, 16);
  if (process.env.CROSSWEAVE_UPDATE === '1') {
    const text = readFileSync(`${folder}/${own}`, 'utf8');
    writeFileSync(`${folder}/${own}`, text.replace(/(Fingerprint = )'\w*'/, `$1'${current}'`));
  } else expect(bindingsFingerprint).toBe(current);
});
