// The house: which folder may import which (the table in docs/development.md).
const { builtinModules } = require('node:module');

const house = {
  base: [],
  config: ['base'],
  templates: [],
  'hdl-dsl': ['base'],
  'sim-models': ['base', 'config'],
  generators: ['base', 'config', 'hdl-dsl', 'templates'],
  compiler: ['base', 'config', 'sim-models'],
  'verilator-harness': ['base', 'hdl-dsl', 'templates'],
  systems: [
    'base',
    'config',
    'templates',
    'hdl-dsl',
    'sim-models',
    'generators',
    'compiler',
    'verilator-harness',
  ],
  cli: ['base', 'config', 'systems', 'verilator-harness'],
};
const everyFolder = [...Object.keys(house), 'test', 'bench', 'docs', 'configs', 'scripts', 'out', 'dist'];

const houseRules = Object.entries(house).map(([folder, allowed]) => ({
  name: `${folder}-imports-down`,
  comment: `${folder}/ may import ${allowed.length > 0 ? allowed.map((name) => `${name}/`).join(', ') : 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: `^(${everyFolder.filter((name) => name !== folder && !allowed.includes(name)).join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...houseRules,
    {
      name: 'no-cycle',
      comment:
        'Modules that need one another while they load cannot be read, or tested, one at a time. Types may name ' +
        'one another, and so may the value classes of the language, whose methods return one another.',
      severity: 'error',
      from: { pathNot: '^hdl-dsl/values/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency',
      comment: 'What is shipped runs without the development packages.',
      severity: 'error',
      from: { path: `^(${Object.keys(house).join('|')})/`, pathNot: '/assembly/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^out/', '/assembly/', '/fixtures/'] },
    tsPreCompilationDeps: true,
    builtInModules: { override: builtinModules },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
