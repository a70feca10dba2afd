/**
 * The command and arguments that run npm. When npm has told where it is, that is on the same Node as this process and
 * without a shell.
 */
export function npmCommand(...args) {
  const npm = process.env.npm_execpath;
  return npm ? [process.execPath, [npm, ...args]] : ['npm', args];
}
