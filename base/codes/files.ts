import { defineCodes } from '../code-entry.js';

export const filesCodes = defineCodes([
  {
    code: 'CW-F001',
    title: 'file cannot be read',
    exitStatus: 2,
    explanation:
      'A file that the command line names is missing, is a folder, or may not be read. Paths count from the working folder.',
    example: 'crossweave generate missing.json',
  },
  {
    code: 'CW-F002',
    title: 'not a folder of Crossweave',
    exitStatus: 2,
    explanation:
      "Crossweave writes to folders that are absent, empty, or its own. Its own bear the file .crossweave.json, which lists the entries that a generation replaces; everything else in the folder is the user's and stays. A folder that Crossweave did not make is never touched.",
    example: 'crossweave generate puma-mvmu --out ~/documents',
  },
  {
    code: 'CW-F003',
    title: 'output cannot be written',
    exitStatus: 3,
    explanation:
      'The system refused to write: no permission, a read-only file system, a file where a folder is needed. Output is written to a temporary folder first, so what was there before is intact.',
    example: 'crossweave generate puma-mvmu --out /sys/design',
  },
  {
    code: 'CW-F004',
    title: 'disk full',
    exitStatus: 3,
    explanation:
      'The disk or the quota is used up. Output is written to a temporary folder first, which has been removed again, and what was there before is intact.',
    example: 'crossweave generate puma-mvmu --out /mnt/full/design',
  },
  {
    code: 'CW-F005',
    title: 'symbolic link in the way',
    exitStatus: 2,
    explanation:
      "The output folder, or one of Crossweave's entries in it, is a symbolic link. Writing through it could change files elsewhere, so it is refused. Name the folder that the link points to, or remove the link.",
    example: 'ln -s ~/documents out/puma_mvmu; crossweave generate puma-mvmu',
  },
  {
    code: 'CW-F006',
    title: 'output folder in use',
    exitStatus: 3,
    explanation:
      'Another process has held the lock of the output folder for five seconds; it is held for milliseconds as a rule. If no other process runs (on any machine that shares the folder), remove the lock file that the message names.',
    example: 'error CW-F006: another process is writing the output folder',
  },
  {
    code: 'CW-F007',
    title: 'unsafe path in a design',
    exitStatus: 2,
    explanation:
      'A generator asked for a file outside the design folder, in runs/, or twice. Nothing was written. Paths are compared without regard to case, as some file systems do.',
    example: 'error CW-F007: a file of the design has no path of its own inside the design folder',
  },
  {
    code: 'CW-F008',
    title: 'no RTL in the folder',
    exitStatus: 2,
    explanation:
      'With --rtl, the SystemVerilog of a folder is run in place of the generated RTL. The folder, or a folder `rtl` in it, must hold .sv or .v files that can be read. The analog macros still come from the configuration.',
    example: 'crossweave cosim tiny --rtl no/such/folder',
  },
]);
