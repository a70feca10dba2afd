import {
  AngularNodeAppEngine,
  createNodeRequestHandler,
  isMainModule,
  writeResponseToNodeResponse,
} from '@angular/ssr/node';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const app = express();
const angularApp = new AngularNodeAppEngine();

/** The API: tells whether whoever asks is known. */
app.get('/api/whoami', ({ headers }, response) => {
  response.json(headers.authorization ? 'somebody' : 'nobody');
});

app.use(express.static(join(import.meta.dirname, '../browser'), { maxAge: '1y', index: false, redirect: false }));

app.use((request, response, next) => {
  angularApp
    .handle(request)
    .then((rendered) => (rendered ? writeResponseToNodeResponse(rendered, response) : next()))
    .catch(next);
});

if (isMainModule(import.meta.url)) {
  const server = app.listen(Number(process.env['PORT'] ?? 4000), 'localhost', () => {
    console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
  });
}

export const reqHandler = createNodeRequestHandler(app);
