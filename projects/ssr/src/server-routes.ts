import { RenderMode, type ServerRoute } from '@angular/ssr';

/** The same pages in each mode, below the mode's name. */
export const serverRoutes: ServerRoute[] = [
  { path: '', renderMode: RenderMode.Prerender },
  { path: 'auth/callback', renderMode: RenderMode.Prerender },
  { path: 'prerendered/**', renderMode: RenderMode.Prerender },
  { path: 'rendered/**', renderMode: RenderMode.Server },
  { path: 'client/**', renderMode: RenderMode.Client },
  { path: '**', renderMode: RenderMode.Server, status: 404 },
];
