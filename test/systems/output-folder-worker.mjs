// Writes a design folder in a process of its own: `node output-folder-worker.mjs <js folder> kill|loop <out> <argument>`.
import { join } from 'node:path';

const [js, mode, out, argument] = process.argv.slice(2);
const { writeDesignFolder } = await import(join(js, 'systems/output-folder.js'));
const { fileOperations } = await import(join(js, 'systems/file-operations.js'));

if (mode === 'kill') {
  let calls = 0;
  const renameSync = (...args) => {
    if (calls++ === Number(argument)) process.kill(process.pid, 'SIGKILL');
    return fileOperations.renameSync(...args);
  };
  const files = [
    { path: 'config.json', text: '2\n' },
    { path: 'rtl/a.sv', text: 'module a2; endmodule\n' },
    { path: 'tb/tb.sv', text: 'module tb; endmodule\n' },
  ];
  writeDesignFolder(out, files, { operations: { ...fileOperations, renameSync } });
} else {
  const files = ['config.json', 'rtl/a.sv', 'rtl/b.sv', 'tb/tb.sv', `only_${argument}.txt`].map((path) => ({
    path,
    text: `${argument}\n`,
  }));
  for (let k = 0; k < 40; k++) writeDesignFolder(out, files);
}
