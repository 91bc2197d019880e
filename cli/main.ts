#!/usr/bin/env node
import { guardProcess } from './guard-process.js';
import { runCli } from './run-cli.js';

guardProcess();
process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  loadSystems: () => import('../systems/index.js'),
  loadTools: () => import('./survey-tools.js'),
});
