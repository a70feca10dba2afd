// Completes package-lock.json after `npm install`. npm now and then leaves out optional packages for other platforms,
// and `npm ci` then fails on those platforms, or on all. The name of such a package tells which platform it is for.
import { readFileSync, writeFileSync } from 'node:fs';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'wasi', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { packages } = lockfile;
const added = [];

for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    // A range would need the registry to settle it; platform packages are pinned.
    if (!/^\d/.test(version) || isPresent(path, name)) continue;
    packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
    added.push(`${name}@${version}`);
  }
}

if (added.length > 0) {
  lockfile.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync('package-lock.json', `${JSON.stringify(lockfile, undefined, 2)}\n`);
}
console.log(added.length > 0 ? `Added:\n${added.join('\n')}` : 'package-lock.json is complete.');

/** Whether the package at `path` finds `name` in its own node_modules or in one above. */
function isPresent(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (`${folder && `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}

function platformOf(name) {
  const words = name.split(/[/-]/);
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : ['glibc'];
  const os = words.filter((word) => systems.includes(word) && word !== 'wasi');
  const cpu = words.filter((word) => processors.includes(word));
  return { cpu, ...(os[0] === 'linux' && cpu[0] !== 'arm' && { libc }), ...(os.length > 0 && { os }) };
}
