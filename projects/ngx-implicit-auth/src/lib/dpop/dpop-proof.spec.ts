import { decodeJwt } from 'jose';
import { dpopKey } from './dpop-key';
import { dpopProof } from './dpop-proof';

describe('dpopProof', () => {
  it.each([
    ['https://api.example.com/a?b#c', 'https://api.example.com/a'],
    ['HTTPS://API.Example.com:443/a', 'https://api.example.com/a'],
    ['https://api.example.com', 'https://api.example.com/'],
    ['https://api.example.com/a/../b', 'https://api.example.com/b'],
    ['https://api.example.com/ä', 'https://api.example.com/%C3%A4'],
  ])('R77 names %s as the browser requests it: %s', async (url, htu) => {
    const proof = await dpopProof(await dpopKey('a key'), { method: 'GET', url: new URL(url) }, 0);

    expect(decodeJwt(proof)['htu']).toBe(htu);
  });
});
