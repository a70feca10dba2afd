import { type Answers } from './answers.ts';
import { literal } from './literal.ts';

/** The text of `auth.config.ts`. */
export function authConfigSource(answers: Answers, redirectsToRoot: boolean, width: number): string {
  const { server, flow, apis, begin } = answers;
  const scope = answers.scope ?? server.scope(flow);
  const lines = [
    ...begin,
    ...(redirectsToRoot && !server.comesBackToRoot ? ["redirectUri: '', // the app's root"] : []),
    ...(flow === 'code' ? ["responseType: 'code', // with PKCE"] : []),
    ...(scope === null ? [] : [`scope: ${literal(scope)},`]),
    ...resourceServers(apis, width),
    ...(server.more?.(flow, apis) ?? []),
  ];
  return [
    server.preset
      ? `import { type AuthConfig, ${server.preset} } from 'ngx-implicit-auth';`
      : "import type { AuthConfig } from 'ngx-implicit-auth';",
    '',
    'export const authConfig: AuthConfig = {',
    ...lines.map((line) => `  ${line}`),
    '};',
    '',
  ].join('\n');
}

function resourceServers(apis: readonly string[], width: number): readonly string[] {
  if (apis.length === 0) return ['resourceServers: [], // the addresses of the APIs that get the token'];
  const line = `resourceServers: [${apis.map(literal).join(', ')}],`;
  // Two are for the indentation.
  return line.length + 2 <= width ? [line] : ['resourceServers: [', ...apis.map((api) => `  ${literal(api)},`), '],'];
}
