// `node waiting-process.mjs <js folder> <target>`: makes a temporary folder beside the target, says so, and waits.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [js, target] = process.argv.slice(2);
const { guardProcess } = await import(join(js, 'cli/guard-process.js'));
const { makeTemporaryFolder } = await import(join(js, 'systems/temporary-folder.js'));

guardProcess();
writeFileSync(join(makeTemporaryFolder(target), 'half.sv'), 'module half;');
process.stdout.write('ready\n');
setInterval(() => {}, 1000);
