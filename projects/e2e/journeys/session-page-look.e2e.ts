import { expect, test } from '../test.ts';
import { sessionPage, signInFromSessionPage } from './session-page.ts';

test('the table of contents of the Session page leads to every heading, below the header, as often as one likes', async ({
  page,
  product,
}) => {
  await signInFromSessionPage(page, product);
  const main = page.getByRole('main');
  const contents = main.getByRole('navigation', { name: 'On this page' }).getByRole('button');
  const headings = main.getByRole('region').getByRole('heading', { level: 2 });
  await expect(contents.last()).toHaveText('Report');
  const names = await contents.allTextContents();
  // The card that the page adds is outside the shadow root, and so found first.
  await expect(headings).toHaveText(['Signing out', ...names]);

  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const name of [...names, ...names.slice(-1)]) {
      await page.evaluate('scrollTo(0, 0)');
      await contents.getByText(name, { exact: true }).click();
      const heading = headings.getByText(name, { exact: true });
      await expect(heading).toBeFocused();
      await expect(heading).toBeInViewport();
      const header = await page.getByRole('banner').boundingBox();
      const { y = 0 } = (await heading.boundingBox()) ?? {};
      expect(y, name).toBeGreaterThan(header?.height ?? Infinity);
    }
  }
  await expect(page).toHaveURL(/session$/);
});

test('the cards of the Session page leave no hole: those side by side begin and end together', async ({
  page,
  product,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${product.app}/session`);
  await expect(sessionPage(page).none).toBeVisible();
  const uneven = () =>
    page.evaluate(() => {
      const inspector = document.querySelector('auth-inspector')?.shadowRoot?.querySelectorAll('.card') ?? [];
      const all = [...inspector, ...document.querySelectorAll('main .card')];
      const cards = all.map((card) => card.getBoundingClientRect());
      if (cards.length < 9) return NaN;
      return cards.filter((one) =>
        cards.some(
          ({ top, bottom }) =>
            top < one.bottom && bottom > one.top && Math.abs(top - one.top) + Math.abs(bottom - one.bottom) > 1,
        ),
      ).length;
    });
  expect(await uneven()).toBe(0);
  await signInFromSessionPage(page, product);
  expect(await uneven()).toBe(0);
});

test('“Failed” stands beside the way of a sign-in, and is where one stands after a failure', async ({
  page,
  product,
}) => {
  await page.goto(`${product.app}/auth/callback#error=access_denied&state=of-nobody`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Session' }).click();
  const card = page.getByRole('region', { name: 'State' });
  await expect(card.getByRole('listitem')).toHaveText([
    'Signed out',
    'Redirecting',
    'Completing',
    'Signed in',
    'Renewing',
  ]);
  await expect(card.locator('[aria-current=step]')).toHaveText('Failed');
  await expect(card).toContainText('Any step may end in Failed');
});
