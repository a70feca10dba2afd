import { inPage, until } from '../engines/in-page.ts';
import { asksFirst, openForm, openPopup } from '../session/popup.ts';
import { expect, test } from '../session/test.ts';
import { startWitness } from './witness.ts';

const CUTS_OFF = { 'Cross-Origin-Opener-Policy': 'same-origin' };
const FORGED = '#access_token=forged&token_type=Bearer&expires_in=600';

test('A17 the static page does nothing for a foreign page that opens it with an answer of its own', async ({
  tab,
  started,
  withServer,
}) => {
  const { app } = await withServer({ behaviour: asksFirst(CUTS_OFF) });
  await openForm(tab, app);
  await openPopup(tab);
  const foreign = started(await startWitness());
  const other = await tab.openAnother();
  await other.goto(foreign.url.replace('localhost', '127.0.0.1'));
  await inPage(other, () => document.body.append(Object.assign(document.createElement('button'), { id: 'open' })));
  await inPage(
    other,
    (url) => {
      document.querySelector('#open')?.addEventListener('click', () => void open(url, '', 'popup'));
    },
    `${app}/silent-renewal.html${FORGED}&state=guessed`,
  );
  const page = await other.openedBy(() => other.click('#open'));
  await until(page, () => document.readyState === 'complete');

  expect(await inPage(tab, () => probe.events.map(({ type }) => type))).toEqual(['sign-in-started']);
});
