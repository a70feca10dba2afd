import { existsSync } from 'node:fs';

/** Where `ng build` has put an app. */
export function builtFolder(app: string): string {
  const folder = `dist/${app}/browser`;
  if (!existsSync(folder)) throw new Error(`${folder} is missing. Run: npm run build`);
  return folder;
}
