import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab } from '../testing/fake-tab';
import { promisesTold } from '../testing/promises-told';
import { inspectorFeature, type InspectorDialog } from './inspector-feature';

const server = await fakeAuthorizationServer();

/** Opens an app whose inspector is loaded when the test says so. */
function openInspected() {
  const acts: string[] = [];
  const dialog: InspectorDialog = { toggle: () => acts.push('toggle'), close: () => acts.push('close') };
  const loads: { come: () => void; fail: () => void }[] = [];
  const load = () =>
    new Promise<() => InspectorDialog>((resolve, reject) => {
      loads.push({
        come: () => {
          resolve(() => dialog);
        },
        fail: () => {
          reject(new TypeError('Failed to fetch dynamically imported module.'));
        },
      });
    });
  const { errors } = fakeTab(server).open(APP, { features: [inspectorFeature({}, load)] });
  return { acts, loads, errors };
}

const press = () => dispatchEvent(new KeyboardEvent('keydown', { code: 'Semicolon', ctrlKey: true, shiftKey: true }));

describe('the key of the inspector', () => {
  it('loads it once, and shows it', async () => {
    const { acts, loads } = openInspected();
    press();
    loads[0]?.come();
    await promisesTold();
    press();
    await promisesTold();

    expect([loads.length, acts]).toEqual([1, ['toggle', 'toggle']]);
  });

  it('loads it anew after it could not be loaded', async () => {
    const { acts, loads, errors } = openInspected();
    press();
    loads[0]?.fail();
    await promisesTold();
    press();
    loads[1]?.come();
    await promisesTold();

    expect([acts, errors]).toEqual([['toggle'], []]);
  });

  it.each(['come', 'fail'] as const)(
    'shows nothing in an app that was destroyed while it was loaded (%s)',
    async (end) => {
      const { acts, loads } = openInspected();
      press();
      TestBed.resetTestingModule();
      loads[0]?.[end]();
      // What is rejected here and not handled fails the test.
      await promisesTold();
      press();
      await promisesTold();

      expect(acts).toEqual(end === 'come' ? ['close'] : []);
      expect(loads).toHaveLength(1);
    },
  );
});
