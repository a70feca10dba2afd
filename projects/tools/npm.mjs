/** The command and arguments that run npm, on the same Node as this process and without a shell when npm says where it is. */
export function npmCommand(...args) {
  const npm = process.env.npm_execpath;
  return npm ? [process.execPath, [npm, ...args]] : ['npm', args];
}
